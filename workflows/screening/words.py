"""Lists of words, each with the class it points to and how much it weighs."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from workflows.screening.candidates import Candidate
from workflows.screening.enums import ProhibitedClass, Rule, Severity
from workflows.screening.normal import NormalText, normal_form

DEFAULT_FILE = Path(__file__).with_name("words.toml")
# Inside the marks of a book title, a word names a law or a document more often than a matter
_TITLE = re.compile("\u300a[^\u300a\u300b\n]{1,80}\u300b")
_LATIN = re.compile("[a-z0-9]")


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word to be found in any way of writing it.

    Without severity it is harmless: a longer phrase such as the name of a law, in which other
    words of the list mean nothing.
    """

    word: str
    prohibited_class: ProhibitedClass = ProhibitedClass.OTHER
    severity: Severity | None = None


class WordList:
    """Words prepared for finding all of them in one pass; of overlapping ones the longest wins.

    Of two entries for one word the later counts, so a unit's own list may follow the default.
    """

    def __init__(self, entries: Iterable[WordEntry]) -> None:
        forms = {normal_form(entry.word): entry for entry in entries}
        forms.pop("", None)
        self.entries = list(forms.values())
        self._patterns = list(forms)
        self._automaton = AhoCorasick(self._patterns)

    def candidates(self, text: NormalText) -> Iterator[Candidate]:
        """Yield where words of the list stand."""
        compact = text.words.text
        titles = _Titles(compact)
        found = self._automaton.find_matches_as_indexes(compact, overlapping=True)
        for index, start, end in found:
            if not _stands_alone(compact, start, end):
                continue
            entry = self.entries[index]
            severity = entry.severity
            if severity and titles.hold(start):
                severity = severity.milder
            yield Candidate(
                *text.words.span(start, end), Rule.WORD, entry.prohibited_class, severity
            )


class _Titles:
    """The titles named in a text."""

    def __init__(self, text: str) -> None:
        self._spans = [match.span() for match in _TITLE.finditer(text)]

    def hold(self, place: int) -> bool:
        """Say whether a place in the text is inside a title."""
        following = bisect_right(self._spans, (place, place))
        return following > 0 and place < self._spans[following - 1][1]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a word of Latin letters is a whole word; Chinese ones have no ends to see."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    cuts_before = _LATIN.match(text[start]) and _LATIN.match(before)
    cuts_after = _LATIN.match(text[end - 1]) and _LATIN.match(after)
    return not (cuts_before or cuts_after)


def entries_in(file: Path) -> Iterator[WordEntry]:
    """Yield the words of a TOML file: groups of a class and a severity, and harmless phrases."""
    content = tomllib.loads(file.read_text("utf-8"))
    for phrase in content["harmless"]:
        yield WordEntry(phrase)
    for group in content["groups"]:
        prohibited_class = ProhibitedClass(group["class"])
        severity = Severity(group["severity"])
        for word in group["words"]:
            yield WordEntry(word, prohibited_class, severity)


@cache
def default_words() -> WordList:
    """Return the list that comes with the product."""
    return WordList(entries_in(DEFAULT_FILE))
