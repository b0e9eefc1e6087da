"""Panels of the dashboard about site teams."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console.filings.enums import OWING_STATES, FilingState
from console.filings.listing import filing_state_of
from console.filings.standing import missing_posts, with_filing_state
from console.permissions import FILING_ROLES
from units.enums import SUPERVISORS
from units.models import Unit
from units.workbench.panels import PanelLink, WorkPanel, register_panel


def owing(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Return the units that owe a filing, vacant posts first."""
    found = with_filing_state(units.filter(closed_on=None))
    return found.filter(filing_state__in=OWING_STATES).order_by("-filing_state", "pk")


def row_of(unit: Any) -> dict[str, Any]:
    """Return what a panel shows of a unit that owes a filing."""
    return {
        "unit": unit,
        "state": filing_state_of(unit),
        "is_bad": unit.filing_state == FilingState.VACANT,
        "missing": [post.label for post in missing_posts(unit)],
        "url": reverse("console_filings_team", args=(unit.code,)),
    }


class OwingPanel(WorkPanel):
    """Units that have not filed who answers for their site, or whose team has changed (S194)."""

    key = "filings"
    heading = _("Site teams to be filed")
    icon = "group"
    template_name = "console/filings/panel.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All teams"), reverse("console_filings_list"))]

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(owing(Unit.objects.real().with_home()))
        return {"shown": shown, "rows": [row_of(unit) for unit in shown]}


class OwnTeamPanel(WorkPanel):
    """What the person's own units owe; silent when nothing is owed."""

    key = "team"
    heading = _("Our site team")
    icon = "group"
    template_name = "console/filings/panel.html"

    def is_shown(self) -> bool:
        return self._owing().exists()

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(self._owing())
        return {"shown": shown, "rows": [row_of(unit) for unit in shown]}

    def _owing(self) -> QuerySet[Any]:
        units = self.posts.units(*FILING_ROLES)
        return owing(Unit.objects.real().filter(pk__in=[unit.pk for unit in units]))


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(OwingPanel, roles=SUPERVISORS, order=130)
    register_panel(OwnTeamPanel, roles=FILING_ROLES, order=70)
