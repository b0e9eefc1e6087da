"""What the list of units can be narrowed to; the parts that add columns add filters to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from console.office.filters import OfUnitsFilterSet
from console.register.columns import ColumnFilter, UnitColumn, registered_columns
from units.enums import Presence, SiteStatus, UnitState
from units.models import Unit


class UnitFilterSet(OfUnitsFilterSet):
    """Filters over units that have been prepared for the list."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=UnitState.choices)
    presence = django_filters.ChoiceFilter(label=_("Presence"), choices=Presence.choices)
    site_status = django_filters.ChoiceFilter(label=_("Roster"), choices=SiteStatus.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in registered_columns():
            if column.filter is not None:
                self.filters[column.key] = self._filter_of(column, column.filter)

    def _filter_of(self, column: UnitColumn, wanted: ColumnFilter) -> django_filters.ChoiceFilter:
        added = django_filters.ChoiceFilter(
            label=column.label, choices=wanted.choices(), method=_narrowing(wanted)
        )
        added.parent, added.model = self, Unit
        return added


def _narrowing(wanted: ColumnFilter) -> Callable[[QuerySet[Any], str, str], QuerySet[Any]]:
    return lambda units, _name, value: wanted.narrow(units, value)
