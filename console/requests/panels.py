"""Panels of the dashboard: what waits for the IT office and the leading group, and our own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console.models import UnitRequest
from console.permissions import FILING_ROLES
from console.requests.enums import UNDER_WAY, RequestState
from units.enums import Role
from units.workbench.panels import PanelLink, WorkPanel, register_panel


class RequestsPanel(WorkPanel):
    """A list of requests that leads to each."""

    icon = "form"
    template_name = "console/requests/panel.html"
    state = ""
    empty: Any = ""

    def links(self) -> list[PanelLink]:
        """Lead to the whole list, narrowed to what the panel shows."""
        query = f"?state={self.state}" if self.state else ""
        return [PanelLink(_("All"), reverse("console_requests_list") + query)]

    def rows(self) -> Any:
        """Return the requests."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        rows = self.rows().select_related("unit", "filed_by")
        return {"shown": self.page_of(rows), "empty": self.empty}


class ToReviewPanel(RequestsPanel):
    """Requests that wait for the IT office."""

    key = "requests-to-review"
    heading = _("Requests to review")
    state = RequestState.SUBMITTED
    empty = _("No request waits for review.")

    def rows(self) -> Any:
        return UnitRequest.objects.to_review().order_by("filed_at", "pk")


class ToDecidePanel(RequestsPanel):
    """Requests that wait for the leading group."""

    key = "requests-to-decide"
    heading = _("Requests to decide")
    empty = _("No request waits for the leading group.")

    def rows(self) -> Any:
        return UnitRequest.objects.to_decide().order_by("filed_at", "pk")


class OurRequestsPanel(RequestsPanel):
    """Requests of the units for which the person files, that are not at their end."""

    key = "our-requests"
    heading = _("Our requests")
    empty = _("No request is under way. Sites, columns and changes are asked for here.")

    def links(self) -> list[PanelLink]:
        """Also lead to writing one."""
        return [
            *super().links(),
            PanelLink(_("Write a request"), reverse("console_requests_new")),
        ]

    def rows(self) -> Any:
        units = self.posts.units(*FILING_ROLES)
        states = (RequestState.DRAFT, *UNDER_WAY, RequestState.ROLL_BACK)
        return UnitRequest.objects.for_units(units).filter(state__in=states)


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(ToReviewPanel, roles=(Role.IT_OFFICE,), order=90)
    register_panel(ToDecidePanel, roles=(Role.LEADING_GROUP,), order=90)
    register_panel(OurRequestsPanel, roles=FILING_ROLES, order=120)
