"""Sets of requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, QuerySet, Value, When

from console.requests.enums import AWAITING, OPEN_TO_UNIT, RequestState

if TYPE_CHECKING:
    from units.models import Unit


class RequestQuerySet(QuerySet[Any]):
    """Requests of units."""

    def for_unit(self, unit: Unit) -> Self:
        """Requests of one unit."""
        return self.filter(unit=unit)

    def for_units(self, units: Iterable[Unit] | QuerySet[Unit]) -> Self:
        """Requests of some units."""
        return self.filter(unit__in=units)

    def to_review(self) -> Self:
        """Requests that wait for the IT office."""
        return self.filter(state=RequestState.SUBMITTED)

    def to_decide(self) -> Self:
        """Requests that wait for the leading group, with roll-backs."""
        return self.filter(state__in=(RequestState.FORWARDED, RequestState.ROLL_BACK))

    def what_waits_first(self) -> Self:
        """Sort what waits for a decision before the rest, and the newest first."""
        waits = When(state__in=(*AWAITING, RequestState.ROLL_BACK), then=Value(0))
        written = When(state__in=OPEN_TO_UNIT, then=Value(1))
        return self.order_by(Case(waits, written, default=Value(2)), "-pk")
