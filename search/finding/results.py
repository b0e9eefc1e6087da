"""What an engine answers, and what a visitor is shown of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from search.models.items import PublishedItem


@dataclass(frozen=True, slots=True)
class Count:
    """How many exact hits have one value."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of the exact hits: by code of the unit, key of the type and year, most first.

    Years come newest first. Each list is counted without its own filter, so that another value
    can be chosen.
    """

    units: tuple[Count, ...] = ()
    types: tuple[Count, ...] = ()
    years: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of one page of results, best first.

    ``exact`` counts the items that have all that was asked for; where there are few, ``ids`` goes
    on with those that come close, and ``total`` counts both.
    """

    ids: list[int]
    exact: int
    total: int
    facets: Facets = field(default_factory=Facets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the answer to a query, the items with their text."""

    items: list[PublishedItem]
    exact: int
    total: int
    facets: Facets
    # The search server did not answer, so the database did
    is_fallback: bool = False
    # Another spelling that would find something
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of what is being typed, with the address it leads to."""

    text: str
    url: str
    item_type: str
