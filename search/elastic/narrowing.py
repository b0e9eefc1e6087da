"""Filters in the server's query language, so that each facet can leave its own out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from search.finding.filters import Filters
from search.finding.results import Count, Facets
from search.registry import unlisted_keys
from units.addresses import address_book

Query = dict[str, Any]
# Facets, their fields, and how many values are counted: more than any city has
_FACETS = (("units", "unit", 2000), ("types", "item_type", 100), ("years", "year", 300))

_LONGEST_VALUE = 256
_IS_STILL_PUBLIC: Query = {
    "bool": {"must_not": [{"range": {"public_until": {"lte": "now"}}}]},
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Conditions: those in ``base`` always hold, the others each belong to a field of a facet."""

    base: list[Query]
    of_fields: dict[str, Query]

    def all(self, *, but: str = "") -> list[Query]:
        """Return all conditions, without that of one field."""
        return [*self.base, *self.others(but)]

    def others(self, field: str = "") -> list[Query]:
        """Return the conditions of the facets' fields but one."""
        return [condition for name, condition in self.of_fields.items() if name != field]


def narrowing(filters: Filters) -> Narrowing:
    """Return the conditions that filters stand for."""
    base = [_is("language", filters.language), _IS_STILL_PUBLIC]
    if homes := unlisted_keys():
        base.append({"bool": {"must_not": [{"terms": {"item_type": homes}}]}})
    if filters.unit_kind:
        kind = filters.unit_kind
        units = [str(unit.id) for unit in address_book().units if unit.kind == kind]
        base.append({"terms": {"unit": units}})
    if filters.column:
        base.append(_is("column", filters.column))
    if filters.since:
        base.append({"range": {"date": {"gte": _moment(filters.since, datetime.time.min)}}})
    if filters.until:
        base.append({"range": {"date": {"lte": _moment(filters.until, datetime.time.max)}}})
    of_fields: dict[str, Query] = {}
    if filters.unit:
        unit = address_book().by_code.get(filters.unit)
        of_fields["unit"] = _is("unit", str(unit.id if unit else 0))
    if filters.item_type:
        of_fields["item_type"] = _is("item_type", filters.item_type)
    if filters.year is not None:
        is_year = datetime.MINYEAR <= filters.year <= datetime.MAXYEAR
        of_fields["year"] = {"term": {"year": filters.year}} if is_year else {"match_none": {}}
    return Narrowing(base, of_fields)


def counting(narrow: Narrowing, *, with_facets: bool) -> Query:
    """Return the aggregations: how many there are, and how many of each value of the facets."""
    wanted: Query = {"all": {"filter": _every(narrow.others())}}
    for name, field, size in _FACETS if with_facets else ():
        values = {"terms": {"field": field, "size": size}}
        others = narrow.others(field)
        wanted[name] = {"filter": _every(others), "aggs": {"values": values}} if others else values
    return wanted


def facets(counted: Mapping[str, Any]) -> Facets:
    """Return the facets of an answer: most first, years newest first."""
    if "units" not in counted:
        return Facets()
    book = address_book()
    named = {name: counted[name] for name, _field, _size in _FACETS}
    found = {name: one.get("values", one)["buckets"] for name, one in named.items()}
    units = (
        Count(book.by_id[int(one["key"])].code, one["doc_count"])
        for one in found["units"]
        if int(one["key"]) in book.by_id
    )
    types = (Count(one["key"], one["doc_count"]) for one in found["types"])
    years = sorted(found["years"], key=lambda one: -int(one["key"]))
    return Facets(
        units=tuple(units),
        types=tuple(types),
        years=tuple(Count(str(one["key"]), one["doc_count"]) for one in years),
    )


def _is(field: str, value: str) -> Query:
    # A lone surrogate cannot be sent, and is no value of anything; nor is what is longer than a key
    return {"term": {field: value[:_LONGEST_VALUE].encode("utf-8", "replace").decode()}}


def _moment(day: datetime.date, time: datetime.time) -> str:
    return datetime.datetime.combine(day, time, timezone.get_default_timezone()).isoformat()


def _every(conditions: list[Query]) -> Query:
    return {"bool": {"filter": conditions}} if conditions else {"match_all": {}}
