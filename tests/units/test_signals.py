"""Roots and read side keep up when the tree shifts."""

import pytest
from django.core.management import call_command

from content.models import UnitHomePage
from search.models import PublishedItem
from search.reconcile import differences
from tests.factories import live, make_column, make_home, make_item, make_portal, make_unit
from units.actions import register_root
from units.addresses import address_book
from units.models import UnitRoot
from units.tree_check import tree_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    """An item in each of three units that stand side by side, by the unit's code."""
    make_portal()
    return {
        code: make_item(make_column(make_home(make_unit(code)), "news"), title=f"Of {code}")
        for code in ("alpha", "beta", "gamma")
    }


def squeeze_in():
    """Put a new home to the left of all others."""
    unit = make_unit("delta")
    home = live(UnitHomePage(title="Delta", slug="delta"))
    first = UnitHomePage.objects.order_by("path").first()
    first.add_sibling("left", instance=home)
    register_root(unit, home)


def close_gaps():
    """Leave a gap among the homes and have treebeard close it."""
    UnitHomePage.objects.get(slug="alpha").delete()
    call_command("fixtree", full=True, interactive=False, verbosity=0)


SHIFTS = {"squeeze in": squeeze_in, "close gaps": close_gaps}


@pytest.mark.parametrize("shift", SHIFTS)
def test_shift_really_moves_other_homes(items, shift):
    before = UnitHomePage.objects.get(slug="beta").path

    SHIFTS[shift]()

    assert UnitHomePage.objects.get(slug="beta").path != before


@pytest.mark.parametrize("shift", SHIFTS)
def test_shift_leaves_every_item_with_its_unit(items, shift):
    SHIFTS[shift]()

    for code in ("beta", "gamma"):
        items[code].refresh_from_db()
        assert items[code].unit.code == code


@pytest.mark.parametrize("shift", SHIFTS)
def test_shift_leaves_no_fault_in_the_tree(items, shift):
    SHIFTS[shift]()

    assert list(tree_faults()) == []


@pytest.mark.parametrize("shift", SHIFTS)
def test_read_side_follows_the_shift(items, shift):
    SHIFTS[shift]()

    assert list(differences()) == []


def test_address_survives_a_shift(items):
    before = PublishedItem.objects.get(page_id=items["beta"].pk).url

    squeeze_in()

    assert PublishedItem.objects.get(page_id=items["beta"].pk).url == before


def test_deleted_home_is_no_root_any_more(items):
    UnitHomePage.objects.get(slug="alpha").delete()

    assert not UnitRoot.objects.filter(unit__code="alpha").exists()
    assert not address_book().by_code["alpha"].has_home
