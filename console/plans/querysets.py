"""Which plans count as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

from console.plans.enums import PlanState

if TYPE_CHECKING:
    from console.models import Plan  # noqa: F401 the base class names it
    from units.models import Unit


class PlanQuerySet(QuerySet["Plan"]):
    """Sets of plans."""

    def for_unit(self, unit: Unit) -> Self:
        """Plans of one unit."""
        return self.filter(unit=unit)

    def for_units(self, units: QuerySet[Unit]) -> Self:
        """Plans of some units."""
        return self.filter(unit__in=units.values("pk"))

    def waiting(self) -> Self:
        """Plans that wait for the IT office."""
        return self.filter(state=PlanState.FILED)
