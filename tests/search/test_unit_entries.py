"""The read side follows units: their directory entries and their homes."""

import pytest
from wagtail.models import Page

from content.models import UnitHomePage, UnitIndexPage
from search.models import PublishedItem
from tests.factories import (
    make_portal,
    make_unit,
)
from units.actions import change_unit, register_root
from units.models import Unit

pytestmark = pytest.mark.django_db


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def is_listed(page):
    return PublishedItem.objects.filter(page_id=page.pk).exists()


def test_registered_unit_is_listed():
    make_unit("alpha", name="Alpha bureau", duty="Looks after things")

    row = PublishedItem.objects.unit_entries().get()
    assert (row.title, row.summary, row.unit.code) == (
        "Alpha bureau",
        "Looks after things",
        "alpha",
    )


def test_renamed_unit_is_listed_under_its_new_name(home):
    change_unit(Unit.objects.get(code="alpha"), name="教育局", short_name="教育")

    row = PublishedItem.objects.unit_entries().get(unit__code="alpha")
    assert (row.title, row.name_pinyin) == ("教育局", "jiaoyuju jyj jiaoyu jy")


def test_renamed_unit_keeps_the_date_of_its_entry(home):
    before = PublishedItem.objects.unit_entries().get(unit__code="alpha").date

    change_unit(Unit.objects.get(code="alpha"), name="Renamed")

    assert PublishedItem.objects.unit_entries().get(unit__code="alpha").date == before


def test_renaming_a_unit_leaves_other_entries_alone(home):
    before = PublishedItem.objects.unit_entries().filter(unit__code="beta").values().get()

    change_unit(Unit.objects.get(code="alpha"), name="Renamed")

    assert PublishedItem.objects.unit_entries().filter(unit__code="beta").values().get() == before


def test_portal_is_no_directory_entry(home):
    assert not PublishedItem.objects.unit_entries().filter(unit__code="portal").exists()


def test_home_is_its_unit_s_as_soon_as_its_root_is_recorded():
    make_portal()
    unit = make_unit("gamma")
    index = UnitIndexPage.objects.get()
    home = UnitHomePage(title="Gamma", slug="gamma", live=True)
    Page.objects.get(pk=index.pk).add_child(instance=home)

    register_root(unit, home)

    row = row_of(home)
    assert (row.unit_id, row.address) == (unit.pk, "")
