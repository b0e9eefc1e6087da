"""A unit with a site in the first of two layouts, and everybody who deals with requests."""

import pytest

from tests.console.requests.world import make_people, make_site, two_layouts


@pytest.fixture
def layouts(shelf):
    """Two versions of the blueprint "small"; the second one has another column."""
    two_layouts(shelf)


@pytest.fixture
def unit(layouts, make_units):
    """A unit without a site."""
    return make_units(1)[0]


@pytest.fixture
def people(unit):
    """Everybody who deals with the unit's requests, and some who must not."""
    return make_people(unit)


@pytest.fixture
def site(people, unit):
    """The same unit with an open site."""
    return make_site(unit)
