"""Ways to make a page public past the approvals, through the admin's pages (rows 1 to 9)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from content.models import ArticlePage
from tests.factories import stored
from tests.workflows.world import article, fields_of
from workflows.errors import GateRefusal
from workflows.schedule import run_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

TOMORROW = datetime.timedelta(days=1)


def url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def test_publishing_from_the_edit_view(world, actor, gate):
    page = world.draft()
    data = world.form(page, **{"action-publish": "1"})

    world.client(actor).post(url("edit", page.pk), data)

    assert gate.holds()
    assert not stored(page).live


def test_publishing_a_change_from_the_edit_view(world, actor, gate):
    page = world.live()
    gate.look_again()
    data = world.form(page, title="Not approved", **{"action-publish": "1"})

    world.client(actor).post(url("edit", page.pk), data)

    assert gate.holds()
    assert stored(page).title == page.title


def test_publishing_from_the_create_view(world, actor, gate):
    address = url("add", "content", "articlepage", world.column.pk)
    blank = world.client("superuser").get(address)
    data = fields_of(blank) | {"title": "New", "slug": "new", "action-publish": "1"}

    world.client(actor).post(address, data)

    assert gate.holds()
    assert not ArticlePage.objects.filter(slug="new", live=True).exists()


@pytest.mark.parametrize("descendants", ["", "on"])
def test_bulk_publishing(world, actor, gate, descendants):
    page = world.draft()
    ids = f"?id={page.pk}&id={world.column.pk}&id={world.home.pk}&next=/admin/"
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))

    world.client(actor).post(address + ids, {"include_descendants": descendants})

    assert gate.holds()
    assert not stored(page).live


def test_scheduling_and_waiting_for_the_clock(world, actor, gate, monkeypatch):
    page = world.draft()
    then = timezone.now() + TOMORROW
    times = {"go_live_at": then.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    world.client(actor).post(url("edit", page.pk), world.form(page, **times))

    monkeypatch.setattr(timezone, "now", lambda: then + TOMORROW)
    run_schedule()

    assert gate.holds()
    assert not stored(page).live


def test_a_schedule_written_into_the_database(world, gate):
    page = world.draft()
    due = timezone.now() - TOMORROW
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=due)

    run_schedule()

    assert gate.holds()
    assert not stored(page).live


@pytest.mark.parametrize("extra", [{"publish_copies": "on"}, {"alias": "on"}])
def test_copying_a_live_page(world, actor, gate, extra):
    page = world.live()
    gate.look_again()
    data = {
        "new_title": "A copy nobody read",
        "new_slug": "copied",
        "new_parent_page": world.column.pk,
        "copy_subpages": "on",
        **extra,
    }

    world.client(actor).post(url("copy", page.pk), data)

    assert gate.holds()
    assert not Page.objects.filter(slug="copied", live=True).exists()


def test_copying_in_code_keeps_nothing_live(world, gate):
    page = world.live()
    gate.look_again()

    with pytest.raises(GateRefusal):
        page.copy(update_attrs={"slug": "copied", "title": "Other"}, keep_live=True)

    assert gate.holds()


def test_an_alias_in_another_unit(world, gate):
    page = world.live()
    gate.look_again()

    with pytest.raises(PermissionDenied):
        page.create_alias(parent=world.other_column)

    assert gate.holds()


def test_moving_a_live_page_to_another_unit(world, actor, gate):
    page = world.live()
    gate.look_again()

    world.client(actor).post(url("move_confirm", page.pk, world.other_column.pk), {})

    assert gate.holds()
    assert stored(page).path.startswith(world.column.path)


def test_moving_to_another_unit_during_review(world, actor, gate):
    page = world.draft()
    world.submit(page)

    world.client(actor).post(url("move_confirm", page.pk, world.other_column.pk), {})

    assert stored(page).path.startswith(world.column.path)


def test_moving_within_the_unit_during_review(world, actor, gate):
    page = world.draft()
    world.submit(page)

    world.client(actor).post(url("move_confirm", page.pk, world.home.pk), {})

    assert stored(page).path.startswith(world.column.path)


def test_reverting_to_an_old_text_and_publishing_it(world, actor, gate):
    page = world.live()
    old = stored(page).save_revision(user=world.people["editor"])
    page = world.change(page)
    gate.look_again()
    data = world.form(page, title="Old again", revision=old.pk, **{"action-publish": "1"})

    world.client(actor).get(url("revisions_revert", page.pk, old.pk))
    world.client(actor).post(url("edit", page.pk), data)

    assert gate.holds()


def test_publishing_a_revision_in_code(world, gate):
    page = world.draft()

    with pytest.raises(GateRefusal):
        page.get_latest_revision().publish()

    assert gate.holds()
    assert not stored(page).live


def test_a_new_page_is_a_draft_unless_said_otherwise(world):
    page = world.column.add_child(instance=article())
    assert not page.live


def test_a_new_page_that_is_said_to_be_live(world, gate):
    page = article()
    page.live = True

    with pytest.raises(GateRefusal):
        world.column.add_child(instance=page)

    assert gate.holds()
