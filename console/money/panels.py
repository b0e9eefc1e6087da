"""Panels of the dashboard about money: projects to decide, contracts that are over."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.models import Contract, Project
from console.money.enums import WAITING_STATES, ProjectState
from units.enums import Role
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class ProjectsPanel(WorkPanel):
    """Projects on which the person's office has to act."""

    key = "projects"
    heading = _("Projects to decide")
    icon = "clipboard-list"
    template_name = "console/money/projects_panel.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All projects"), reverse("console_money_projects"))]

    def facts(self) -> dict[str, Any]:
        is_office = self.posts.has(Role.IT_OFFICE)
        states = WAITING_STATES if is_office else (ProjectState.FORWARDED,)
        waiting = Project.objects.filter(state__in=states).select_related("unit", "filed_by")
        return {"shown": self.page_of(waiting.order_by("pk"))}


class ContractsPanel(WorkPanel):
    """Contracts that are over and that nobody has dealt with (S032); silent without any."""

    key = "contracts"
    heading = _("Expired contracts")
    icon = "warning"
    template_name = "console/money/contracts_panel.html"

    def is_shown(self) -> bool:
        return Contract.objects.expired_on(timezone.localdate()).exists()

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All contracts"), reverse("console_money_contracts:index"))]

    def facts(self) -> dict[str, Any]:
        expired = Contract.objects.expired_on(timezone.localdate())
        return {"shown": self.page_of(expired.select_related("contractor", "unit"))}


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(ProjectsPanel, roles=(Role.IT_OFFICE, Role.LEADING_GROUP), order=140)
    register_panel(ContractsPanel, roles=(Role.IT_OFFICE,), order=145)
