"""Sets of public items; what belongs to another unit is in none of a unit's."""

import datetime

import pytest
from django.utils import timezone

from content.models import LeaderPage, NoticePage, PolicyPage
from search.models import PublishedItem
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_image,
    make_item,
    make_unit,
)

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ZONE)


@pytest.fixture
def column():
    """A column of a unit, beside another unit whose column holds an item of each type."""
    foreign = make_column(make_home(make_unit("beta")), "news")
    for page_class in (NoticePage, PolicyPage):
        make_item(foreign, page_class, title="Foreign", date=at(2020, 5, 5))
    make_item(foreign, title="Foreign", is_picture_news=True, picture=make_image())
    return make_column(make_home(make_unit("alpha")), "news")


def titles(queryset):
    return [item.title for item in queryset]


def of_unit(column):
    return PublishedItem.objects.for_unit(column.unit.id)


def test_items_of_a_unit_are_no_other_unit_s(column):
    make_item(column, title="Own")

    assert titles(of_unit(column).items()) == ["Own"]


def test_items_of_a_column_are_no_other_column_s(column):
    make_item(column, title="Own")

    assert titles(PublishedItem.objects.in_column(column.pk)) == ["Own"]


def test_items_of_sub_columns_are_the_column_s_too(column):
    make_item(make_column(column), title="Nested")

    assert titles(PublishedItem.objects.in_column(column.pk)) == ["Nested"]


def test_items_of_a_column_are_not_its_sub_column_s(column):
    sub_column = make_column(column)
    make_item(column, title="Own")

    assert titles(PublishedItem.objects.in_column(sub_column.pk)) == []


def test_homes_columns_and_entries_are_no_items(column):
    make_item(column, title="Own")

    assert set(of_unit(column).values_list("item_type", flat=True)) == {
        "article",
        "column",
        "unit_home",
        "unit",
    }
    assert set(of_unit(column).items().values_list("item_type", flat=True)) == {"article"}


def test_leaders_do_not_show_that_a_unit_is_alive(column):
    make_item(column, LeaderPage, title="Leader", post="Head")
    make_item(column, NoticePage, title="Notice")

    assert titles(of_unit(column).dynamic()) == ["Notice"]


def test_items_are_of_the_types_asked_for(column):
    make_item(column, PolicyPage, title="Policy")
    make_item(column, NoticePage, title="Notice")
    make_item(column, title="Article")

    found = of_unit(column).of_type("policy", "notice").order_by("title")
    assert titles(found) == ["Notice", "Policy"]


def test_picture_news_of_a_unit_is_no_other_unit_s(column):
    make_item(column, title="Own", is_picture_news=True, picture=make_image())
    make_item(column, title="Plain")

    assert titles(of_unit(column).picture_news()) == ["Own"]


def test_items_are_in_one_language():
    make_english_portal()
    home = make_home()
    make_item(make_column(home), title="Chinese")
    make_item(make_column(make_english_home(home)), title="English")

    found = PublishedItem.objects.for_unit(home.unit.id).items()
    assert titles(found.in_language("en")) == ["English"]
    assert titles(found.in_language("zh-hans")) == ["Chinese"]


def test_latest_comes_first(column):
    for title, year in (("Old", 2020), ("New", 2026), ("Middle", 2023)):
        make_item(column, title=title, date=at(year, 1, 1))

    assert titles(of_unit(column).items().latest_first()) == ["New", "Middle", "Old"]


def test_equal_dates_keep_one_order(column):
    for title in ("First", "Second", "Third"):
        make_item(column, title=title, date=at(2026, 1, 1))

    assert titles(of_unit(column).items().latest_first()) == ["Third", "Second", "First"]


def test_tree_order_is_the_order_of_the_pages(column):
    for title, year in (("First", 2020), ("Second", 2026), ("Third", 2023)):
        make_item(column, title=title, date=at(year, 1, 1))

    found = of_unit(column).items().in_tree_order()
    assert titles(found) == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (at(2025, 12, 31, 23, 59, 59), 2025),
        (at(2026, 1, 1), 2026),
        (datetime.datetime(2025, 12, 31, 16, 0, tzinfo=datetime.UTC), 2026),
        (datetime.datetime(2025, 12, 31, 15, 59, tzinfo=datetime.UTC), 2025),
    ],
)
def test_year_is_the_one_in_shanghai(column, date, year):
    make_item(column, title="Own", date=date)
    items = of_unit(column).items()

    assert titles(items.in_year(year)) == ["Own"]
    assert items.years() == [year]


def test_years_come_latest_first_and_once(column):
    for year in (2024, 2026, 2024):
        make_item(column, date=at(year, 3, 1))

    assert of_unit(column).items().years() == [2026, 2024]


@pytest.mark.parametrize("year", [0, 1, 9998, 9999, 10000, 123456789])
def test_year_without_items_has_none(column, year):
    make_item(column)

    assert not of_unit(column).items().in_year(year).exists()


def test_several_sets_are_fetched_in_one_query(column, django_assert_num_queries):
    for n in range(5):
        make_item(column, title=f"Article {n}", date=at(2026, 1, 1 + n))
        make_item(column, NoticePage, title=f"Notice {n}", date=at(2026, 1, 1 + n))
    articles = of_unit(column).of_type("article").latest_first()[:2]
    notices = of_unit(column).of_type("notice").latest_first()[:1]

    with django_assert_num_queries(1):
        found = titles(PublishedItem.objects.in_any(articles, notices).order_by("title"))
    assert found == ["Article 3", "Article 4", "Notice 4"]


def test_text_stays_in_the_database(column, django_assert_num_queries):
    make_item(column, body=[("heading", "Text")])
    row = of_unit(column).items().without_text().get()

    assert "text" in row.get_deferred_fields()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["教育"], ["教育发展规划"]),
        (["教育", "规划"], ["教育发展规划"]),
        (["规划", "教育"], ["教育发展规划"]),
        (["教育", "卫生"], []),
        (["12号"], ["教育发展规划"]),
        (["%"], []),
        (["_"], []),
        (["'"], []),
        (['"'], []),
    ],
)
def test_every_word_has_to_match(column, words, found):
    make_item(column, PolicyPage, title="教育发展规划", number="示政发[2026]12号")

    assert titles(of_unit(column).items().matching_words(words)) == found
