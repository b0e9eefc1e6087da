"""What a query would say in the words of law and government."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import LONGEST_QUERY, is_han
from search.models.words import Synonym, word_key
from search.words.remembered import Remembered

MOST_VARIANTS = 4


@dataclass(frozen=True, slots=True)
class _Table:
    """The equals of each known word, all folded, and the lengths of these words, longest first."""

    equals: dict[str, tuple[str, ...]]
    lengths: tuple[int, ...]


class _Place(NamedTuple):
    """Where a known word stands in a query."""

    start: int
    end: int


def variants(text: str) -> list[str]:
    """Return the query, folded, with one known word replaced by each of its equals.

    The longest known word comes first; words inside of it do not count. At most four are returned.
    """
    query = word_key(text[:LONGEST_QUERY])
    table = _remembered.get()
    found: list[str] = []
    for start, end in _places(query, table):
        for equal in table.equals[query[start:end]]:
            if not _stands_there(query, equal, start, end):
                found.append(query[:start] + equal + query[end:])
    return list(dict.fromkeys(found))[:MOST_VARIANTS]


def forget() -> None:
    """Have every process read the synonyms again."""
    _remembered.forget()


def _places(query: str, table: _Table) -> Iterator[_Place]:
    """Yield where known words stand, the longest first, none inside of another."""
    taken: list[_Place] = []
    for length in table.lengths:
        for start in range(len(query) - length + 1):
            place = _Place(start, start + length)
            if query[start : place.end] in table.equals and _is_free(query, place, taken):
                taken.append(place)
                yield place


def _is_free(query: str, place: _Place, taken: list[_Place]) -> bool:
    is_overlapping = any(place.start < other.end and other.start < place.end for other in taken)
    return not (is_overlapping or _cuts(query, place.start) or _cuts(query, place.end))


def _cuts(query: str, position: int) -> bool:
    """Say whether a position lies within a run of letters and digits; Han words have no ends."""
    around = query[max(position - 1, 0) : position + 1]
    return 0 < position < len(query) and around.isalnum() and not any(map(is_han, around))


def _stands_there(query: str, equal: str, start: int, end: int) -> bool:
    """Say whether the equal stands around the word already, as a full name around its short one."""
    first = query.find(equal, max(0, end - len(equal)), start + len(equal))
    return first != -1


def _read() -> _Table:
    equals: dict[str, list[str]] = defaultdict(list)
    rows = Synonym.objects.filter(is_active=True).order_by("pk")
    for word, equal, is_two_way in rows.values_list("word_key", "equals_key", "is_two_way"):
        equals[word].append(equal)
        if is_two_way:
            equals[equal].append(word)
    lengths = sorted({len(word) for word in equals}, reverse=True)
    return _Table({word: tuple(found) for word, found in equals.items()}, tuple(lengths))


_remembered = Remembered("synonyms", _read)
