"""What the list of units says about plans: how the latest one stands, and when the site is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from console.models import Plan
from console.plans.enums import PlanState
from console.register.columns import ColumnFilter, UnitColumn, register_column

NO_PLAN = "none"


def with_plan_state(units: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate ``plan_state``, the state of the plan that a unit handed in last, if any."""
    latest = Plan.objects.filter(unit=OuterRef("pk")).order_by("-filed_at", "-pk")
    return units.annotate(plan_state=Subquery(latest.values("state")[:1]))


def _choices() -> Sequence[tuple[str, str | Promise]]:
    return [(NO_PLAN, _("Not handed in")), *PlanState.choices]


def _narrow(units: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == NO_PLAN:
        return units.filter(plan_state__isnull=True)
    return units.filter(plan_state=value)


def _state(unit: Any) -> str:
    return str(PlanState(unit.plan_state).label) if unit.plan_state else "–"


def register() -> None:
    """Register the columns with the list of units."""
    register_column(
        UnitColumn(
            "plan",
            _("Plan"),
            prepare=with_plan_state,
            value=_state,
            filter=ColumnFilter(_choices, _narrow),
            order=60,
        )
    )
    register_column(
        UnitColumn(
            "site_due",
            _("Site due on"),
            prepare=lambda units: units,
            value=lambda unit: unit.plan_deadline,
            order=62,
        )
    )
