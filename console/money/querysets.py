"""Which contractors, contracts, projects and lines count as what."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from console.money.enums import CERTIFIED_STATES, WAITING_STATES, ProjectState
from console.querysets import LedgerQuerySet

if TYPE_CHECKING:
    from units.models import Unit

NOTHING = Decimal("0.00")
MONEY: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=2)


class ContractorQuerySet(QuerySet[Any]):
    """Sets of contractors."""

    def qualified_on(self, day: datetime.date) -> Self:
        """Firms that may be given work on the day."""
        holding = self.filter(qualified_from__lte=day, qualified_until__gte=day)
        return holding.filter(is_active=True).exclude(document="")


class ContractQuerySet(QuerySet[Any]):
    """Sets of contracts."""

    def for_unit(self, unit: Unit) -> Self:
        """Contracts for the site of one unit."""
        return self.filter(unit=unit)

    def expired_on(self, day: datetime.date) -> Self:
        """Contracts that are over on the day and that nobody has dealt with."""
        return self.filter(ends_on__lt=day, ended_on=None)


class ProjectQuerySet(QuerySet[Any]):
    """Sets of projects."""

    def for_unit(self, unit: Unit) -> Self:
        """Projects filed for one unit."""
        return self.filter(unit=unit)

    def waiting(self) -> Self:
        """Projects on which somebody of the centre has to act."""
        return self.filter(state__in=WAITING_STATES)

    def certified(self) -> Self:
        """Projects that were approved: their amounts count against the cap of their year."""
        return self.filter(state__in=CERTIFIED_STATES)

    def completed_by(self, day: datetime.date) -> Self:
        """Projects that were completed on the day or before."""
        return self.filter(state=ProjectState.COMPLETED, completed_on__lte=day)

    def with_actual(self, day: datetime.date | None = None) -> Self:
        """Annotate ``actual``: the sum of the lines of each, up to the day if one is given."""
        lines: QuerySet[Any] = self.model._meta.get_field("lines").related_model.objects.all()
        if day is not None:
            lines = lines.filter(on__lte=day)
        sums = lines.filter(project=OuterRef("pk")).order_by().values("project")
        total = Subquery(sums.annotate(total=Sum("amount")).values("total"), output_field=MONEY)
        return self.annotate(actual=Coalesce(total, Value(NOTHING, MONEY)))

    def with_saved(self, day: datetime.date | None = None) -> Self:
        """Annotate ``saved`` besides: what was quoted less what was spent (S179)."""
        return self.with_actual(day).annotate(saved=F("quoted") - F("actual"))


class CostLineQuerySet(LedgerQuerySet):
    """Sets of lines of cost; they are only ever added."""

    def shared(self) -> Self:
        """Lines that belong to no unit: all sites share them."""
        return self.filter(unit=None)

    def until(self, day: datetime.date) -> Self:
        """Lines of the day or before."""
        return self.filter(on__lte=day)

    def total(self) -> Decimal:
        """Return the exact sum."""
        found: Decimal | None = self.aggregate(total=Sum("amount"))["total"]
        return NOTHING if found is None else found.quantize(NOTHING)
