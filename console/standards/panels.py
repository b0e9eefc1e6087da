"""Panels of the dashboard about the unifications."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console.models import StandardCheck, StandardTask
from console.permissions import FILING_ROLES
from console.standards.scores import score_in_words, with_score
from units.enums import SUPERVISORS
from units.models import Unit
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class StandardsPanel(WorkPanel):
    """How many units fail each of the unifications (S202)."""

    key = "standards"
    heading = _("Unifications")
    icon = "list-ol"
    template_name = "console/standards/panel.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("Scores of all units"), reverse("console_standards_list"))]

    def facts(self) -> dict[str, Any]:
        is_open = Q(tasks__closed_at=None, tasks__unit__closed_on=None, tasks__isnull=False)
        checks = StandardCheck.objects.counting().annotate(failing=Count("tasks", filter=is_open))
        return {"shown": self.page_of(checks.order_by("position", "pk"))}


class OwnStandardsPanel(WorkPanel):
    """The scores of the person's own units and their open tasks; silent when nothing is open."""

    key = "tasks"
    heading = _("To be brought to standard")
    icon = "tasks"
    template_name = "console/standards/own_panel.html"

    def is_shown(self) -> bool:
        return self._tasks().exists()

    def links(self) -> list[PanelLink]:
        return [
            PanelLink(
                f"{unit.short_name} {score_in_words(unit)}",
                reverse("console_standards_unit", args=(unit.code,)),
            )
            for unit in with_score(Unit.objects.filter(pk__in=self._ids()))
        ]

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(self._tasks())}

    def _tasks(self) -> QuerySet[StandardTask]:
        tasks = StandardTask.objects.open().filter(unit__in=self._ids())
        return tasks.select_related("unit", "check_made")

    def _ids(self) -> list[int]:
        return [unit.pk for unit in self.posts.units(*FILING_ROLES)]


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(StandardsPanel, roles=SUPERVISORS, order=140)
    register_panel(OwnStandardsPanel, roles=FILING_ROLES, order=75)
