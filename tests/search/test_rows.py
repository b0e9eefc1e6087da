"""Rows of the read side: how text is counted and which columns an item stands in."""

import pytest

from search.pinyin import name_pinyin
from search.rows import count_characters, page_rows
from tests.factories import make_column, make_home, make_item, make_portal, make_unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("教育局", 3),
        ("教育局。", 3),
        ("word", 1),
        ("two words", 2),
        ("2026年3月", 4),
        ("GB/T 1234-2020标准", 6),
        ("𠀀㐀豈", 3),
        (" \n\t，。！?", 0),
        ("😀", 0),
        ("café au lait", 3),
    ],
)
def test_characters_count_one_each_and_words_one(text, count):
    assert count_characters(text) == count


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["教育局"], "jiaoyuju jyj"),
        (["教育局", "教育"], "jiaoyuju jyj jiaoyu jy"),
        (["IT office"], "it office"),
        (["重庆"], "chongqing cq"),
    ],
)
def test_names_are_spelt_and_abbreviated(names, expected):
    assert name_pinyin(*names)[: len(expected)] == expected


def test_items_of_columns_and_sub_columns_know_both():
    column = make_column(make_home(make_unit("alpha")))
    sub_column = make_column(column)
    direct, nested = make_item(column), make_item(sub_column)

    places = [(row.column_id, row.top_column_id) for row in page_rows([direct, nested])]
    assert places == [(column.pk, column.pk), (sub_column.pk, column.pk)]


def test_items_of_the_portal_s_columns_know_them_too():
    column = make_column(make_portal())

    row = page_rows([make_item(column)])[0]
    assert (row.column_id, row.top_column_id) == (column.pk, column.pk)


def test_home_stands_in_no_column():
    assert page_rows([make_home()])[0].column_id is None


def test_any_number_of_rows_costs_the_same_queries(django_assert_num_queries):
    column = make_column(make_home())
    pages = [make_item(column) for _n in range(12)]
    page_rows(pages)

    with django_assert_num_queries(1):
        page_rows(pages[:2])
    with django_assert_num_queries(1):
        page_rows(pages)
