"""Panels of the dashboard about plans: those that wait for the office, and those a unit owes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.models import CampaignUnit, Plan
from console.permissions import FILING_ROLES
from units.enums import Role
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class WaitingPlansPanel(WorkPanel):
    """Plans that wait for the IT office, those first that have waited longest."""

    key = "waiting-plans"
    heading = _("Plans to review")
    icon = "calendar-alt"
    template_name = "console/plans/waiting_panel.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All plans"), reverse("console_plans_list"))]

    def facts(self) -> dict[str, Any]:
        waiting = Plan.objects.waiting().select_related("unit", "place__campaign")
        return {"shown": self.page_of(waiting.order_by("filed_at", "pk"))}


class OwnPlansPanel(WorkPanel):
    """What the units of the person owe the campaigns that they are in."""

    key = "own-plans"
    heading = _("Our plans")
    icon = "calendar-alt"
    template_name = "console/plans/own_panel.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All our plans"), reverse("console_plans_list"))]

    def facts(self) -> dict[str, Any]:
        units = self.posts.units(*FILING_ROLES)
        places = CampaignUnit.objects.owed_by(units).select_related("campaign", "unit", "plan")
        shown = self.page_of(places.order_by("plan_due", "pk"))
        rows = [(place, getattr(place, "plan", None)) for place in shown]
        return {"shown": shown, "rows": rows, "today": timezone.localdate()}


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(WaitingPlansPanel, roles=(Role.IT_OFFICE,), order=104)
    register_panel(OwnPlansPanel, roles=FILING_ROLES, order=84)
