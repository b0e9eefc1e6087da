"""Filters as conditions of a statement, so that each facet can leave its own out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from search.finding.conditions import Sql
from search.finding.filters import Filters
from search.registry import unlisted_keys
from units.addresses import address_book

# Facets, and the columns that they count; text on every engine
_COLUMNS = (
    ("unit", "CAST(unit_id AS text)"),
    ("type", "item_type"),
    ("year", "CAST(year AS text)"),
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions: ``base`` always holds, the others each belong to a facet."""

    base: Sql
    of_facets: tuple[tuple[str, Sql], ...]

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The facets with what they count."""
        return _COLUMNS

    def others(self, facet: str) -> Sql:
        """Return the conditions of all facets but one."""
        return _joined(one for name, one in self.of_facets if name != facet)

    def all(self) -> Sql:
        """Return all conditions."""
        return _joined((self.base, *(one for _name, one in self.of_facets)))


def narrowing(filters: Filters) -> Narrowing:
    """Return the conditions on ``search_publisheditem AS item`` that filters stand for."""
    base = [
        Sql("item.language = %s", (_readable(filters.language),)),
        Sql("(item.public_until IS NULL OR item.public_until > %s)", (_moment(timezone.now()),)),
    ]
    if homes := unlisted_keys():
        places = ", ".join(["%s"] * len(homes))
        base.append(Sql(f"item.item_type NOT IN ({places})", tuple(homes)))
    if filters.unit_kind:
        units = [unit.id for unit in address_book().units if unit.kind == filters.unit_kind]
        base.append(_is_one_of("item.unit_id", units))
    if filters.column:
        base.append(Sql("item.column_key = %s", (_readable(filters.column),)))
    if filters.since:
        start = _moment_of(filters.since, datetime.time.min)
        base.append(Sql("item.date >= %s", (start,)))
    if filters.until:
        end = _moment_of(filters.until, datetime.time.max)
        base.append(Sql("item.date <= %s", (end,)))
    facets: list[tuple[str, Sql]] = []
    if filters.unit:
        unit = address_book().by_code.get(filters.unit)
        facets.append(("unit", Sql("unit_id = %s", (unit.id if unit else 0,))))
    if filters.item_type:
        facets.append(("type", Sql("item_type = %s", (_readable(filters.item_type),))))
    if filters.year is not None:
        is_year = datetime.MINYEAR <= filters.year <= datetime.MAXYEAR
        facets.append(("year", Sql("year = %s", (filters.year if is_year else 0,))))
    return Narrowing(_joined(base), tuple(facets))


def _readable(value: str) -> str:
    """Return a value without what no database takes; it is then no key of anything."""
    return value.replace("\0", "?").encode("utf-8", "replace").decode()


def _moment_of(day: datetime.date, time: datetime.time) -> object:
    zone = timezone.get_default_timezone()
    try:
        return _moment(datetime.datetime.combine(day, time, zone))
    except OverflowError:  # the first and the last day there are, in another zone
        return _moment(datetime.datetime.combine(day, time, datetime.UTC))


def _moment(moment: datetime.datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)


def _is_one_of(column: str, values: list[int]) -> Sql:
    places = ", ".join(["%s"] * len(values)) or "NULL"
    return Sql(f"{column} IN ({places})", tuple(values))


def _joined(conditions: object) -> Sql:
    found = list(conditions)  # type: ignore[call-overload]
    text = " AND ".join(one.text for one in found) or "1 = 1"
    return Sql(text, tuple(value for one in found for value in one.parameters))
