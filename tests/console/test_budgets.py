"""Budgets of public pages and of provisioning with pictures, over cities of two sizes."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.city import City
from benchmarks.public_pages import PAGES
from search.models import PublishedItem
from search.reconcile import differences
from units.addresses import address_book
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """A portal and no unit yet, whose units come with twenty items, pictures and attachments."""
    return City()


def queries_of_pages(client):
    """Return by the name of each kind of public page how many queries it takes."""
    book = address_book()
    found = {}
    for page in PAGES:
        host = book.portal.base_host if page.is_on_portal else book.units[-1].base_host
        client.get(page.path, headers={"host": host})
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.path, headers={"host": host}).status_code == 200
        found[page.name] = len(captured)
    return found


def test_public_pages_take_the_same_queries_in_a_larger_city(town, client):
    town.grow(2)
    few = queries_of_pages(client)
    town.grow(20)
    assert queries_of_pages(client) == few


def test_public_pages_keep_to_their_budgets(town, client):
    town.grow(2)
    found = queries_of_pages(client)
    budgets = {page.name: page.queries for page in PAGES if page.queries}
    assert {name: found[name] for name in budgets if found[name] > budgets[name]} == {}


def test_pictures_and_attachments_cost_no_statements_of_their_own(town):
    town.grow(1)
    assert town.grow(40).statements <= 5 * 40


def test_the_read_side_of_a_city_equals_its_pages(town):
    town.grow(2)
    assert PublishedItem.objects.filter(attachment_count=1).count() == 2
    assert list(differences()) == []


def test_the_directory_costs_in_proportion_to_its_units(town, client):
    def cost():
        times = []
        for _round in range(7):
            started = time.process_time()
            client.get("/units/", headers={"host": "localhost"})
            times.append(time.process_time() - started)
        return min(times[1:])

    register(100)
    small = cost()
    register(900)
    assert cost() <= 1.2 * 10 * small


def register(count):
    """Add directory entries."""
    start = Unit.objects.count()
    Unit.objects.bulk_create(
        Unit(
            code=f"entry{number}",
            name=f"Bureau {number}",
            short_name=f"B{number}",
            kind="department",
            system="government",
        )
        for number in range(start, start + count)
    )
