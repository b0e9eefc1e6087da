"""Two units and the portal, for the tests of what no page may do."""

import pytest

from content.models import UnitIndexPage
from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_portal,
    make_superuser,
    make_unit,
)
from tests.visits import sign_in


@pytest.fixture
def tree():
    """Two units and the portal, each with a column and an item, by name."""
    portal = make_portal()
    home, other = make_home(make_unit("alpha")), make_home(make_unit("beta"))
    columns = {
        "column": make_column(home, "one"),
        "second column": make_column(home, "two"),
        "foreign column": make_column(other, "three"),
        "portal column": make_column(portal, "four"),
    }
    return {
        "portal home": portal,
        "directory": UnitIndexPage.objects.get(),
        "home": home,
        "foreign home": other,
        "item": make_item(columns["column"]),
        "portal item": make_item(columns["portal column"]),
        **columns,
    }


@pytest.fixture
def root_client():
    """A browser in which a superuser is signed in."""
    return sign_in(make_superuser())
