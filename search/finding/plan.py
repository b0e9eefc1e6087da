"""What a query asks for: made once, and carried out alike by every engine."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.analysis import (
    LONGEST_QUERY,
    MOST_QUERY_TOKENS,
    fold,
    is_han,
    key,
    pairs,
    query_tokens,
    query_words,
    runs,
    syllable_pairs,
    syllables,
    typed_syllables,
)
from search.finding.filters import Filters
from search.titles import title_keys
from search.words.synonyms import variants

_DATA = Path(__file__).parent.parent / "data"
# Parts in quotation marks of any kind, and words after a minus
_QUOTED = re.compile('["\u201c\u201d\u300c]([^"\u201c\u201d\u300c\u300d]+)["\u201c\u201d\u300d]')
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)-(\S+)")
SHORTEST_ABBREVIATION, LONGEST_ABBREVIATION = 3, 14
MOST_PARTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A query in the terms of the index (notes on each part: docs/search.md).

    ``key``, ``short_key`` and ``placeless_key`` are the query as a title; ``tokens`` what an exact
    hit has; ``words`` its words, where they cover it; ``sequence`` the tokens as they follow one
    another, of a query without blanks; ``phrases`` quoted parts, in sequence; ``excluded`` what
    bars an item, each all together; ``characters`` those of a query that may be an abbreviation;
    ``syllables`` its pinyin; ``typed`` the pinyin of a query in Latin letters; ``variants`` the
    tokens of its synonyms.
    """

    filters: Filters
    key: str
    short_key: str
    placeless_key: str
    tokens: tuple[str, ...]
    words: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    characters: tuple[str, ...] = ()
    syllables: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    is_how_to: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was asked for."""
        return not self.tokens

    @property
    def is_strict(self) -> bool:
        """Say whether nothing but exact hits was asked for."""
        return bool(self.phrases)

    @property
    def is_character(self) -> bool:
        """Say whether a single Han character was asked for: looked for in titles."""
        return len(self.tokens) == 1 and len(self.tokens[0]) == 1 and is_han(self.tokens[0])


def make_plan(text: str, filters: Filters) -> Plan:
    """Return the plan of a query as it was typed; any text is one."""
    asked, excluded, phrases = _parts(text)
    keys = title_keys(asked)
    core = _without_question(fold(asked))
    tokens = tuple(dict.fromkeys((*query_tokens(core), *(t for part in phrases for t in part))))
    if not tokens:
        return Plan(filters=filters, key="", short_key="", placeless_key="", tokens=())
    letters = [run for run in runs(fold(asked)) if is_han(run)]
    han = tuple("".join(letters))
    may_abbreviate = SHORTEST_ABBREVIATION <= len(han) <= LONGEST_ABBREVIATION
    is_whole = len(han) == len(keys.full)
    return Plan(
        filters=filters,
        key=keys.full,
        short_key=keys.short,
        placeless_key=keys.placeless,
        tokens=tokens,
        words=tuple(query_words(core)),
        sequence=_sequence(core),
        phrases=phrases,
        excluded=excluded,
        characters=han if may_abbreviate and is_whole else (),
        syllables=tuple(dict.fromkeys(syllable_pairs(syllables(asked)))) if len(han) > 1 else (),
        typed=tuple(dict.fromkeys(syllable_pairs(typed_syllables(asked)))),
        variants=tuple(tuple(query_tokens(variant)) for variant in variants(core)),
        is_how_to=_asks_how_to(fold(asked)),
    )


def _parts(
    text: str,
) -> tuple[str, tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return a query without its operators, what is excluded, and its phrases."""
    readable = unicodedata.normalize("NFKC", text[:LONGEST_QUERY].replace("\0", " "))
    excluded = [tuple(query_tokens(part)) for part in _EXCLUDED.findall(readable)]
    asked = _EXCLUDED.sub(" ", readable)
    if not key(asked):
        return readable, (), ()
    phrases = [tuple(pairs(part)) for part in _QUOTED.findall(asked)]
    return (
        asked,
        tuple(part for part in excluded if part)[:MOST_PARTS],
        tuple(part for part in phrases if part)[:MOST_PARTS],
    )


def _sequence(core: str) -> tuple[str, ...]:
    """Return the tokens in their order, where there are several and they were typed as one."""
    if len(core.split()) != 1:
        return ()
    found = tuple(pairs(core))
    return found if 1 < len(found) <= MOST_QUERY_TOKENS else ()


def _without_question(folded: str) -> str:
    """Return what a question is about; the whole text where that would be nothing."""
    core = folded
    for word in _listed("question_words"):
        core = core.replace(word, " ")
    return core if key(core) else folded


def _asks_how_to(folded: str) -> bool:
    asked = (*_listed("question_words"), *_listed("how_to"))
    return any(phrase in folded for phrase in asked)


@cache
def _listed(name: str) -> tuple[str, ...]:
    """Return the lines of a list of words, the longest first."""
    lines = (_DATA / f"{name}.txt").read_text("utf-8").split()
    return tuple(sorted(lines, key=len, reverse=True))
