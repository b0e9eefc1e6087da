"""Sets of checks and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import QuerySet

if TYPE_CHECKING:
    from console.models import StandardCheck, StandardTask  # noqa: F401 base classes name them
    from units.models import Unit


class CheckQuerySet(QuerySet["StandardCheck"]):
    """Sets of checks."""

    def counting(self) -> Self:
        """Checks that count in the score."""
        return self.filter(is_active=True)


class TaskQuerySet(QuerySet["StandardTask"]):
    """Sets of tasks."""

    def open(self) -> Self:
        """Tasks still to be done: their checks count, and their units have not closed."""
        return self.filter(
            closed_at__isnull=True, check_made__is_active=True, unit__closed_on__isnull=True
        )

    def for_unit(self, unit: Unit) -> Self:
        """Tasks of one unit."""
        return self.filter(unit=unit)
