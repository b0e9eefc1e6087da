"""Answers to queries: the same tests on every engine (I10)."""

import datetime

import pytest
from django.utils import timezone

from search.enums import Validity
from search.finding.filters import Sort
from search.finding.weights import DEEPEST
from search.registry import item_types
from tests.search.finding.written import write

pytestmark = pytest.mark.django_db


def on(year):
    return datetime.datetime(year, 6, 1, tzinfo=timezone.get_default_timezone())


def test_title_is_found(column, titles):
    write(column, "劳动法")
    write(column, "道路交通安全法")

    assert titles("劳动法") == ["劳动法"]


def test_text_is_found(column, titles):
    write(column, "通知", "关于做好防汛工作的安排")

    assert titles("防汛工作") == ["通知"]


def test_exact_title_is_before_a_longer_one(column, titles):
    write(column, "劳动法实施办法", "劳动法劳动法劳动法")
    write(column, "劳动法")

    assert titles("劳动法")[0] == "劳动法"


def test_all_tokens_are_before_some(column, titles):
    write(column, "公共图书馆开放时间")
    write(column, "公共汽车", "市民要去图书馆")

    assert titles("公共图书馆")[0] == "公共图书馆开放时间"


def test_abbreviated_title_is_found(column, titles):
    write(column, "道路交通安全法")
    write(column, "安全生产条例")

    assert titles("道交法")[0] == "道路交通安全法"


def test_swapped_characters_are_found(column, titles):
    write(column, "劳动法")

    assert titles("动劳法") == ["劳动法"]


def test_pinyin_finds_a_title(column, titles):
    write(column, "劳动法")

    assert titles("laodongfa") == ["劳动法"]


def test_single_character_is_found_in_titles(column, titles):
    write(column, "茶叶种植")

    assert titles("茶") == ["茶叶种植"]


def test_homophone_comes_close(column, titles):
    write(column, "食品安全管理")

    assert titles("食品安全官理") == ["食品安全管理"]


def test_number_of_a_document_is_exact(column, titles):
    write(column, "关于印发通知", number="八政发〔2024〕12号")
    write(column, "另一个通知", "八政发〔2024〕12号文件")

    assert titles("八政发〔2024〕12号")[0] == "关于印发通知"


def test_phrase_must_hold(column, titles):
    write(column, "甲", "公共图书馆")
    write(column, "乙", "公共场所和图书馆，共图")

    assert titles('"公共图书馆"') == ["甲"]


def test_excluded_word_bars_an_item(column, titles):
    write(column, "图书馆开放时间")
    write(column, "图书馆招聘公告")

    assert titles("图书馆 -招聘") == ["图书馆开放时间"]


def test_exact_hits_are_counted_apart(column, answer):
    write(column, "公共图书馆")
    write(column, "公共汽车图书角")
    found = answer("公共图书馆")

    assert (found.exact, found.total) == (1, 2)


def test_newer_is_before_older_of_equal_match(column, titles):
    write(column, "防汛通知（一）", date=on(2010))
    write(column, "防汛通知（二）", date=timezone.now())

    assert titles("防汛") == ["防汛通知（二）", "防汛通知（一）"]


def test_age_does_not_outweigh_the_title(column, titles):
    write(column, "劳动法", date=on(1995))
    write(column, "学习劳动法", date=timezone.now())

    assert titles("劳动法")[0] == "劳动法"


@pytest.mark.parametrize("validity", [Validity.REPEALED, Validity.EXPIRED])
def test_what_counts_no_more_is_below_what_does(column, titles, validity):
    write(column, "防汛办法（旧）", "防汛防汛防汛", validity=validity)
    write(column, "防汛办法（新）", validity=Validity.IN_FORCE)

    assert titles("防汛办法") == ["防汛办法（新）", "防汛办法（旧）"]


def test_sorted_by_date_the_newest_is_first(column, titles):
    write(column, "防汛", date=on(2020))
    write(column, "春季防汛安排", date=on(2021))

    assert titles("防汛", sort=Sort.DATE) == ["春季防汛安排", "防汛"]


def test_sorted_by_date_only_exact_hits_are_there(column, titles):
    write(column, "公共图书馆")
    write(column, "公共汽车图书角")

    assert titles("公共图书馆", sort=Sort.DATE) == ["公共图书馆"]


def test_pages_follow_each_other(column, answer):
    rows = [write(column, f"防汛通知{n}") for n in range(5)]
    pages = [answer("防汛", start=start, size=2).items for start in (0, 2, 4)]

    assert sorted(item.pk for page in pages for item in page) == [row.pk for row in rows]


