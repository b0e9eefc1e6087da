"""Atom feeds of columns."""

from xml.etree import ElementTree

import pytest

from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_unit,
)
from tests.visits import links, visit

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def column():
    """A column of a unit; another unit's column of the same name holds an item."""
    make_item(make_column(make_home(make_unit("beta")), "news"), title="Foreign")
    return make_column(make_home(make_unit("alpha")), "news")


def feed_of(column):
    return ElementTree.fromstring(visit(f"{column.full_url}feed/").content)


def texts(element, path):
    return [found.text for found in element.findall(path, ATOM)]


def test_feed_lists_the_column_s_own_items(column):
    make_item(column, title="Own")
    make_item(column, title="Draft", is_live=False)

    assert texts(feed_of(column), "a:entry/a:title") == ["Own"]


def test_feed_lists_the_items_of_sub_columns(column):
    make_item(make_column(column), title="Nested")

    assert texts(feed_of(column), "a:entry/a:title") == ["Nested"]


def test_feed_is_an_atom_feed(column):
    make_item(column)

    assert visit(f"{column.full_url}feed/")["Content-Type"].startswith("application/atom+xml")


def test_addresses_in_a_feed_are_full(column):
    item = make_item(column)
    entry = feed_of(column).find("a:entry", ATOM)

    assert entry.find("a:link", ATOM).get("href") == item.full_url


def test_addresses_in_the_feed_of_elder_mode_are_the_canonical_ones(column):
    item = make_item(column)
    host, path = column.full_url.split(":8000/", 1)
    feed = ElementTree.fromstring(visit(f"{host}:8000/elder/{path}feed/").content)

    assert feed.find("a:entry/a:link", ATOM).get("href") == item.full_url


def test_feed_holds_the_30_newest(column):
    for n in range(32):
        make_item(column, title=f"Item {n}", date=f"2026-01-01T00:{n:02}:00Z")
    titles = texts(feed_of(column), "a:entry/a:title")

    assert (titles[0], titles[-1], len(titles)) == ("Item 31", "Item 2", 30)


def test_feed_names_its_language():
    make_english_portal()
    home = make_home()
    column = make_column(make_english_home(home))
    make_item(column)

    language = feed_of(column).get("{http://www.w3.org/XML/1998/namespace}lang")
    assert language == "en"


def test_title_of_an_item_is_never_markup(column):
    make_item(column, title="<b>&amp; more")

    assert texts(feed_of(column), "a:entry/a:title") == ["<b>&amp; more"]


def test_control_characters_do_not_break_a_feed(column):
    make_item(column, title="Bell\x07", summary="\x0bTab")

    assert texts(feed_of(column), "a:entry/a:title") == ["Bell"]


def test_feed_costs_the_same_queries_for_any_number_of_items(column, django_assert_max_num_queries):
    for _n in range(30):
        make_item(column)
    visit(f"{column.full_url}feed/")

    with django_assert_max_num_queries(4):
        visit(f"{column.full_url}feed/")


def test_column_names_its_feed(column):
    make_item(column)

    assert any(link.endswith("/news/feed/") for link in links(visit(column.full_url)))


def test_feed_of_a_column_without_items_is_empty(column):
    assert texts(feed_of(column), "a:entry/a:title") == []
