"""Filters as conditions of a statement; each facet can leave its own out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from search.finding.conditions import Sql, parameters_of
from search.finding.filters import Filters
from search.registry import unlisted_keys
from units.addresses import address_book

# The columns that facets count
FACETS = ("unit_id", "item_type", "year")
Value = int | str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What holds of every hit, and the value chosen of each facet's column."""

    base: Sql
    chosen: Mapping[str, Value]

    def all(self) -> Sql:
        """Return all conditions."""
        values = (Sql(f"item.{column} = %s", (value,)) for column, value in self.chosen.items())
        return _joined((self.base, *values))

    def admitted(self, rows: Sequence[Sequence[Any]], *, but: str = "") -> Sequence[Sequence[Any]]:
        """Return the rows, of ``FACETS``, with the chosen value of every facet but one."""
        wanted = [
            (place, self.chosen[name])
            for place, name in enumerate(FACETS)
            if name in self.chosen and name != but
        ]
        if not wanted:
            return rows
        return [row for row in rows if all(row[place] == value for place, value in wanted)]


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
    chosen: dict[str, Value] = {}
    if filters.unit:
        unit = address_book().by_code.get(filters.unit)
        chosen["unit_id"] = unit.id if unit else 0
    if filters.item_type:
        chosen["item_type"] = _readable(filters.item_type)
    if filters.year is not None:
        is_year = datetime.MINYEAR <= filters.year <= datetime.MAXYEAR
        chosen["year"] = filters.year if is_year else 0
    return Narrowing(_joined(base), chosen)


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


def _joined(conditions: Iterable[Sql]) -> Sql:
    found = list(conditions)
    return Sql(" AND ".join(one.text for one in found) or "1 = 1", parameters_of(found))
