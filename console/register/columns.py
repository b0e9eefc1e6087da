"""Columns that the parts of the console add to the list of units.

A part that knows something about every unit registers a column from its ``wagtail_hooks``; the list
asks them all, so a column says in SQL what it needs and costs no query of its own per unit.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from units.models import Unit

Cell = str | int | Decimal | datetime.date | None


@dataclass(frozen=True)
class ColumnFilter:
    """What the list can be narrowed to by a column.

    ``choices`` returns values with their labels; ``narrow`` gets units that the column has
    prepared, and one of the values.
    """

    choices: Callable[[], Sequence[tuple[str, str | Promise]]]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class UnitColumn:
    """A column of the list of units, on the screen and in the exports alike.

    ``prepare`` annotates units in SQL with what ``value`` reads from each of them; low orders
    stand first.
    """

    key: str
    label: str | Promise
    prepare: Callable[[QuerySet[Any]], QuerySet[Any]]
    value: Callable[[Any], Cell]
    filter: ColumnFilter | None = None
    order: int = 100


_registered: dict[str, UnitColumn] = {}


def register_column(column: UnitColumn) -> None:
    """Add a column to the list of units; of two with one key the last counts."""
    _registered[column.key] = column


def registered_columns() -> list[UnitColumn]:
    """Return the columns in their order."""
    return sorted(_registered.values(), key=lambda column: (column.order, column.key))


def prepared(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Return units with all that the registered columns read."""
    for column in registered_columns():
        units = column.prepare(units)
    return units
