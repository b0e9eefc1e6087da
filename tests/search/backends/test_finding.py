"""What Wagtail's own search calls find; the same on each engine."""

import pytest
from wagtail.models import Page
from wagtail.search.backends.base import SearchFieldError
from wagtail.search.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    Not,
    Or,
    Phrase,
    PlainText,
)

from content.models import ArticlePage, ColumnPage
from files.models import Document, Image
from search.backends import elasticsearch
from tests.factories import (
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db

LABOUR = "中华人民共和国劳动法"
ROAD = "公路安全保护条例"
HOSTILE = [
    '"',
    '""',
    '"劳动',
    "'",
    "\0",
    "劳\0动",
    " ",
    "　",
    "\n\t",
    "*",
    "()",
    "-",
    "NOT",
    "AND OR NOT",
    'x" OR "y',
    "title:劳动",
    "劳动 | 公路 & !",
    "劳动:*",
    "<->",
    "\\",
    "%s %(a)s",
    "\ud800",
    "\udfff劳动\ud800",
    "😀",
    "\u202eאבג",
    "𬺰市",
    "e\u0301\u0301\u0301",
    "1e5 0x10 1.5.6 \uff16",
    "劳动" * 250_000,
    "a" * 1_000_000,
    " ".join(f"词{n}" for n in range(10_000)),
]


@pytest.fixture
def column(engine):
    """The column of a unit, made once the engine is there."""
    return make_column(make_home(make_unit()), "laws")


@pytest.fixture
def labour(column):
    """A page on labour; another stands beside it."""
    make_item(column, title=ROAD)
    return make_item(column, title=LABOUR)


def titles(found):
    return [one.title for one in found]


@pytest.mark.parametrize(
    "text", ["劳动法", "劳动", "法", LABOUR, "勞動法", "共和国 劳动", "劳动，法", "　劳动　"]
)
def test_any_part_of_a_title_finds_its_page(engine, labour, text):
    assert titles(engine.search(text, Page)) == [LABOUR]


def test_full_width_letters_and_digits_are_the_same(engine, column):
    make_item(column, title="第259号令GB")
    assert titles(engine.search("\uff12\uff15\uff19", Page)) == ["第259号令GB"]


def test_a_page_is_found_in_its_own_type(engine, labour):
    assert titles(engine.search("劳动", ArticlePage)) == [LABOUR]


def test_a_page_is_not_found_in_another_type(engine, labour):
    assert titles(engine.search("劳动", ColumnPage)) == []


def test_all_of_a_query_has_to_be_there(engine, labour):
    assert titles(engine.search("劳动 公路", Page)) == []


def test_one_of_a_query_is_enough_where_that_is_asked(engine, labour):
    assert set(titles(engine.search("劳动 公路", Page, operator="or"))) == {LABOUR, ROAD}


@pytest.mark.parametrize("text", ["劳", "劳动", "中华人", "法", "中"])
def test_the_beginning_of_a_chinese_title_completes(engine, labour, text):
    assert titles(engine.autocomplete(text, Page)) == [LABOUR]


@pytest.mark.parametrize("text", ["B", "bri", "Bridges ov", "OVER"])
def test_the_beginning_of_a_word_completes(engine, column, text):
    make_item(column, title="Bridges over rivers")
    assert titles(engine.autocomplete(text, ArticlePage)) == ["Bridges over rivers"]


def test_only_the_last_word_may_be_a_beginning(engine, column):
    make_item(column, title="Bridges over rivers")
    assert titles(engine.autocomplete("bri over", ArticlePage)) == []


def test_whole_words_are_asked_for_where_nothing_is_completed(engine, column):
    make_item(column, title="Bridges over rivers")
    assert titles(engine.search("bri", ArticlePage)) == []


def test_a_phrase_holds_in_sequence(engine, column):
    make_item(column, title="安全公路")
    make_item(column, title=ROAD)
    assert titles(engine.search(Phrase("公路安全"), Page)) == [ROAD]


def test_a_phrase_completes_as_the_explorer_asks_for_it(engine, labour):
    query = And([PlainText("国"), Phrase("劳动法")])
    assert titles(engine.autocomplete(query, Page)) == [LABOUR]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlainText("法") & ~PlainText("公路"), {LABOUR}),
        (Or([PlainText("劳动"), PlainText("公路")]), {LABOUR, ROAD}),
        (Boost(PlainText("劳动"), 2), {LABOUR}),
        (Not(PlainText("劳动")), {ROAD}),
        (Not(PlainText("劳动")) & Not(PlainText("公路")), set()),
        (Not(PlainText("劳动")) | PlainText("劳动"), {LABOUR, ROAD}),
        (Not(PlainText("劳动")) | Not(PlainText("公路")), {LABOUR, ROAD}),
        (Not(PlainText("劳动")) & PlainText("公路"), {ROAD}),
        (MATCH_ALL, {LABOUR, ROAD}),
        (MATCH_NONE, set()),
        (MATCH_ALL & PlainText("劳动"), {LABOUR}),
        (PlainText(" ") | PlainText("劳动"), {LABOUR}),
    ],
)
def test_queries_combine(engine, labour, query, expected):
    found = engine.search(query, ArticlePage)
    assert (set(titles(found)), found.count()) == (expected, len(expected))


