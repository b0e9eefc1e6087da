"""The box in the header: where it searches."""

import pytest

from tests.search.places import make_offices, make_police_column, search
from tests.visits import PORTAL, elements, host_address, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units with one policy each."""
    make_offices()


@pytest.fixture
def column():
    """A column of a unit with a host of its own."""
    return make_police_column()


@pytest.mark.parametrize("path", ["/search/", "/elder/search/", "/en/search/"])
def test_form_sends_the_query_to_the_same_presentation(world, path):
    html = visit(f"{PORTAL}{path}").content.decode()

    assert f'action="{path}"' in html


def options(response):
    """The values of the choice of units in the header, and the one that is selected."""
    found = elements(response, "option")
    return [(option["value"], "selected" in option) for option in found]


def test_box_of_a_unit_s_site_searches_the_unit_and_offers_all(column):
    response = visit(f"{host_address('gaj')}/search/")

    assert options(response) == [("gaj", False), ("", False)]


def test_box_keeps_to_all_units_once_they_were_chosen(column):
    assert options(search("a", host=host_address("gaj"))) == [("gaj", False), ("", True)]


def test_box_keeps_another_unit_once_it_was_chosen(world, column):
    response = search("办法", host=host_address("gaj"), unit="jyj")

    assert options(response) == [("gaj", False), ("", False), ("jyj", True)]


def test_box_of_the_portal_has_no_choice_of_units(world):
    assert options(visit(f"{PORTAL}/search/")) == []