def test_page_that_lies_too_deep_is_empty(column, answer):
    write(column, "防汛通知")

    assert answer("防汛", start=DEEPEST, size=10).items == []


def test_long_question_is_answered_by_its_rarest_tokens(column, titles):
    write(column, "住房公积金提取办法", "职工购买自住住房可以提取公积金")

    assert titles("职工在本市购买自住住房之后怎样才能提取自己的公积金余额") == [
        "住房公积金提取办法"
    ]


@pytest.mark.parametrize(
    "narrowed",
    [
        {"unit": "alpha"},
        {"unit_kind": "department"},
        {"column": "news"},
        {"year": 2020},
        {"since": datetime.date(2020, 6, 1), "until": datetime.date(2020, 6, 1)},
    ],
)
def test_filter_leaves_other_items_out(column, other_column, titles, narrowed):
    write(column, "防汛通知甲", date=on(2020))
    write(other_column, "防汛通知乙", date=on(2021))

    assert titles("防汛", **narrowed) == ["防汛通知甲"]


def test_type_leaves_other_items_out(column, titles):
    write(column, "防汛通知甲")
    write(column, "防汛通知乙", item_type="service")

    assert titles("防汛", item_type="service") == ["防汛通知乙"]


def test_other_language_is_left_out(column, titles):
    write(column, "防汛通知甲")
    write(column, "防汛通知乙", language="en")

    assert titles("防汛") == ["防汛通知甲"]


def test_unknown_unit_has_nothing(column, titles):
    write(column, "防汛通知")

    assert titles("防汛", unit="nobody") == []


@pytest.fixture
def facets(column, other_column, answer):
    """The facets of an answer that unit, type and year narrow, as pairs."""
    write(column, "防汛通知甲", date=on(2020))
    write(column, "防汛通知乙", date=on(2021))
    write(other_column, "防汛通知丙", date=on(2020))
    write(other_column, "交通通知丁", date=on(2020))
    found = answer("防汛", with_facets=True, unit="alpha", year=2020).facets
    return {
        name: [(one.value, one.number) for one in getattr(found, name)]
        for name in ("units", "types", "years")
    }


def test_units_are_counted_without_their_own_filter(facets):
    assert sorted(facets["units"]) == [("alpha", 1), ("beta", 1)]


def test_years_are_counted_without_their_own_filter(facets):
    assert facets["years"] == [("2021", 1), ("2020", 1)]


def test_types_are_counted_with_the_other_filters(facets):
    assert facets["types"] == [("article", 1)]


def test_facets_are_counted_only_where_they_are_wanted(column, answer):
    write(column, "防汛通知")

    assert answer("防汛").facets.units == ()


HOSTILE = {
    "nul": "防汛\0通知",
    "surrogate": "防汛\ud800通知",
    "megabyte": "防汛" * 500_000,
    "grammar": '+防汛 && || ! ( ) { } [ ] ^ " ~ * ? : \\ /',
    "quotes": '""""',
    "emoji": "👍🏽防汛‮",
    "blank": " \t\n ",
    "spaces between": "防 汛 " * 40,
    "long word": "a" * 10_000,
    "minus": "-防汛",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_an_error(column, answer, text):
    assert answer(text).total >= 0


@pytest.mark.parametrize(
    "narrowed",
    [
        {"unit": "\ud800"},
        {"column": "\ud800\0"},
        {"item_type": "x" * 100_000},
        {"language": "\ud800"},
        {"year": 10**30},
        {"since": datetime.date.min},
        {"since": datetime.date.max, "until": datetime.date.min},
        {"since": datetime.date.min, "until": datetime.date.max, "column": "none"},
    ],
)
def test_no_filter_is_an_error(column, answer, narrowed):
    assert answer("防汛", with_facets=True, **narrowed).items == []


@pytest.fixture
def how_to_type():
    return next(known.key for known in item_types() if known.answers_how_to)


def test_answers_to_a_question_come_first(column, titles, how_to_type):
    write(column, "居住证", "居住证怎么办理")
    write(column, "居住证申领", item_type=how_to_type)

    assert titles("居住证怎么办")[0] == "居住证申领"


def test_without_a_question_they_do_not(column, titles, how_to_type):
    write(column, "居住证")
    write(column, "居住证申领", item_type=how_to_type)

    assert titles("居住证")[0] == "居住证"
