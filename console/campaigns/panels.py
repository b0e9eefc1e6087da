"""The panel of the dashboard that says how far the running campaigns have come."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.campaigns.figures import figures_by_campaign
from console.models import Campaign
from units.enums import SUPERVISORS
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class CampaignsPanel(WorkPanel):
    """The running campaigns with their numbers, those first that end first."""

    key = "campaigns"
    heading = _("Campaigns")
    icon = "calendar-check"
    template_name = "console/campaigns/panel.html"

    def is_shown(self) -> bool:
        return Campaign.objects.running().exists()

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All campaigns"), reverse("console_campaigns_list"))]

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(Campaign.objects.running().order_by("deadline", "pk"))
        figures = figures_by_campaign(list(shown), timezone.localdate())
        return {"shown": shown, "rows": [(one, figures[one.pk]) for one in shown]}


def register() -> None:
    """Register the panel with the dashboard."""
    register_panel(CampaignsPanel, roles=SUPERVISORS, order=106)
