"""Pairs of characters that meet at the border of two words are no hits of the word they spell.

The traps are made by rule of real texts: a word that is in the dictionary, texts that have it as a
word, and texts in which its characters only happen to stand side by side.
"""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest

from search.analysis import is_han, words
from tests.search.finding.written import write

pytestmark = pytest.mark.django_db

LAWS = Path("console/demo/data/laws.jsonl.gz")
IN_TEXTS, IN_TITLES = 40, 30
LONGEST, LONGEST_TITLE = 120, 30
COMMON = 5  # a word stands in so many of the texts


def read_sentences():
    """Return the paragraphs of the texts that are short enough to be read at once."""
    with gzip.open(LAWS, "rt", encoding="utf-8") as lines:
        parts = [part for line in lines for part in json.loads(line)["body"]]
    return sorted({part for part in parts if len(part) <= LONGEST})


def make_traps(texts, count):
    """Return words, each with a text that has it as a word and one that has its letters only."""
    having, holding = defaultdict(list), defaultdict(list)
    cut = [set(words(text)) for text in texts]
    for number, found in enumerate(cut):
        for word in found:
            if len(word) == 2 and is_han(word):
                having[word].append(number)
    common = {word for word, numbers in having.items() if len(numbers) >= COMMON}
    for number, text in enumerate(texts):
        pairs = {text[place : place + 2] for place in range(len(text) - 1)}
        for pair in (pairs & common) - cut[number]:
            holding[pair].append(number)
    found = [(word, texts[having[word][0]], texts[holding[word][0]]) for word in sorted(holding)]
    return found[:: max(1, len(found) // count)][:count]


SENTENCES = read_sentences()
TRAPS = {
    "texts": make_traps(SENTENCES, IN_TEXTS),
    "titles": make_traps([part for part in SENTENCES if len(part) <= LONGEST_TITLE], IN_TITLES),
}


def test_there_are_enough_traps():
    assert [len(found) for found in TRAPS.values()] == [IN_TEXTS, IN_TITLES]


def test_in_texts_the_word_comes_first(column, items_for):
    for number, (_word, right, wrong) in enumerate(TRAPS["texts"]):
        write(column, f"Wrong {number}", wrong)
        write(column, f"Right {number}", right)

    assert wrong_ones_first(items_for, TRAPS["texts"], "text") == []


def test_in_titles_the_word_comes_first(column, items_for):
    for _word, right, wrong in TRAPS["titles"]:
        write(column, wrong)
        write(column, right)

    assert wrong_ones_first(items_for, TRAPS["titles"], "title") == []


def wrong_ones_first(items_for, traps, name):
    """Return the words for which a text comes first that has their letters only."""
    return [
        word
        for word, _right, _wrong in traps
        if word not in words(getattr(items_for(word)[0], name))
    ]


@pytest.fixture
def items_for(answer):
    """The items of an answer; the index is made when it is first asked."""
    return lambda word: answer(word).items
