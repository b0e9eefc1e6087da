"""The items around one."""

import datetime

import pytest
from django.utils import timezone

from content.models import ArticlePage, LeaderPage
from search.neighbours import items_around
from tests.factories import make_column, make_home, make_item, make_unit

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha")), "news")


def dated(column, days, page_class=ArticlePage):
    return make_item(column, page_class, date=NOW - datetime.timedelta(days=days))


def around(page, column, others=0):
    rows = items_around(
        page.pk,
        page.date,
        column_id=column.pk,
        unit_id=page.unit.id,
        language=page.language,
        others=others,
    )
    return [row.page_id for row in rows]


def test_the_next_newer_and_the_next_older_stand_around_an_item(column):
    pages = [dated(column, days) for days in range(5)]

    assert around(pages[2], column) == [pages[1].pk, pages[3].pk]


def test_items_of_one_moment_stand_in_the_order_of_their_making(column):
    first, second, third = (dated(column, 1) for _number in range(3))

    assert around(second, column) == [third.pk, first.pk]


def test_other_columns_have_no_neighbours_here(column):
    page = dated(column, 1)
    dated(make_column(column.get_parent().specific, "other"), 2)

    assert around(page, column) == []


def test_the_newest_of_the_unit_are_added_without_the_item_itself(column):
    page = dated(column, 1)
    elsewhere = make_column(column.get_parent().specific, "other")
    newest = [dated(elsewhere, days) for days in range(2, 6)]

    assert around(page, column, others=3) == [item.pk for item in newest[:3]]


def test_leaders_and_other_units_are_no_news_of_the_unit(column):
    page = dated(column, 1)
    dated(make_column(column.get_parent().specific, "leaders"), 2, LeaderPage)
    dated(make_column(make_home(make_unit("beta")), "news"), 2)

    assert around(page, column, others=5) == []


def test_an_item_is_listed_once_though_it_stands_around_and_is_new(column):
    page, older = dated(column, 1), dated(column, 2)

    assert around(page, column, others=5) == [older.pk]


def test_all_is_one_query_and_the_text_stays_in_the_database(column, django_assert_num_queries):
    page, _older = dated(column, 1), dated(column, 2)
    unit_id, language = page.unit.id, page.language

    with django_assert_num_queries(1):
        (row,) = items_around(
            page.pk, page.date, column_id=column.pk, unit_id=unit_id, language=language, others=5
        )

    assert (row.details, row.get_deferred_fields()) == ({}, {"text"})
