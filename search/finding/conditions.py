"""What the database is asked for, in the terms of the plan; each dialect says it in its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from search.finding.entries import Entry

# Tokens of the title, its characters, its pinyin, words of all, or tokens anywhere
Part = Literal["t", "c", "p", "w", "any"]


class Sql(NamedTuple):
    """A piece of a statement with its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


def parameters_of(pieces: Iterable[Sql]) -> tuple[Any, ...]:
    """Return the parameters of pieces of a statement, in which they stand in this order."""
    return tuple(value for piece in pieces for value in piece.parameters)


@dataclass(frozen=True, slots=True)
class Match:
    """All of the tokens stand in one part of an item; in sequence, where it is a phrase."""

    part: Part
    tokens: tuple[str, ...]
    is_phrase: bool = False


class Dialect(Protocol):
    """How one database keeps and asks for entries."""

    # The table in whose rows stands what items are narrowed and ordered by; asked for as ``item``
    items: str

    def write(self, entries: Sequence[Entry]) -> None:
        """Write entries, replacing those of the same items."""

    def restate(self, ids: Sequence[int]) -> None:
        """Write what items are narrowed and ordered by anew; their texts have not changed."""

    def differing(self, entries: Sequence[Entry]) -> set[int]:
        """Return the items whose stored entry says something else, or that have none."""

    def searching(self) -> AbstractContextManager[None]:
        """Return the block within which the database is asked."""

    def matching(self, *ways: Sequence[Match]) -> Sql:
        """Return the condition on ``item`` that in one of some ways all matches hold."""

    def ids(self, *matches: Match) -> Sql:
        """Return the select of the ids of items for which all matches hold."""

    def among(self, ids: Sequence[int], match: Match) -> Sql:
        """Return the select of those of some items for which a match holds; each is looked at."""

    def listed(self, ids: Sequence[int]) -> Sql:
        """Return the select of ids that are known already."""
