"""How a text becomes tokens: one analysis for the index and for queries, on every engine (I10).

Engines split at white space and compare, nothing more. A token is made of Han characters, letters
and digits only, so that no text can be read as the grammar of a query.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import rjieba
from opencc import OpenCC
from pypinyin import lazy_pinyin

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
LONGEST_TOKEN = 40
# What is read of one text: a vector of PostgreSQL holds no more than this makes
LONGEST_TEXT = 200_000
MOST_QUERY_TOKENS = 32
LONGEST_QUERY = 100

# A run of Han characters, or a run of other letters and digits
_RUN = re.compile(rf"[{HAN}]+|(?:(?![{HAN}])[^\W_])+")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[a-z]+")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_SYLLABLES = Path(__file__).parent / "data" / "syllables.txt"
_HAN_BLOCKS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def fold(text: str) -> str:
    """Return the text as it is compared: NFKC, lower case, simplified characters.

    Null characters and lone surrogates, which databases and servers refuse, are left out.
    """
    readable = _UNREADABLE.sub("", text)
    return unicodedata.normalize("NFKC", readable).lower().translate(_simplified())


def runs(text: str) -> list[str]:
    """Return the runs of Han characters, and of other letters and digits, of a folded text."""
    return _RUN.findall(text)


def is_han(run: str) -> bool:
    """Say whether a run is of Han characters."""
    return _HAN_RUN.match(run) is not None


def pairs(text: str) -> list[str]:
    """Return the tokens of a text in their order, repetitions included.

    Han runs give overlapping pairs, a lone Han character itself, other runs themselves.
    """
    return list(_pairs_of(fold(text[:LONGEST_TEXT])))


def characters(text: str) -> list[str]:
    """Return the single Han characters of a text, and its other runs whole."""
    return [
        piece
        for run in runs(fold(text[:LONGEST_TEXT]))
        for piece in (run if is_han(run) else (run[:LONGEST_TOKEN],))
    ]


def words(text: str) -> list[str]:
    """Return the words of two or more characters: a signal for ranking, never a condition."""
    folded = fold(text[:LONGEST_TEXT])
    return [word for run in runs(folded) for word in _words_of(run, rjieba.cut_for_search)]


def syllables(text: str) -> list[str]:
    """Return the toneless syllables of a text's Han characters, other runs left out."""
    return [
        syllable
        for run in runs(fold(text[:LONGEST_TEXT]))
        if is_han(run)
        for syllable in lazy_pinyin(run)
    ]


def syllable_pairs(found: list[str]) -> list[str]:
    """Return overlapping pairs of syllables, a lone one itself."""
    if len(found) == 1:
        return found
    return [first + second for first, second in pairwise(found)]


def query_tokens(text: str) -> list[str]:
    """Return the tokens that a query asks for, each once, as many as are ever looked for.

    Lone Han characters are left out beside anything longer: within texts they are only ever met
    inside of pairs.
    """
    found = list(dict.fromkeys(_pairs_of(fold(text[:LONGEST_QUERY]))))
    longer = [token for token in found if len(token) > 1 or not is_han(token)]
    return (longer or found)[:MOST_QUERY_TOKENS]


def query_words(text: str) -> list[str]:
    """Return the words of a query; none where some of its Han characters stand in no word."""
    found: list[str] = []
    for run in runs(fold(text[:LONGEST_QUERY])):
        pieces = list(_words_of(run, rjieba.cut))
        if is_han(run) and sum(map(len, pieces)) != len(run):
            return []
        found += pieces
    return list(dict.fromkeys(found))


def key(text: str) -> str:
    """Return all runs of a text as one: what two texts have in common that read the same."""
    return "".join(runs(fold(text)))


def typed_syllables(text: str) -> list[str]:
    """Return the syllables of a query typed in Latin letters; empty where it is no pinyin."""
    letters = "".join(runs(fold(text[:LONGEST_QUERY])))
    if not _LATIN.fullmatch(letters):
        return []
    return _split_syllables(letters)


def _pairs_of(folded: str) -> Iterator[str]:
    for run in runs(folded):
        if not is_han(run):
            yield run[:LONGEST_TOKEN]
        elif len(run) == 1:
            yield run
        else:
            yield from map("".join, pairwise(run))


def _words_of(run: str, cut: object) -> Iterable[str]:
    if not is_han(run):
        return (run[:LONGEST_TOKEN],)
    return (word for word in cut(run) if len(word) > 1)  # type: ignore[operator]


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified character of each traditional one.

    Character by character, so that where a text was cut makes no difference.
    """
    convert = OpenCC("t2s").convert
    found = {}
    for first, last in _HAN_BLOCKS:
        for code in range(first, last + 1):
            simple = convert(chr(code))
            if simple != chr(code):
                found[code] = simple
    return found


@cache
def known_syllables() -> frozenset[str]:
    """Return all toneless syllables that any character is read as."""
    return frozenset(_SYLLABLES.read_text("ascii").split())


def _split_syllables(letters: str) -> list[str]:
    """Split letters into the fewest syllables; empty where that cannot be done."""
    known = known_syllables()
    longest = max(map(len, known))
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        options = [
            [*before, letters[start:end]]
            for start in range(max(0, end - longest), end)
            if (before := best[start]) is not None and letters[start:end] in known
        ]
        best.append(min(options, key=len, default=None))
    return best[-1] or []
