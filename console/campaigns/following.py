"""The deadline that a unit itself holds follows from the campaigns for new sites that it is in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from console.models import CampaignUnit
from console.plans.enums import PlanKind
from units.actions import change_deadlines
from units.models import Unit, User


def follow_deadlines(units: Sequence[Unit], *, user: User) -> None:
    """Give each unit the earliest deadline of the running campaigns for new sites it is in.

    A unit that is in none has no deadline. Raises ``PermissionDenied`` for anyone but the IT
    office.
    """
    asked: QuerySet[Any] = CampaignUnit.objects.owed_by(units)
    dated = asked.filter(campaign__kind=PlanKind.NEW)
    earliest: dict[int, datetime.date] = {}
    for unit_id, day in dated.order_by("-site_due").values_list("unit", "site_due"):
        earliest[unit_id] = day
    change_deadlines({unit.pk: earliest.get(unit.pk) for unit in units}, user=user)
