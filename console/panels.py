"""Panels of the dashboard about blueprints: what waits for the leading group."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from console.models import BlueprintProposal
from units.enums import SUPERVISORS
from units.workbench.panels import WorkPanel, register_panel


class ProposalsPanel(WorkPanel):
    """New versions of blueprints that are proposed and not applied."""

    key = "proposals"
    heading = _("Proposals for the blueprint")
    icon = "doc-full"
    template_name = "console/panels/proposals.html"

    def facts(self) -> dict[str, Any]:
        open_ones = BlueprintProposal.objects.open().select_related("proposed_by", "approved_by")
        return {"shown": self.page_of(open_ones)}


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(ProposalsPanel, roles=SUPERVISORS, order=110)
