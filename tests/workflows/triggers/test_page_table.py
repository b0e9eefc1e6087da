"""The page table as the database guards it, on both engines; nothing here goes through a save."""

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from tests.factories import make_column, make_person, portal_unit
from tests.workflows.triggers.scene import (
    certify,
    execute,
    make_article,
    make_place,
    refused,
    set_title,
    structure_certificate,
)
from units.models import UnitRoot
from workflows.gate import marker
from workflows.gate.certificates import fixtures, revoke
from workflows.models import Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

FREE_CHANGES = {
    "path": "999900010001",
    "depth": 3,
    "numchild": 7,
    "url_path": "/elsewhere/",
    "draft_title": "Draft",
    "has_unpublished_changes": True,
    "owner_id": None,
    "locked": True,
    "locked_at": "2026-01-01T00:00:00Z",
    "latest_revision_id": None,
    "latest_revision_created_at": None,
    "live_revision_id": None,
    "first_published_at": None,
    "last_published_at": None,
}


def raise_live(page, key="", **values):
    """Make a page live by a queryset's update, which sends no signal."""
    with transaction.atomic(), marker.named(key):
        Page.objects.filter(pk=page.pk).update(live=True, **values)


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def article(place):
    return make_article(place)


@pytest.fixture
def draft(place):
    return make_article(place, is_live=False)


def test_update_does_not_make_a_page_live(draft):
    with refused():
        Page.objects.filter(pk=draft.pk).update(live=True)


def test_sql_does_not_change_a_live_page(article):
    with refused():
        set_title(article)


def test_inserting_a_live_page_is_refused(place):
    columns = ", ".join(field.column for field in Page._meta.local_concrete_fields[1:])
    changed = columns.replace("translation_key", "%s").replace("path,", "%s,", 1)
    changed = changed.replace(" url_%s,", " url_path,")
    with refused():
        execute(
            f"INSERT INTO wagtailcore_page ({columns}) SELECT {changed}"
            " FROM wagtailcore_page WHERE id = %s",
            "0001000100019999",
            "00000000000000000000000000000001",
            place.pk,
        )


@pytest.mark.parametrize("column", sorted(FREE_CHANGES))
def test_column_that_changes_nothing_in_public_is_free(article, column):
    Page.objects.filter(pk=article.pk).update(**{column: FREE_CHANGES[column]})


@pytest.mark.parametrize("column", ["slug", "title", "seo_title", "show_in_menus", "expire_at"])
def test_column_that_the_public_sees_is_guarded(article, column):
    value = {"show_in_menus": True, "expire_at": timezone.now()}.get(column, "other")

    with refused():
        Page.objects.filter(pk=article.pk).update(**{column: value})


def test_free_and_guarded_columns_together_are_refused(article):
    with refused():
        Page.objects.filter(pk=article.pk).update(numchild=1, title="Other")


def test_other_revision_is_not_made_live(article):
    with refused():
        Page.objects.filter(pk=article.pk).update(live_revision=article.get_latest_revision())


def test_draft_changes_as_it_likes(draft):
    assert set_title(draft) == 1


def test_withdrawing_needs_no_certificate(article):
    Page.objects.filter(pk=article.pk).update(live=False, title="Other")


def test_certified_revision_goes_live(draft):
    certificate = certify(draft)

    raise_live(draft, certificate.key, live_revision_id=certificate.revision_id)

    assert Page.objects.get(pk=draft.pk).live


def test_certificate_is_not_good_for_another_revision(draft):
    certificate = certify(draft)
    other = draft.save_revision()

    with refused():
        raise_live(draft, certificate.key, live_revision=other)


def test_certificate_is_not_good_for_another_page(draft, place):
    certificate = certify(make_article(place, is_live=False))

    with refused():
        raise_live(draft, certificate.key, live_revision_id=certificate.revision_id)


def test_same_text_may_be_live_as_another_revision(draft):
    certificate = certify(draft)
    raise_live(draft, certificate.key, live_revision_id=certificate.revision_id)

    raise_live(draft, certificate.key, live_revision=draft.save_revision())


def test_revoked_certificate_is_good_for_nothing(draft):
    certificate = certify(draft)
    revoke(certificate, person=make_person(), reason="Recalled")

    with refused():
        raise_live(draft, certificate.key, live_revision_id=certificate.revision_id)


def test_unknown_certificate_is_good_for_nothing(draft):
    with refused():
        raise_live(draft, "invented")


def test_certificate_counts_only_while_it_is_named(draft):
    certificate = certify(draft)
    raise_live(draft, certificate.key, live_revision_id=certificate.revision_id)

    with refused():
        set_title(draft)


def test_save_leaves_no_certificate_named(draft):
    certificate = certify(draft)
    draft.get_latest_revision().publish()
    assert Page.objects.get(pk=draft.pk).live_revision_id == certificate.revision_id

    with refused():
        execute("UPDATE wagtailcore_page SET title = 'Raw' WHERE id = %s", draft.pk)


def test_live_page_is_deleted(article):
    article.delete()

    assert not Page.objects.filter(pk=article.pk).exists()


def test_live_pages_are_deleted_with_those_above(article, place):
    place.delete()

    assert not Page.objects.filter(pk=article.pk).exists()


def test_structure_certificate_covers_the_unit_s_columns(place):
    set_title(place, key=structure_certificate(place.made_for))

    assert Page.objects.get(pk=place.pk).title == "Raw"


def test_structure_certificate_covers_no_items(article, place):
    with refused():
        set_title(article, key=structure_certificate(place.made_for))


def test_structure_certificate_covers_no_other_unit(place):
    with refused():
        set_title(make_place(), key=structure_certificate(place.made_for))


def test_structure_certificates_of_a_batch_cover_each_of_its_units(place):
    other = make_place()
    key = structure_certificate(place.made_for, other.made_for)

    assert set_title(place, key=key) + set_title(other, key=key) == 2


def test_page_outside_all_units_is_the_portal_s(place):
    with fixtures():
        column = make_column(place.get_parent().get_parent().get_parent())

    with refused():
        set_title(column, key=structure_certificate(place.made_for, key="unit"))
    assert set_title(column, key=structure_certificate(portal_unit(), key="portal")) == 1


def test_home_that_is_not_yet_a_root_is_its_unit_s_by_its_slug(place):
    home = place.get_parent()
    UnitRoot.objects.filter(page=home).delete()

    assert set_title(home, key=structure_certificate(place.made_for)) == 1
    assert set_title(place, key="structure") == 1


def test_home_that_is_not_yet_a_root_is_no_other_unit_s(place):
    UnitRoot.objects.filter(page=place.get_parent()).delete()

    with refused():
        set_title(place, key=structure_certificate(make_place().made_for))


def test_made_up_content_passes_where_it_may(article):
    with fixtures():
        Page.objects.filter(pk=article.pk).update(title="Made up")

    assert Certificate.objects.filter(kind="fixture").count() == 1
