"""Making homes and columns as a blueprint wants them, and bringing existing ones to it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from console.blueprint import Blueprint, ColumnSpec
from content.models import ColumnPage, UnitHomePage
from units.bulk_pages import Placement
from units.models import Unit
from units.pages import UnitPage


@dataclass(slots=True)
class NewSite:
    """The new pages of one unit; ``columns`` finds them by key, ``items`` go into them."""

    unit: Unit
    home: UnitHomePage
    columns: dict[str, ColumnPage] = field(default_factory=dict)
    items: list[Placement] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Say whether every required column has a text or an item (S034)."""
        with_items = {id(placement.parent) for placement in self.items}
        return all(
            bool(column.body) or id(column) in with_items
            for column in self.columns.values()
            if column.is_required
        )


def new_home(unit: Unit, blueprint: Blueprint, *, at: datetime.datetime) -> UnitHomePage:
    """Return an unsaved live home of a unit."""
    home = UnitHomePage(
        title=unit.name,
        slug=unit.code,
        introduction=unit.duty,
        home_layout=list(blueprint.regions),
        banner=None,
    )
    publish(home, at)
    return home


def new_column(spec: ColumnSpec, *, at: datetime.datetime) -> ColumnPage:
    """Return an unsaved live column."""
    column = ColumnPage(key=spec.key, introduction=spec.hint)
    follow_spec(column, spec)
    publish(column, at)
    return column


def follow_spec(column: ColumnPage, spec: ColumnSpec) -> None:
    """Set what the blueprint decides about a column; its texts stay as they are."""
    column.title = column.draft_title = spec.name
    column.slug = spec.slug
    column.kind = spec.kind
    column.layout = spec.layout
    column.function = spec.function
    column.takes = list(spec.takes)
    column.update_rule = spec.update.rule
    column.update_days = spec.update.days or None
    column.is_required = spec.is_required
    column.show_in_menus = spec.in_menu


def decided_fields(column: ColumnPage) -> dict[str, object]:
    """Return the fields that :func:`follow_spec` sets, as a revision holds them."""
    names = ("title", "draft_title", "slug", "kind", "layout", "function", "update_rule")
    return {
        **{name: str(getattr(column, name)) for name in names},
        "takes": json.dumps(column.takes),
        "update_days": column.update_days,
        "is_required": column.is_required,
        "show_in_menus": column.show_in_menus,
    }


def publish(page: UnitPage, at: datetime.datetime) -> None:
    """Mark an unsaved page as published at a moment."""
    page.live = True
    page.first_published_at = page.last_published_at = at


def place_columns(
    parent: UnitPage, blueprint: Blueprint, *, at: datetime.datetime
) -> Iterator[tuple[str, Placement]]:
    """Make all columns of a blueprint below a home; yield each with its key, parents first."""
    made: dict[str, ColumnPage] = {}
    for placed in blueprint.placed():
        column = made[placed.spec.key] = new_column(placed.spec, at=at)
        above = made[placed.parent] if placed.parent else parent
        yield placed.spec.key, Placement(above, column)
