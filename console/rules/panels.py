"""Panels of the dashboard about rules."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console.models import RuleVersion
from console.rules.permissions import units_answered_for
from console.rules.reading import unacknowledged
from units.enums import Role
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class ProposedRulesPanel(WorkPanel):
    """Versions of rules that wait for the leading group; silent when there are none."""

    key = "rules"
    heading = _("Rules to be decided")
    icon = "doc-full"
    template_name = "console/rules/proposed_panel.html"

    def is_shown(self) -> bool:
        return self._waiting().exists()

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All rules"), reverse("console_rules_list"))]

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(self._waiting())}

    def _waiting(self) -> QuerySet[RuleVersion]:
        return RuleVersion.objects.proposed().select_related("document", "proposed_by")


class OwedRulesPanel(WorkPanel):
    """Rules that the person has to acknowledge for a unit; silent when there are none."""

    key = "acknowledge"
    heading = _("Rules to be acknowledged")
    icon = "doc-full"
    template_name = "console/rules/owed_panel.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = [
            (version, unit)
            for unit in units_answered_for(self.posts.user)
            for version in unacknowledged(unit)
        ]

    def is_shown(self) -> bool:
        return bool(self._rows)

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(self._rows)}


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(ProposedRulesPanel, roles=(Role.LEADING_GROUP, Role.IT_OFFICE), order=115)
    register_panel(OwedRulesPanel, roles=(Role.LEADER,), order=65)
