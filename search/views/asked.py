"""What a visitor asks for, read from an address: whatever it carries, none of it is an error."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search.analysis import LONGEST_QUERY
from search.enums import ATTACHMENT, UNIT_ENTRY
from search.finding.filters import Filters, Sort
from search.finding.weights import DEEPEST
from search.registry import item_types
from units.addresses import address_book
from units.enums import UnitKind

PER_PAGE = 10
MOST_PER_PAGE = 50
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_MOST_DIGITS = 9
_UNREADABLE = re.compile("[\\s\0-\x1f\x7f-\x9f\ud800-\udfff]+")
_COLUMN = re.compile(r"[a-z0-9_-]{1,30}")
# The order of parameters in every address
_NAMES = ("q", "unit", "kind", "type", "column", "year", "since", "until", "sort", "page")

Read = TypeVar("Read")


class Problem(NamedTuple):
    """A parameter that does not say anything, and what to tell about it."""

    parameter: str
    message: str


class _Refused(ValueError):
    """A parameter has no meaning; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query with all choices; ``page`` counts from 1.

    ``problems`` tells of parameters that could not be read: the rest is as if they had been left
    out. ``is_cut`` says that more was typed than is ever looked for.
    """

    text: str
    is_cut: bool
    filters: Filters
    sort: Sort
    page: int
    size: int
    problems: tuple[Problem, ...]

    @property
    def start(self) -> int:
        """How many results stand on the pages before."""
        return (self.page - 1) * self.size

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is chosen."""
        return any(name not in ("q", "sort") for name in self.chosen())

    def query(self, **changes: object) -> str:
        """Return the part of an address after the question mark, with some choices changed.

        Pages are left out unless they are asked for: other choices have other pages.
        """
        chosen = {**self.chosen(), **{name: str(value or "") for name, value in changes.items()}}
        return urlencode([(name, chosen[name]) for name in _NAMES if chosen.get(name)])

    def chosen(self) -> dict[str, str]:
        """Return the parameters that have been given, but for the page."""
        filters = self.filters
        found = {
            "q": self.text,
            "unit": filters.unit,
            "kind": filters.unit_kind,
            "type": filters.item_type,
            "column": filters.column,
            "year": str(filters.year or ""),
            "since": filters.since.isoformat() if filters.since else "",
            "until": filters.until.isoformat() if filters.until else "",
            "sort": "" if self.sort == Sort.RELEVANCE else self.sort.value,
        }
        return {name: value for name, value in found.items() if value}


def read(given: Mapping[str, str], language: str) -> Asked:
    """Return what the parameters of an address ask for in one language."""
    problems: list[Problem] = []

    def value(name: str, reader: Callable[[str], Read], default: Read) -> Read:
        raw = given.get(name, "").strip()
        if not raw:
            return default
        try:
            return reader(raw)
        except _Refused as refused:
            problems.append(Problem(name, str(refused)))
            return default

    typed = _UNREADABLE.sub(" ", given.get("q", "")).strip()
    since, until = value("since", _day, None), value("until", _day, None)
    if since and until and since > until:
        problems.append(Problem("until", _("The last day lies before the first.")))
    filters = Filters(
        language=language,
        unit=value("unit", _unit, ""),
        unit_kind=value("kind", _kind, ""),
        item_type=value("type", _type, ""),
        column=value("column", _column, ""),
        year=value("year", _year, None),
        since=since,
        until=until,
    )
    return Asked(
        text=typed[:LONGEST_QUERY].strip(),
        is_cut=len(typed) > LONGEST_QUERY,
        filters=filters,
        sort=value("sort", _sort, Sort.RELEVANCE),
        size=value("limit", _size, PER_PAGE),
        page=value("page", _page, 1),
        problems=tuple(problems),
    )


def known_types() -> Iterator[str]:
    """Return the keys of all types that can be found."""
    yield from (known.key for known in item_types())
    yield from (ATTACHMENT, UNIT_ENTRY)


def is_too_deep(asked: Asked) -> bool:
    """Say whether a page lies beyond the last result that is ever shown."""
    return asked.start >= DEEPEST


def _unit(raw: str) -> str:
    if raw not in address_book().by_code:
        raise _Refused(_("There is no such unit."))
    return raw


def _kind(raw: str) -> str:
    if raw not in UnitKind.values:
        raise _Refused(_("There is no such kind of units."))
    return raw


def _type(raw: str) -> str:
    if raw not in known_types():
        raise _Refused(_("There is no such type of content."))
    return raw


def _column(raw: str) -> str:
    if not _COLUMN.fullmatch(raw):
        raise _Refused(_("There is no such column."))
    return raw


def _year(raw: str) -> int | None:
    if not (year := _number(raw, _LAST_YEAR)) or year < _FIRST_YEAR:
        raise _Refused(_("Write a year with four digits, such as 2026."))
    return year


def _day(raw: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(raw)
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _Refused(_("Write a day as year, month and day, such as 2026-03-01."))
    return day


def _sort(raw: str) -> Sort:
    if raw not in Sort.values:
        raise _Refused(_("Results are sorted by relevance or by date."))
    return Sort(raw)


def _size(raw: str) -> int:
    if not (size := _number(raw, MOST_PER_PAGE)):
        message = _("Ask for 1 to %(most)d results at a time.")
        raise _Refused(message % {"most": MOST_PER_PAGE})
    return size


def _page(raw: str) -> int:
    if not (page := _number(raw, 10**_MOST_DIGITS)):
        raise _Refused(_("Pages are counted from 1."))
    return page


def _number(raw: str, most: int) -> int:
    """Return a number from 1 to ``most``, else 0."""
    if not raw.isascii() or not raw.isdecimal() or len(raw) > _MOST_DIGITS:
        return 0
    return int(raw) if int(raw) <= most else 0
