"""The list of site teams: who answers for which unit, and who still has to file."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.filings.enums import FilingState, Post
from console.filings.permissions import readable_units, require_reader
from console.filings.standing import Team, teams_of, with_filing_state
from console.models import Vacancy
from console.office.filters import OfUnitsFilterSet
from units.models import Membership, Unit
from units.workbench.tables import TableColumn, TableReport


class FilingFilterSet(OfUnitsFilterSet):
    """Filters of the list."""

    filing_state = django_filters.ChoiceFilter(
        label=_("Filing"), choices=FilingState.choices, field_name="filing_state"
    )

    class Meta(OfUnitsFilterSet.Meta):
        fields = ("filing_state",)


def names(people: tuple[Membership, ...]) -> str:
    """Return the names of people, in their order."""
    return ", ".join(membership.person.get_full_name() for membership in people)


def people_of(team: Team | None, post: Post) -> str:
    """Return who was filed for a post."""
    return names(dict(team.posts)[post]) if team else ""


def filing_state_of(unit: Any) -> str:
    """Return in words how a unit's filing stands."""
    return str(FilingState(unit.filing_state).label)


def _effective_on(unit: Any) -> datetime.date | str:
    return unit.team.filing.effective_on if unit.team else ""


def _vacant_days(unit: Any) -> int | str:
    since: datetime.date | None = unit.vacant_since
    return (timezone.localdate() - since).days if since else ""


def _team_url(unit: Unit) -> str:
    return reverse("console_filings_team", args=(unit.code,))


class FilingsView(TableReport):
    """All units about whose teams the person may read."""

    model = Unit
    page_title = _("Site teams")
    header_icon = "group"
    index_url_name = "console_filings_list"
    index_results_url_name = "console_filings_list_results"
    filterset_class = FilingFilterSet
    file_name = "site-teams"
    is_searchable = True
    search_fields = ("code", "name", "short_name")
    search_backend_name = None
    default_ordering = "pk"
    template_name = "console/filings/list.html"
    table_classname = "listing office-units"
    column_class = "filing"
    table = (
        TableColumn("name", _("Unit"), lambda unit: unit.name, "20%", url=_team_url),
        TableColumn("code", _("Code"), lambda unit: unit.code),
        TableColumn("filing", _("Filing"), filing_state_of),
        TableColumn("head", Post.HEAD.label, lambda unit: people_of(unit.team, Post.HEAD)),
        TableColumn("deputy", Post.DEPUTY.label, lambda unit: people_of(unit.team, Post.DEPUTY)),
        TableColumn(
            "operators", Post.OPERATOR.label, lambda unit: people_of(unit.team, Post.OPERATOR)
        ),
        TableColumn("effective_on", _("Since"), _effective_on),
        TableColumn("vacant", _("Days vacant"), _vacant_days),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who may read about no unit."""
        super().setup(request, *args, **kwargs)
        require_reader(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the units with the state of their filings."""
        vacancies = Vacancy.objects.open().filter(unit=OuterRef("pk")).order_by("since")
        units = with_filing_state(readable_units(self.user).filter(closed_on=None))
        return units.annotate(vacant_since=Subquery(vacancies.values("since")[:1]))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Read the teams of the rows, at the same number of queries whatever their number."""
        units = list(object_list)
        teams = teams_of(units)
        for unit in units:
            unit.team = teams.get(unit.pk)
        return object_list
