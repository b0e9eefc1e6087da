"""Writing what two persons change without them."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from home.enums import LinkLevel
from home.imports import import_links
from home.models import Link
from tests.factories import make_column, make_home, make_item, stored
from units.enums import Level
from units.models import LevelSettings
from workflows.changes.carrying import carrying_out
from workflows.changes.register import registration_for, registrations
from workflows.enums import LedgerAction
from workflows.errors import GateRefusal
from workflows.gate.certificates import fixtures
from workflows.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

NEW = "https://new.invalid/"
CSV = "group,level,title,url\nState,{level},New,{url}\n"


def new_objects():
    return [
        Link(group="State", level=LinkLevel.values[0], title="New", url=NEW),
        Redirect(old_path="/old", redirect_link=NEW),
        LevelSettings(level=Level.DISTRICT),
        Locale(language_code="en"),
    ]


@pytest.mark.parametrize("position", range(4))
def test_nothing_is_added_in_code(people, position):
    with pytest.raises(GateRefusal):
        new_objects()[position].save()


def test_nothing_is_changed_in_code(link):
    link.url = NEW
    with pytest.raises(GateRefusal):
        link.save()


def test_a_named_field_is_not_changed_in_code(link):
    link.url = NEW
    with pytest.raises(GateRefusal):
        link.save(update_fields=["url"])


def test_nothing_is_deleted_in_code(link):
    with pytest.raises(GateRefusal):
        link.delete()


def test_a_set_is_not_deleted_in_code(link):
    with pytest.raises(GateRefusal):
        Link.objects.all().delete()


def test_fields_that_are_no_content_are_written_in_code(link):
    link.is_dead = True
    link.save(update_fields=["is_dead"])
    assert Link.objects.dead().exists()


def test_an_object_is_saved_as_it_stands(link):
    link.save()
    assert Link.objects.get() == link


def test_what_is_carried_out_is_written(link):
    link.url = NEW
    with carrying_out():
        link.save()
    assert Link.objects.get().url == NEW


def test_the_leave_ends_with_the_block(link):
    with carrying_out():
        pass
    with pytest.raises(GateRefusal):
        link.delete()


def test_a_page_takes_its_redirects_with_it(people):
    with fixtures():
        page = make_item(make_column(make_home()))
        Redirect.objects.create(old_path="/old", redirect_page=page)
    stored(page).delete()
    assert not Redirect.objects.exists()


def test_redirects_that_follow_from_an_approved_address_are_written(people):
    Redirect(old_path="/old", redirect_link=NEW, automatically_created=True).save()
    assert Redirect.objects.exists()


def test_sites_are_left_to_their_actions(people):
    assert registration_for(Site).is_read_only


def test_every_registered_model_but_sites_has_fields():
    assert [found.model for found in registrations() if found.is_read_only] == [Site]


def test_the_command_for_links_keeps_working(link):
    import_links(CSV.format(level=link.level, url=NEW).encode(), remove_others=True)
    assert [found.url for found in Link.objects.all()] == [NEW]


def test_what_the_command_did_is_recorded(link):
    import_links(CSV.format(level=link.level, url=NEW).encode(), remove_others=True)
    entry = LedgerEntry.objects.last()
    assert entry.action == LedgerAction.CHANGE_APPLIED
    assert entry.details["counts"] == {"added": 1, "changed": 0, "removed": 1}


def test_an_import_that_changes_nothing_is_not_recorded(people):
    with fixtures():
        level = LinkLevel.values[0]
        Link.objects.create(group="State", level=level, title="New", url=NEW, position=1)
    import_links(CSV.format(level=level, url=NEW).encode())
    assert not LedgerEntry.objects.filter(action=LedgerAction.CHANGE_APPLIED).exists()
