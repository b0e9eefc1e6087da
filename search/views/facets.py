"""The choices beside the results: type, unit and year, each with what it would leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.finding.results import Count, Facets, Found
from search.models import PublishedItem
from search.views.asked import Asked
from units.addresses import address_book
from units.enums import UnitKind

SHOWN = 5


class Choice(NamedTuple):
    """One value of a facet; ``query`` chooses it and keeps the other choices."""

    label: str
    number: int
    query: str
    is_current: bool


class Facet(NamedTuple):
    """The values of one facet: those shown at once, and the rest behind ``rest_label``."""

    name: str
    title: str
    shown: list[Choice]
    rest: list[Choice]
    rest_label: str


class Taken(NamedTuple):
    """A filter that is in force; ``query`` takes it off."""

    label: str
    query: str


def facets(asked: Asked, found: Found) -> list[Facet]:
    """Return the choices, each with all others kept.

    Values without a hit are left out, and facets of which none would be left.
    """
    filters, counted = asked.filters, found.facets
    unit, kind, year = filters.unit, filters.item_type, str(filters.year or "")
    found_facets = (
        _facet("type", _("Type"), _("All types"), counted.types, kind, type_label, asked),
        _facet("unit", _("Unit"), _("All units"), counted.units, unit, unit_label, asked),
        _facet("year", _("Year"), _("All years"), counted.years, year, str, asked),
    )
    return [facet for facet in found_facets if len(facet.shown) > 1]


def taken(asked: Asked) -> list[Taken]:
    """Return the filters that are in force, each with the way to take it off.

    The unit is left out: the page says by itself which one it searches.
    """
    filters = asked.filters
    days = " – ".join(day.isoformat() if day else "" for day in (filters.since, filters.until))
    found = (
        (str(dict(UnitKind.choices).get(filters.unit_kind, "")), {"kind": ""}),
        (type_label(filters.item_type), {"type": ""}),
        (filters.column and _("Column %(key)s") % {"key": filters.column}, {"column": ""}),
        (str(filters.year or ""), {"year": ""}),
        (days.strip(" ") if filters.since or filters.until else "", {"since": "", "until": ""}),
    )
    return [Taken(label, asked.query(**changes)) for label, changes in found if label]


def labelled(counts: Facets) -> dict[str, list[dict[str, object]]]:
    """Return all counts for machines, with what the values are called."""
    named: tuple[tuple[str, tuple[Count, ...], Callable[[str], str]], ...] = (
        ("unit", counts.units, unit_label),
        ("type", counts.types, type_label),
        ("year", counts.years, str),
    )
    return {
        name: [{"value": c.value, "label": label(c.value), "count": c.number} for c in found]
        for name, found, label in named
    }


def type_label(key: str) -> str:
    """Return what a type is called; nothing for none."""
    return PublishedItem(item_type=key).type_label if key else ""


def unit_label(code: str) -> str:
    """Return what a unit is called for short; nothing for none."""
    unit = address_book().by_code.get(code)
    return unit.label if unit else ""


def _facet(
    name: str,
    title: str,
    all_label: str,
    counts: tuple[Count, ...],
    current: str,
    label: Callable[[str], str],
    asked: Asked,
) -> Facet:
    numbers = {count.value: count.number for count in counts}
    if current:
        # What is chosen stands among the first, even when it leaves nothing
        numbers = {current: numbers.pop(current, 0), **numbers}
    choices = [
        Choice(label(value), number, asked.query(**{name: value}), value == current)
        for value, number in numbers.items()
    ]
    everything = Choice(
        all_label, sum(numbers.values()), asked.query(**{name: ""}), is_current=not current
    )
    return Facet(name, title, [everything, *choices[:SHOWN]], choices[SHOWN:], _rest(name, choices))


def _rest(name: str, choices: list[Choice]) -> str:
    total = len(choices)
    if name == "unit":
        return ngettext("%(total)d unit", "All %(total)d units", total) % {"total": total}
    if name == "type":
        return ngettext("%(total)d type", "All %(total)d types", total) % {"total": total}
    return _("Earlier")
