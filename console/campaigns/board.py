"""The board of a campaign: its units with their plans, progress, blockers and next steps (S172)."""

from __future__ import annotations

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console.campaigns.querysets import CampaignUnitQuerySet
from console.models import Campaign, CampaignUnit
from units.workbench.tables import TableColumn


def places_of(campaign: Campaign) -> CampaignUnitQuerySet:
    """Return the units in the scope of a campaign with all that its board shows, in one query."""
    places = CampaignUnit.objects.in_scope().filter(campaign=campaign).with_dates()
    return places.select_related("unit", "campaign", "plan__latest_note").order_by("unit_id")


def days_late(place: Any, day: datetime.date) -> int:
    """Return how many days after its deadline a unit finished, or has not finished on a day."""
    end = min(place.finished_on or day, day)
    late: int = (end - place.site_due).days
    return max(late, 0)


def _plan_url(place: Any) -> str | None:
    plan = getattr(place, "plan", None)
    return reverse("console_plans_plan", args=(plan.pk,)) if plan else None


def board_columns(day: datetime.date) -> tuple[TableColumn, ...]:
    """Return the columns of the board as of a day."""
    return (
        TableColumn("unit", _("Unit"), lambda place: place.unit.name, "15%", url=_plan_url),
        TableColumn("plan", _("Plan"), _plan),
        TableColumn("progress", _("Progress"), lambda place: _note(place, "get_state_display")),
        TableColumn("blockers", _("What stands in the way"), lambda p: _note(p, "blockers"), "18%"),
        TableColumn("next_step", _("Next step"), lambda place: _note(place, "next_step"), "18%"),
        TableColumn("noted_on", _("Noted on"), lambda place: _note(place, "on")),
        TableColumn("site_due", _("Site due on"), lambda place: place.site_due),
        TableColumn("finished_on", _("Finished on"), lambda place: place.finished_on or "–"),
        TableColumn("days_late", _("Days late"), lambda place: days_late(place, day) or ""),
    )


def board_rows(campaign: Campaign, day: datetime.date) -> list[dict[str, str]]:
    """Return the whole board as texts, to be kept: the unit's code, and each column by name."""
    columns = board_columns(day)
    return [
        {"code": place.unit.code} | {column.name: str(column.value(place)) for column in columns}
        for place in places_of(campaign)
    ]


def _plan(place: Any) -> str:
    plan = getattr(place, "plan", None)
    return plan.get_state_display() if plan else str(_("Not handed in"))


def _note(place: Any, name: str) -> Any:
    plan = getattr(place, "plan", None)
    if plan is None or plan.latest_note is None:
        return "–" if name == "get_state_display" else ""
    value = getattr(plan.latest_note, name)
    return value() if callable(value) else value
