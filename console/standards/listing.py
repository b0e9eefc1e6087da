"""Lists of the unifications: scores of all sites, and what is still to be done."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import HeaderButton

from console.filings.permissions import readable_units, require_reader
from console.models import CheckResult, StandardCheck, StandardTask
from console.office.filters import OfUnitsFilterSet
from console.permissions import require_overseer
from console.standards.enums import Outcome
from console.standards.scores import (
    lacking,
    passing_all,
    results_of,
    score_in_words,
    with_score,
)
from units.enums import Level, UnitKind
from units.models import Unit
from units.permissions import user_sees_everybody
from units.workbench.tables import TableColumn, TableReport


def _checks(request: HttpRequest | None) -> QuerySet[StandardCheck]:
    return StandardCheck.objects.counting()


class ScoreFilterSet(OfUnitsFilterSet):
    """Filters of the scores."""

    failed = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Does not pass"), queryset=_checks, method="filter_failed"
    )
    is_full = django_filters.BooleanFilter(label=gettext_lazy("Passes all"), method="filter_full")

    class Meta(OfUnitsFilterSet.Meta):
        fields = ("failed", "is_full")

    def filter_failed(self, units: QuerySet[Any], name: str, check: StandardCheck) -> QuerySet[Any]:
        """Keep units with an open task of one check."""
        tasks = StandardTask.objects.open().filter(unit=OuterRef("pk"), check_made=check)
        return units.filter(Exists(tasks))

    def filter_full(self, units: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep units that pass all that counts, or the others."""
        return passing_all(units) if value else lacking(units)


def _standing_url(unit: Unit) -> str:
    return reverse("console_standards_unit", args=(unit.code,))


class ScoresView(TableReport):
    """Every site with its score, and what each check found."""

    model = Unit
    page_title = gettext_lazy("Unifications")
    header_icon = "list-ol"
    index_url_name = "console_standards_list"
    index_results_url_name = "console_standards_list_results"
    filterset_class = ScoreFilterSet
    file_name = "standards"
    is_searchable = True
    search_fields = ("code", "name", "short_name")
    search_backend_name = None
    default_ordering = "pk"
    template_name = "console/standards/list.html"
    table_classname = "listing office-units"
    column_class = "standard"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_overseer(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the units that have a site."""
        return with_score(Unit.objects.real().with_home().filter(closed_on=None))

    @cached_property
    def checks(self) -> list[StandardCheck]:
        """The checks that count, a column each."""
        return list(StandardCheck.objects.counting())

    @cached_property
    def table(self) -> list[TableColumn]:  # type: ignore[override]
        """The unit, its score and the checks."""
        return [
            TableColumn(
                "name", gettext_lazy("Unit"), lambda unit: unit.name, "20%", url=_standing_url
            ),
            TableColumn("code", gettext_lazy("Code"), lambda unit: unit.code),
            TableColumn("score", gettext_lazy("Score"), score_in_words),
            *(TableColumn(check.key, check.name, _cell(check)) for check in self.checks),
        ]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Read the results of the rows, in one query."""
        units = list(object_list)
        results = results_of(units)
        for unit in units:
            unit.results = {check.pk: results.get((unit.pk, check.pk)) for check in self.checks}
        return object_list

    @property
    def header_buttons(self) -> list[Any]:
        """Lead to the runs, the tasks and the list of checks."""
        return [
            HeaderButton(_("Runs"), url=reverse("console_standards_runs"), icon_name="resubmit"),
            HeaderButton(
                _("Tasks to mend"), url=reverse("console_standards_tasks"), icon_name="tasks"
            ),
            HeaderButton(
                _("List of checks"), url=reverse("console_standards_checks"), icon_name="cog"
            ),
        ]


def _cell(check: StandardCheck) -> Any:
    return lambda unit: outcome_in_words(unit.results.get(check.pk))


def outcome_in_words(result: CheckResult | None) -> str:
    """Return what a check found in one word."""
    return str(Outcome(result.outcome).label) if result else "–"


class TaskFilterSet(WagtailFilterSet):
    """Filters of the tasks."""

    check_made = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unification"), queryset=_checks
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=UnitKind.choices, field_name="unit__kind"
    )
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Level"), choices=Level.choices, field_name="unit__level"
    )

    class Meta:
        model = StandardTask
        fields: list[str] = []


def _days_open(task: StandardTask) -> int:
    return (timezone.localdate() - timezone.localtime(task.opened_at).date()).days


def _standing_of_task(task: StandardTask) -> str:
    return _standing_url(task.unit)


class TasksView(TableReport):
    """What units still have to bring to standard."""

    model = StandardTask
    page_title = gettext_lazy("Tasks to bring to standard")
    header_icon = "tasks"
    index_url_name = "console_standards_tasks"
    index_results_url_name = "console_standards_tasks_results"
    filterset_class = TaskFilterSet
    file_name = "standard-tasks"
    is_searchable = True
    search_fields = ("unit__code", "unit__name", "unit__short_name")
    search_backend_name = None
    template_name = "console/standards/list.html"
    table_classname = "listing office-units"
    column_class = "task"
    table = (
        TableColumn(
            "unit", gettext_lazy("Unit"), lambda task: task.unit.name, "22%", url=_standing_of_task
        ),
        TableColumn("check", gettext_lazy("Unification"), lambda task: task.check_made.name),
        TableColumn("found", gettext_lazy("What was found"), lambda task: task.evidence),
        TableColumn(
            "remedy", gettext_lazy("What to do when it fails"), lambda task: task.check_made.remedy
        ),
        TableColumn("days", gettext_lazy("Days open"), _days_open),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who may read about no unit."""
        super().setup(request, *args, **kwargs)
        require_reader(self.user)

    def get_base_queryset(self) -> QuerySet[StandardTask]:
        """Return the open tasks of the units about which the person may read."""
        tasks = StandardTask.objects.open().select_related("unit", "check_made")
        if not user_sees_everybody(self.user):
            tasks = tasks.filter(unit__in=readable_units(self.user).values("pk"))
        return tasks.order_by("unit_id", "check_made__position", "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Add what was found, in one query."""
        tasks = list(object_list)
        results = results_of({task.unit for task in tasks})
        for task in tasks:
            result = results.get((task.unit_id, task.check_made_id))
            task.evidence = result.evidence if result else ""
        return object_list
