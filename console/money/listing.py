"""The lists of projects and of lines of cost, with exports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import HeaderButton

from console.models import CostLine, Project
from console.money.enums import ProjectState
from console.money.figures import exact
from console.money.permissions import projects_read_by, require_money_reader, user_files_projects
from console.permissions import require_overseer
from units.permissions import user_can_manage_units
from units.workbench.tables import TableColumn, TableReport


class ProjectFilterSet(WagtailFilterSet):
    """Filters of projects."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=ProjectState.choices)
    year = django_filters.NumberFilter(label=gettext_lazy("Year"))
    unit = django_filters.CharFilter(label=gettext_lazy("Unit"), method="filter_unit")

    class Meta:
        model = Project
        fields: list[str] = []

    def filter_unit(self, rows: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep what belongs to units of this code or name."""
        return rows.filter(of_unit(words))


class LineFilterSet(WagtailFilterSet):
    """Filters of lines of cost."""

    unit = django_filters.CharFilter(label=gettext_lazy("Unit"), method="filter_unit")
    on = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Spent on"), widget=DateRangePickerWidget
    )

    class Meta:
        model = CostLine
        fields: list[str] = []

    def filter_unit(self, rows: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep what belongs to units of this code or name."""
        return rows.filter(of_unit(words))


def of_unit(words: str) -> Q:
    """Return the condition that a row's unit has this code, or a name that contains the words."""
    named = Q(unit__name__icontains=words) | Q(unit__short_name__icontains=words)
    return Q(unit__code=words) | named


def unit_of(row: Any) -> str:
    """Return the unit of a row, in words."""
    return row.unit.short_name if row.unit else _("All sites together")


def _saved(project: Any) -> Any:
    """Return what was saved, once that is final."""
    return exact(project.saved) if project.state == ProjectState.COMPLETED else None


def _project_url(project: Project) -> str:
    return reverse("console_money_project", args=(project.pk,))


class ProjectsView(TableReport):
    """The projects that the person may read about, the newest first."""

    model = Project
    page_title = gettext_lazy("Projects")
    header_icon = "clipboard-list"
    template_name = "console/money/list.html"
    nothing_yet = gettext_lazy(
        "No project has been filed yet. Whatever is to be bought or built for a site "
        "is filed first: title, purpose and quoted amount."
    )
    index_url_name = "console_money_projects"
    index_results_url_name = "console_money_projects_results"
    filterset_class = ProjectFilterSet
    file_name = "projects"
    column_class = "project"
    table = (
        TableColumn(
            "title", gettext_lazy("Title"), lambda project: project.title, "24%", url=_project_url
        ),
        TableColumn("unit", gettext_lazy("Unit"), unit_of),
        TableColumn("year", gettext_lazy("Year"), lambda project: str(project.year)),
        TableColumn("state", gettext_lazy("State"), lambda project: project.get_state_display()),
        TableColumn(
            "certificate",
            gettext_lazy("Certificate"),
            lambda project: project.certificate_number or "",
        ),
        TableColumn("quoted", gettext_lazy("Quoted"), lambda project: project.quoted),
        TableColumn("approved", gettext_lazy("Approved"), lambda project: project.approved),
        TableColumn("actual", gettext_lazy("Spent"), lambda project: exact(project.actual)),
        TableColumn("saved", gettext_lazy("Amount saved"), _saved),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who reads about no project."""
        super().setup(request, *args, **kwargs)
        require_money_reader(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return what this person may read."""
        rows: Any = projects_read_by(self.user)
        found: QuerySet[Any] = rows.with_saved().select_related("unit")
        return found

    @property
    def header_buttons(self) -> list[Any]:
        """Lead to filing a project."""
        if not user_files_projects(self.user):
            return []
        url = reverse("console_money_file")
        return [HeaderButton(_("File a project"), url=url, icon_name="plus")]


def _line_url(line: CostLine) -> str:
    return reverse("console_money_line", args=(line.pk,))


class LinesView(TableReport):
    """All lines of cost, the newest first, for those who see everybody."""

    model = CostLine
    page_title = gettext_lazy("Lines of cost")
    header_icon = "list-ol"
    template_name = "console/money/list.html"
    nothing_yet = gettext_lazy(
        "Nothing has been recorded yet. The IT office records what was spent on a "
        "site, on a project or on all sites."
    )
    index_url_name = "console_money_lines"
    index_results_url_name = "console_money_lines_results"
    filterset_class = LineFilterSet
    file_name = "costs"
    column_class = "cost"
    table = (
        TableColumn("on", gettext_lazy("Spent on"), lambda line: f"{line.on:%Y-%m-%d}", "10%"),
        TableColumn(
            "note", gettext_lazy("What it was for"), lambda line: line.note, "28%", url=_line_url
        ),
        TableColumn("unit", gettext_lazy("Unit"), unit_of),
        TableColumn(
            "project",
            gettext_lazy("Project"),
            lambda line: line.project.title if line.project else "",
        ),
        TableColumn("amount", gettext_lazy("Amount (yuan)"), lambda line: line.amount),
        TableColumn(
            "corrects",
            gettext_lazy("Corrects line"),
            lambda line: str(line.corrects_id or ""),
        ),
        TableColumn(
            "recorded",
            gettext_lazy("Recorded"),
            lambda line: f"{timezone.localtime(line.recorded_at):%Y-%m-%d %H:%M}",
        ),
        TableColumn("by", gettext_lazy("By"), lambda line: line.recorded_by.get_full_name()),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_overseer(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return all lines."""
        return CostLine.objects.select_related("unit", "project", "recorded_by")

    @property
    def header_buttons(self) -> list[Any]:
        """Lead to recording a line."""
        if not user_can_manage_units(self.user):
            return []
        url = reverse("console_money_record")
        return [HeaderButton(_("Record a cost"), url=url, icon_name="plus")]
