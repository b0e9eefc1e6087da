"""Passages on the original text: what is marked, where they are cut, and that they are safe."""

import time
import unicodedata

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from files.text import PageText, Part
from search.analysis import fold, query_tokens
from search.snippets import (
    ELLIPSIS,
    LENGTH,
    Wanted,
    _Folded,
    marked,
    passage,
    passage_of_pages,
    wanted,
)

FILLER = "本规定自发布之日起施行，有关单位应当遵守。"


def asked(query):
    return Wanted(tuple(query_tokens(query)))


def marks(found):
    return [text for text, is_marked in found.parts if is_marked]


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("示范市住房公积金提取管理办法", "住房公积金提取", ["住房公积金提取"]),
        ("可以申请提取本人住房公积金账户", "住房公积金提取", ["提取", "住房公积金"]),
        ("住房公積金提取管理辦法", "住房公积金", ["住房公積金"]),
        ("关于\uff21\uff22\uff23系统的通知", "abc", ["\uff21\uff22\uff23"]),
        ("The ﬁnest oﬃce", "office", ["oﬃce"]),
        ("第\uff12\uff15\uff19号令", "259", ["\uff12\uff15\uff19"]),
        ("cafe\u0301 culture", "café", ["cafe\u0301"]),
        ("ガス料金", "ｶﾞｽ", ["ガス"]),
        ("ｶﾞｽ料金", "ガス", ["ｶﾞｽ"]),
        ("한국어 안내", "한국어", ["한국어"]),
        ("👨‍👩‍👧生育登记🎉", "生育登记", ["生育登记"]),
        ("ΟΔΟΣ", "οδος", ["ΟΔΟΣ"]),
        ("税", "税", ["税"]),
        ("税务局", "税务", ["税务"]),
        ("没有", "税务", []),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_written(text, query, found):
    assert marks(marked(text, asked(query))) == found


def test_number_is_not_marked_inside_a_longer_one():
    assert marks(marked("2259号和259号", asked("259"))) == ["259"]


def test_lone_character_is_marked_only_beside_a_token():
    found = marked(
        "国务院令第259号，编号", Wanted(("国务", "务院", "院令", "令第", "259"), ("号",))
    )

    assert marks(found) == ["国务院令第259号"]


@pytest.mark.django_db
def test_lone_characters_of_a_query_are_known():
    assert wanted("令第 259 号").lone == ("号",)


@pytest.mark.django_db
def test_what_is_excluded_is_not_marked():
    assert marks(marked("住房贷款与住房租赁", wanted("住房 -贷款"))) == ["住房", "住房"]


@pytest.mark.django_db
def test_marking_looks_at_the_beginning_of_a_long_query():
    assert marks(marked("教育", wanted("教育" * 500_000))) == ["教育"]


def test_nothing_is_lost_of_a_title():
    title = "关于\uff21\uff22\uff23\u3000系统👨‍👩‍👧的<b>通知</b>"

    assert marked(title, asked("abc 系统")).plain == title


def test_markup_of_a_text_is_text():
    html = marked("<b>教育</b>&", asked("教育")).html

    assert html == "&lt;b&gt;<mark>教育</mark>&lt;/b&gt;&amp;"
    assert isinstance(html, SafeString)


def test_passage_is_where_most_of_the_query_stands():
    text = f"提取。{FILLER * 20}申请提取住房公积金的职工。{FILLER * 20}公积金。"

    assert marks(passage(text, asked("提取住房公积金"))) == ["提取住房公积金"]


def test_passage_begins_with_its_sentence():
    text = f"{FILLER * 20}职工可以提取住房公积金。{FILLER * 20}"

    assert passage(text, asked("住房公积金")).plain.startswith(f"{ELLIPSIS}职工可以")


def test_passage_is_of_bounded_length():
    assert len(passage(FILLER * 50, asked("施行")).plain) <= LENGTH + 2


def test_passage_of_a_short_text_is_the_text():
    assert passage("教育局公告", asked("教育")).plain == "教育局公告"


def test_text_without_what_was_asked_for_is_shown_from_its_beginning():
    assert passage(FILLER * 50, asked("税务")).plain.startswith("本规定自发布之日")


def test_traditional_text_is_found_by_a_simplified_query():
    text = f"{FILLER * 30}職工可以提取住房公積金。{FILLER * 30}"

    assert marks(passage(text, asked("住房公积金"))) == ["住房公積金"]


def test_places_to_be_filled_in_are_cut_short():
    assert passage("姓名：________ 教育", asked("教育")).plain == "姓名：___ 教育"


def test_blanks_and_control_characters_become_single_spaces():
    assert passage("教育\r\n\t\x01局", asked("教育")).plain == "教育 局"


@pytest.mark.parametrize(
    "piece",
    ["e\u0301", "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "❤\ufe0f", "각", "चि", "e" + "\u0301" * 20],
)
@pytest.mark.parametrize("before", range(0, 14, 3))
def test_passage_cuts_no_character_from_what_joins_it(piece, before):
    # Offsets that put the cut at every place of a piece
    text = "，" * before + piece * 60 + "教育" + piece * 60
    plain = passage(text, asked("教育")).plain.replace(ELLIPSIS, "")

    rest = plain.replace("，", "").replace("教育", "")
    assert rest == piece * (len(rest) // len(piece))


def test_passage_of_a_file_names_its_page():
    pages = [
        PageText(1, "目录"),
        PageText(2, f"{FILLER}提取。"),
        PageText(3, "提取住房公积金"),
        PageText(0, "住房公积金提取", Part.METADATA),
    ]

    found = passage_of_pages(pages, asked("提取住房公积金"))

    assert (found.page.number, marks(found)) == (3, ["提取住房公积金"])


def test_file_without_pages_has_no_passage():
    assert passage_of_pages([], asked("教育")).parts == ()


@pytest.mark.parametrize("base", ["a", "가", "か", "क", "ᄀ"])
def test_characters_folded_one_by_one_are_the_text_folded_whole(base):
    for first in range(0, 0x20000, 0x400):
        text = "".join(
            base + chr(code)
            for code in range(first, first + 0x400)
            if unicodedata.category(chr(code)) != "Cs"
        )
        assert _Folded(text).text == fold(text)


@given(st.text(), st.text(max_size=100))
def test_no_text_and_no_query_is_an_error(text, query):
    found = marked(text, asked(query))

    assert fold(found.plain) == fold("".join(part for part, _m in found.parts))
    passage(text, asked(query)).html.encode()


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (FILLER * 240, 10),
        (FILLER * 10_000, 150),
        ("住房公积金" * 40_000, 150),
        ("住房公積金" * 40_000, 150),
        ("é" * 200_000, 150),
        ("e" + "\u0301" * 200_000, 150),
        ("a" * 200_000, 150),
    ],
    ids=["5,000", "200,000", "hits only", "traditional", "composed", "one cluster", "one word"],
)
def test_no_text_is_slow(text, most):
    query = asked("住房公积金提取 a")
    passage("", query)
    started = time.process_time()

    passage(text, query)

    assert (time.process_time() - started) * 1000 < most
