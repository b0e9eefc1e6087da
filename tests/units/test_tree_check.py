"""The command that proves which unit every page belongs to finds every fault."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from units.models import UnitRoot
from units.tree_check import tree_faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A unit in two languages beside another, by name."""
    portal = make_portal()
    make_english_portal()
    home, other = make_home(make_unit("alpha")), make_home(make_unit("beta"))
    column = make_column(home)
    return {
        "portal home": portal,
        "home": home,
        "other home": other,
        "english home": make_english_home(home),
        "column": column,
        "item": make_item(column),
    }


def change(page, **values):
    """Change the row of a page behind the back of every guard."""
    Page.objects.filter(pk=page.pk).update(**values)


def root_of(page):
    return UnitRoot.objects.filter(page_id=page.pk)


FAULTS = {
    "alias": lambda tree: change(tree["item"], alias_of=tree["column"].pk),
    "root recorded elsewhere": lambda tree: root_of(tree["home"]).update(prefix="Z" * 16),
    "root at another depth": lambda tree: root_of(tree["home"]).update(
        page=tree["column"].pk, prefix=tree["column"].path[:16]
    ),
    "home with another slug": lambda tree: change(tree["home"], slug="gamma"),
    "home that is nobody's root": lambda tree: root_of(tree["home"]).delete(),
    "portal home that is nobody's root": lambda tree: root_of(tree["portal home"]).delete(),
    "item below an item": lambda tree: change(
        tree["item"], path=f"{make_item(tree['column']).path}0001", depth=7
    ),
    "item below a home": lambda tree: change(
        tree["item"], path=f"{tree['home'].path}000Z", depth=5
    ),
    "column in another unit's directory": lambda tree: change(
        tree["column"], path=f"{tree['home'].path[:12]}000Z", depth=4
    ),
    "root in the wrong language": lambda tree: root_of(tree["other home"]).update(
        locale=Locale.objects.get(language_code="en")
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_found(tree, fault):
    FAULTS[fault](tree)

    assert list(tree_faults())


def test_tree_made_by_the_actions_has_no_fault(tree):
    assert list(tree_faults()) == []


def test_other_units_are_not_blamed(tree):
    change(tree["home"], slug="gamma")

    assert not [fault for fault in tree_faults() if "beta" in fault]


def test_command_says_that_all_is_well(tree):
    call_command("check_tree", stdout=(out := StringIO()))

    assert out.getvalue()


def test_command_fails_and_names_the_page(tree):
    change(tree["item"], alias_of=tree["column"].pk, title="The odd one")

    with pytest.raises(CommandError):
        call_command("check_tree", stderr=(err := StringIO()))
    assert "The odd one" in err.getvalue()
