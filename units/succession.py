"""Where the work of a closed unit goes on, as far as the public asks for it by address."""

from __future__ import annotations

from django.utils.translation import get_language

from units.addresses import address_book
from units.entries import UnitEntry, location
from units.routing import pages_below


def successors_of(unit: UnitEntry) -> list[UnitEntry]:
    """Return the units that go on, the first one first; of those that closed too, their own."""
    return _followed(unit, frozenset({unit.code}))


def _followed(unit: UnitEntry, seen: frozenset[str]) -> list[UnitEntry]:
    book, found = address_book(), dict[str, UnitEntry]()
    for code in unit.successor_codes:
        one = book.by_code[code]
        if code in seen:
            continue
        going_on = _followed(one, seen | {code}) if one.is_closed else []
        found.update((each.code, each) for each in going_on or [one])
    return list(found.values())


def successor_location(unit: UnitEntry, relative: str) -> tuple[str, str] | None:
    """Return host and path that stand for a former address; None where nobody goes on.

    The column with the same name in its address stands for the former one, as sites share their
    blueprint; where the first successor has none, its home does. ``relative`` is the part below
    the former unit's root.
    """
    going_on = successors_of(unit)
    if not going_on:
        return None
    language = get_language() or ""
    for successor in going_on:
        if column := _same_column(successor, relative, language):
            return location(successor, column, language)
    first = going_on[0]
    return location(first, language=language if first.root(language) else None)


def _same_column(successor: UnitEntry, relative: str, language: str) -> str:
    """Return the first step of an address below a unit's root, if a live page stands there."""
    slug = relative.split("/", 1)[0]
    root = successor.root(language)
    if not slug or root is None:
        return ""
    page = pages_below(root.prefix).filter(url_path=f"{root.url_path}{slug}/", live=True)
    return f"{slug}/" if page.exists() else ""
