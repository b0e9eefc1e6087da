"""Panels of the dashboard about pages: what editors and leaders have before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content import workload, writing
from search.models import PublishedItem
from units.addresses import address_book
from units.entries import UnitEntry
from units.enums import Role, UnitState
from units.models import Unit
from units.workbench.panels import WorkPanel, register_panel
from workflows.models import Decision


@dataclass(frozen=True)
class PageRow:
    """A page in a list of the dashboard, with where it stands."""

    page: Page
    url: str
    unit: UnitEntry
    column: str


@dataclass(frozen=True)
class ReturnedRow:
    """A page that came back, with the decision that says why."""

    decision: Decision
    row: PageRow


def page_rows(pages: Sequence[Page], url_name: str) -> list[PageRow]:
    """Return pages with unit and column, each leading to the admin's view ``url_name``."""
    parents = workload.parents_of(pages)
    return [
        PageRow(
            page=page,
            url=reverse(url_name, args=[page.pk]),
            unit=address_book().for_path(page.path),
            column=parents[page.path[: -Page.steplen]].title,
        )
        for page in pages
    ]


def returned_rows(shown: PaginatorPage[Decision]) -> list[ReturnedRow]:
    """Return the pages that decisions sent back, each leading to its progress."""
    decisions = [found for found in shown if found.submission.page is not None]
    pages = [found.submission.page for found in decisions if found.submission.page]
    rows = page_rows(pages, "approval_progress")
    return [ReturnedRow(*pair) for pair in zip(decisions, rows, strict=True)]


class UnitPagesPanel(WorkPanel):
    """A panel about the pages of the units in which the person has certain roles."""

    unit_roles: tuple[Role, ...] = (Role.EDITOR,)

    @property
    def units(self) -> list[Unit]:
        return self.posts.units(*self.unit_roles)

    def several(self) -> dict[str, Any]:
        """Say whether rows must name their unit."""
        return {"names_unit": len(self.units) > 1}


class WritePanel(UnitPagesPanel):
    """Where the editor may write, one click from a new item."""

    key = "write"
    heading = _("Write")
    icon = "edit"
    template_name = "content/panels/write.html"
    is_wide = True

    def facts(self) -> dict[str, Any]:
        groups = writing.writing_groups(self.units)
        return {"groups": groups, "are_open": len(groups) <= 2, "units": self.units}


class ReturnedPanel(UnitPagesPanel):
    """What came back to be changed, with the reviewer's words."""

    key = "returned"
    heading = _("Returned for changes")
    icon = "rotate"
    template_name = "content/panels/returned.html"

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(workload.returned(self.units, self.posts.user))
        return {"shown": shown, "rows": returned_rows(shown), **self.several()}


class DraftsPanel(UnitPagesPanel):
    """What is begun and not sent to anybody, the person's own first."""

    key = "drafts"
    heading = _("Drafts")
    icon = "draft"
    is_wide = True
    template_name = "content/panels/drafts.html"

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(workload.drafts(self.units, self.posts.user))
        rows = page_rows(list(shown), "wagtailadmin_pages:edit")
        return {"shown": shown, "rows": rows, **self.several()}


class DuePanel(UnitPagesPanel):
    """Columns that must be brought up to date, overdue ones first."""

    key = "due"
    heading = _("Columns due")
    icon = "calendar-alt"
    template_name = "content/panels/due.html"
    unit_roles = (Role.EDITOR, Role.LEADER)

    def facts(self) -> dict[str, Any]:
        due = workload.columns_due(self.units)
        shown = self.page_of(due)
        own = {unit.pk for unit in self.posts.units(Role.EDITOR)}
        rows = [(found, *self._place(found, own)) for found in shown]
        late = sum(found.is_overdue for found in due)
        return {"shown": shown, "rows": rows, "late": late, **self.several()}

    def _place(self, due: workload.DueColumn, own: set[int]) -> tuple[UnitEntry, str]:
        """Return the column's unit, and where the person may write for it, if anywhere."""
        unit = address_book().for_path(due.column.path)
        return unit, writing.write_url(due.column) if unit.id in own else ""


class StandingPanel(UnitPagesPanel):
    """How the leader's own units stand: what they published this month, and what they owe."""

    key = "standing"
    heading = _("How the unit stands")
    icon = "site"
    template_name = "content/panels/standing.html"
    unit_roles = (Role.LEADER,)

    def facts(self) -> dict[str, Any]:
        published = self._published()
        due = workload.columns_due(self.units)
        late = Counter(address_book().for_path(d.column.path).id for d in due if d.is_overdue)
        units = Unit.objects.filter(pk__in=[unit.pk for unit in self.units]).with_state()
        standings = [
            {
                "unit": unit,
                "entry": address_book().by_id[unit.pk],
                "state": UnitState(unit.state),  # type: ignore[attr-defined]
                "late": late[unit.pk],
                **published.get(unit.pk, {"this_month": 0, "last": None}),
            }
            for unit in units
        ]
        return {"standings": standings}

    def _published(self) -> dict[int, dict[str, Any]]:
        """Return by unit how many items it published this month, and when the last."""
        start = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        rows = (
            PublishedItem.objects.items()
            .filter(unit__in=[unit.pk for unit in self.units])
            .order_by()
            .values("unit_id")
            .annotate(last=Max("date"), this_month=Count("pk", filter=Q(date__gte=start)))
        )
        return {row.pop("unit_id"): row for row in rows}


def register() -> None:
    """Register the panels with the dashboard."""
    register_panel(StandingPanel, roles=(Role.LEADER,), order=25)
    register_panel(ReturnedPanel, roles=(Role.EDITOR,), order=30)
    register_panel(DuePanel, roles=(Role.EDITOR, Role.LEADER), order=40)
    register_panel(WritePanel, roles=(Role.EDITOR,), order=50)
    register_panel(DraftsPanel, roles=(Role.EDITOR,), order=60)
