"""Word lists: longest wins, later wins, harmless phrases shield."""

import pytest

from workflows.screening import ProhibitedClass, Severity, WordEntry, WordList, default_words
from workflows.screening.candidates import longest
from workflows.screening.normal import NormalText

HIGH, LOW = Severity.HIGH, Severity.LOW
OTHER = ProhibitedClass.OTHER


def found(text, *entries):
    candidates = WordList([WordEntry(word, OTHER, weight) for word, weight in entries])
    return [
        (text[c.start : c.end], c.severity)
        for c in longest(candidates.candidates(NormalText(text)))
    ]


def test_longest_word_wins():
    assert found("甲乙丙丁", ("乙丙", HIGH), ("甲乙丙", LOW)) == [("甲乙丙", LOW)]


def test_longer_word_wins_over_one_that_begins_earlier():
    assert found("甲乙丙丁", ("甲乙", LOW), ("乙丙丁", HIGH)) == [("乙丙丁", HIGH)]


def test_harmless_phrase_shields_the_words_in_it():
    assert found("甲乙丙，乙", ("乙", HIGH), ("甲乙丙", None)) == [("乙", HIGH)]


def test_later_entry_for_a_word_counts():
    assert found("甲乙", ("甲乙", HIGH), ("甲乙", LOW)) == [("甲乙", LOW)]


def test_traditional_entry_finds_simplified_text():
    assert found("内部", ("內部", HIGH)) == [("内部", HIGH)]


def test_word_in_a_title_weighs_less():
    assert found("《论甲乙》与甲乙", ("甲乙", HIGH)) == [("甲乙", "medium"), ("甲乙", HIGH)]


def test_low_word_in_a_title_passes():
    assert found("《论甲乙》", ("甲乙", LOW)) == []


@pytest.mark.parametrize("text", ["secretary", "nosecret", "secret2"])
def test_latin_word_is_found_whole_only(text):
    assert found(text, ("secret", HIGH)) == []


def test_empty_entry_is_left_out():
    assert WordList([WordEntry("\u200b ", OTHER, HIGH)]).entries == []


def test_empty_list_finds_nothing():
    assert found("甲乙") == []


def test_default_list_has_words_of_every_class():
    classes = {entry.prohibited_class for entry in default_words().entries if entry.severity}

    assert classes == set(ProhibitedClass)
