"""How texts become tokens, for the index and for queries alike (I10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from search import analysis

HAN = [chr(code) for code in range(0x4E00, 0x9FA6)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("劳动法", ["劳动", "动法"]),
        ("法", ["法"]),
        ("第259号", ["第", "259", "号"]),
        ("GB 50016-2014", ["gb", "50016", "2014"]),
        ("勞動法", ["劳动", "动法"]),
        ("\uff27\uff22\uff11\uff12", ["gb12"]),
        ("劳动，合同", ["劳动", "合同"]),
        ("《劳动法》", ["劳动", "动法"]),
        ("", []),
        ("\0\ud800", []),
    ],
)
def test_a_text_is_cut_into_pairs(text, tokens):
    assert analysis.pairs(text) == tokens


def test_a_title_is_cut_into_characters():
    assert analysis.characters("第259号令") == ["第", "259", "号", "令"]


def test_lone_characters_of_a_query_do_not_count_beside_longer_tokens():
    assert analysis.query_tokens("国务院令第259号") == ["国务", "务院", "院令", "令第", "259"]


def test_a_lone_character_is_a_query():
    assert analysis.query_tokens("龙") == ["龙"]


def test_each_token_of_a_query_is_asked_for_once():
    assert analysis.query_tokens("劳动 劳动") == ["劳动"]


def test_words_of_a_query_count_where_they_cover_it():
    assert analysis.query_words("住房公积金提取") == ["住房", "公积金", "提取"]


def test_words_of_a_query_do_not_count_beside_lone_characters():
    assert analysis.query_words("的劳动法") == []


@pytest.mark.parametrize("typed", ["laodongfa", "Lao Dong Fa", "LAODONGFA"])
def test_pinyin_is_split_into_syllables(typed):
    assert analysis.typed_syllables(typed) == ["lao", "dong", "fa"]


@pytest.mark.parametrize("typed", ["xyzzy", "劳动fa", "fa2024", ""])
def test_what_is_no_pinyin_has_no_syllables(typed):
    assert analysis.typed_syllables(typed) == []


def test_all_syllables_are_known():
    read = {syllable for one in lazy_pinyin(HAN, errors="ignore") for syllable in [one]}

    assert {one for one in read if one.isascii() and one.isalpha()} <= analysis.known_syllables()


@given(st.text(max_size=200))
def test_tokens_hold_letters_and_digits_only(text):
    assert all(token.isalnum() for token in analysis.pairs(text))


@given(st.text(alphabet="劳勞动動法，。 aA1", max_size=60))
def test_a_part_of_a_run_has_tokens_of_the_whole(text):
    for run in analysis.runs(analysis.fold(text)):
        assert set(analysis.pairs(run)) <= set(analysis.pairs(text))


@given(st.text(max_size=100))
def test_folding_again_changes_nothing(text):
    folded = analysis.fold(text)

    assert analysis.pairs(folded) == analysis.pairs(text)
