"""A unit beside another one, for the tests of the read side."""

import pytest

from tests.factories import make_column, make_home, make_item, make_superuser, make_unit
from tests.visits import sign_in


@pytest.fixture
def home():
    """The home of a unit; another unit stands before it and has the same columns."""
    other = make_home(make_unit("beta"))
    make_item(make_column(other, "news"), slug="first")
    return make_home(make_unit("alpha"))


@pytest.fixture
def column(home):
    return make_column(home, "news")


@pytest.fixture
def root_client():
    return sign_in(make_superuser())
