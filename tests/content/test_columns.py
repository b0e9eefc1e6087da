"""Columns as the public meets them, and what they take."""

import datetime

import pytest
from django.utils import timezone

from content.models import (
    ArticlePage,
    ColumnPage,
    LeaderPage,
    NoticePage,
    PolicyPage,
    TopicPage,
)
from services.models import ServicePage
from tests.factories import (
    make_column,
    make_document,
    make_home,
    make_item,
    make_unit,
)
from tests.visits import links, visit

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ZONE)


@pytest.fixture
def column():
    """A column of a unit; another unit's column of the same name holds items of its own."""
    foreign = make_column(make_home(make_unit("beta")), "news")
    for n in range(3):
        make_item(foreign, title=f"Foreign {n}", date=at(2026, 1, 1 + n))
    return make_column(make_home(make_unit("alpha")), "news")


def shown(response):
    return [item.title for item in response.context["items_page"]]


def fill(column, count, **values):
    """Put so many items into a column, the newest first by number."""
    for n in range(count):
        make_item(column, title=f"Item {n}", date=at(2026, 3, 1) - datetime.timedelta(n), **values)


def test_column_lists_its_own_items_latest_first(column):
    fill(column, 3)

    assert shown(visit(column.url)) == ["Item 0", "Item 1", "Item 2"]


def test_item_of_another_unit_is_not_in_the_column(column):
    fill(column, 2)

    assert b"Foreign" not in visit(column.url).content


def test_column_of_leaders_keeps_the_order_of_the_tree(column):
    page = make_column(column.get_parent(), "leaders", layout="leaders")
    for n in range(3):
        make_item(page, LeaderPage, title=f"Leader {n}", post="Post", date=at(2026, 1, 1 + n))

    assert shown(visit(page.url)) == ["Leader 0", "Leader 1", "Leader 2"]


@pytest.mark.parametrize(
    ("path", "first", "count"),
    [
        ("", "Item 0", 20),
        ("page/1/", "Item 0", 20),
        ("page/2/", "Item 20", 20),
        ("page/3/", "Item 40", 5),
    ],
)
def test_column_is_paged(column, path, first, count):
    fill(column, 45)

    titles = shown(visit(column.url + path))
    assert (titles[0], len(titles)) == (first, count)


@pytest.mark.parametrize(
    "path",
    [
        "page/4/",
        "page/0/",
        "page/-1/",
        "page/x/",
        "page/",
        f"page/{'9' * 30}/",
        f"page/{'9' * 5000}/",
        "year/1999/",
        "year/0/",
        "year/1/",
        "year/9999/",
        "year/10000/",
        "year/2026/page/4/",
        "year/2026/page/0/",
        "year/",
        "nowhere/",
        "feed/more/",
    ],
)
def test_address_below_a_column_that_is_not_there_answers_404(column, path):
    fill(column, 45)

    assert visit(column.url + path).status_code == 404


def test_column_is_filtered_by_year(column):
    make_item(column, title="This year", date=at(2026, 2, 1))
    make_item(column, title="Last year", date=at(2025, 2, 1))

    assert shown(visit(column.url + "year/2025/")) == ["Last year"]


def test_pages_of_a_year_hold_that_year_only(column):
    for n in range(25):
        make_item(column, date=at(2025, 2, 1), title=f"Last year {n}")
    fill(column, 25)

    titles = shown(visit(column.url + "year/2025/page/2/"))
    assert len(titles) == 5
    assert all(title.startswith("Last year") for title in titles)


@pytest.mark.parametrize(("count", "years"), [(40, []), (41, [2026, 2025])])
def test_years_are_offered_over_40_items(column, count, years):
    make_item(column, date=at(2026, 6, 1))
    for _n in range(count - 1):
        make_item(column, date=at(2025, 6, 1))

    assert visit(column.url).context["years"] == years


def test_links_of_the_pager_lead_to_the_pages(column):
    fill(column, 45)
    found = links(visit(column.url + "page/2/"))

    assert f"{column.url}page/3/" in found
    assert column.url in found


def test_first_page_is_not_linked_under_a_second_address(column):
    fill(column, 45)

    assert not [link for link in links(visit(column.url + "page/2/")) if "page/1/" in link]


def test_empty_column_answers_404(column):
    assert visit(column.url).status_code == 404


def test_column_with_drafts_only_answers_404(column):
    make_item(column, is_live=False)

    assert visit(column.url).status_code == 404


@pytest.mark.parametrize(
    "values",
    [{"body": [("heading", "Text")]}, {"layout": "interaction"}],
    ids=["text", "ways to reach the unit"],
)
def test_column_with_something_of_its_own_needs_no_items(column, values):
    page = make_column(column.get_parent(), "own", **values)

    assert visit(page.url).status_code == 200


def test_column_of_sub_columns_is_shown(column):
    make_item(make_column(column, "sub"))

    assert visit(column.url).status_code == 200


def test_column_lists_the_items_of_its_sub_columns(column):
    make_item(make_column(column, "sub"), title="Nested")

    assert shown(visit(column.url)) == ["Nested"]


def test_sub_columns_are_offered_beside_the_items(column):
    make_item(make_column(column, "sub", title="The sub-column"))

    assert "The sub-column" in visit(column.url).content.decode()


def test_empty_sub_column_is_not_offered(column):
    make_item(column)
    make_column(column, "sub", title="The sub-column")

    assert "The sub-column" not in visit(column.url).content.decode()


def test_column_shows_when_it_was_last_updated(column):
    make_item(column, date=at(2026, 2, 3))

    assert visit(column.url).context["last_updated"] == at(2026, 2, 3)


def test_attachments_of_a_column_are_shown(column):
    page = make_column(
        column.get_parent(),
        "own",
        body=[("heading", "Text")],
        attachments=[("attachment", {"document": make_document(title="The form"), "title": ""})],
    )

    assert "The form" in visit(page.url).content.decode()


TYPES = {
    "article": ArticlePage,
    "leader": LeaderPage,
    "notice": NoticePage,
    "policy": PolicyPage,
    "service": ServicePage,
    "topic": TopicPage,
}


@pytest.mark.parametrize("taken", TYPES)
def test_column_takes_only_its_types(column, taken):
    page = make_column(column.get_parent(), "own", takes=[taken])

    assert [key for key, model in TYPES.items() if model.can_create_at(page)] == [taken]


@pytest.mark.parametrize("key", TYPES)
def test_column_that_names_no_types_takes_all(column, key):
    assert TYPES[key].can_create_at(column)


def test_column_is_made_below_homes_and_columns_only(column):
    assert ColumnPage.can_create_at(column)
    assert ColumnPage.can_create_at(column.get_parent())
    assert not ColumnPage.can_create_at(make_column(column))