def test_a_query_that_no_engine_knows_is_refused(engine, labour):
    with pytest.raises(NotImplementedError):
        list(engine.search(Fuzzy("劳动"), Page))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["search", "autocomplete", "phrase"])
def test_no_text_breaks_a_query(engine, labour, kind, text):
    query = Phrase(text) if kind == "phrase" else text
    find = engine.search if kind == "search" else engine.autocomplete
    found = find(query, Page)
    assert found.count() == len(list(found)) <= 3


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_no_text_breaks_the_index(engine, labour, text):
    labour.title = text.replace("\0", "")[:255]
    labour.save(clean=False)
    assert titles(engine.search("条例", Page)) == [ROAD]


def test_a_description_finds_its_picture(engine):
    image = make_image(alternative_text="河上的石拱桥")
    make_image(alternative_text="山")
    assert list(engine.search("石拱桥", Image)) == [image]


def test_a_tag_finds_its_document(engine):
    document = make_document(title="表")
    document.tags.add("申请表格")
    document.save()
    assert list(engine.autocomplete("申请", Document)) == [document]


def test_a_match_in_the_title_comes_before_one_in_the_description(engine):
    described = make_image(alternative_text="石拱桥")
    titled = make_image(alternative_text="河")
    titled.title = "石拱桥"
    titled.save()
    described.save()
    assert list(engine.search("石拱桥", Image)) == [titled, described]


def test_the_shorter_of_two_titles_comes_first(engine, column):
    make_item(column, title=LABOUR + "若干问题的实施意见")
    make_item(column, title=LABOUR)
    make_item(column, title=LABOUR + "释义")
    assert titles(engine.autocomplete("劳动法", Page))[0] == LABOUR


def test_titles_can_be_searched_alone(engine):
    make_image(alternative_text="石拱桥")
    assert list(engine.search("石拱桥", Image, fields=["title"])) == []


def test_a_field_that_has_no_part_of_its_own_is_refused(engine):
    with pytest.raises(SearchFieldError):
        engine.search("石拱桥", Image, fields=["description"])


def test_only_what_the_queryset_holds_is_found(engine, labour):
    found = engine.search("条例", Page.objects.descendant_of(labour))
    assert (list(found), found.count()) == ([], 0)


def test_a_queryset_may_filter_by_whatever_the_database_knows(engine, labour):
    found = ArticlePage.objects.filter(summary="", url_path__contains="laws")
    assert titles(engine.search("劳动", found)) == [LABOUR]


@pytest.fixture
def numbered(column):
    """Twelve pages of twelve owners, the first of whom owns one more."""
    people = [make_person() for _number in range(12)]
    for number, owner in enumerate([*people, people[0]]):
        make_item(column, title=f"通知 {number:02}", owner=owner)
    return people


def test_results_keep_the_querysets_own_order_where_asked(engine, numbered):
    found = engine.search("通知", Page.objects.order_by("title"), order_by_relevance=False)
    assert titles(found[:2]) == ["通知 00", "通知 01"]


def test_results_come_in_slices(engine, numbered):
    found = engine.search("通知", Page)
    assert titles(found[0:5]) + titles(found[5:20]) == titles(found)


@pytest.mark.parametrize(("start", "stop", "expected"), [(0, 5, 5), (10, 20, 3), (20, 30, 0)])
def test_a_slice_counts_itself(engine, numbered, start, stop, expected):
    assert engine.search("通知", Page)[start:stop].count() == expected


def test_more_than_ten_values_are_counted(engine, numbered):
    counted = engine.search("通知", Page).facet("owner")
    assert counted == {person.pk: 2 if person == numbered[0] else 1 for person in numbered}


def test_the_most_frequent_value_comes_first(engine, numbered):
    assert next(iter(engine.search("通知", Page).facet("owner"))) == numbered[0].pk


def test_results_carry_their_scores(engine, labour):
    found = engine.search("劳动", Page).annotate_score("score")
    assert [one.score > 0 for one in found] == [True]


def test_more_is_found_than_a_server_gives_at_once(engine, numbered, monkeypatch):
    monkeypatch.setattr(elasticsearch, "PAGE", 5)
    assert engine.search("通知", Page).count() == 13


def test_what_was_deleted_is_not_found(engine, labour):
    labour.delete()
    assert titles(engine.search("劳动", Page)) == []


def test_what_was_renamed_is_found_by_its_new_name_only(engine, labour):
    labour.title = ROAD
    labour.save()
    assert titles(engine.search("劳动", Page)) == []
    assert titles(engine.search("公路", Page)) == [ROAD, ROAD]
