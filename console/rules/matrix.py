"""Who answers for what: rule by rule and unit by unit, the people filed and who acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.filings.enums import Post
from console.filings.listing import people_of
from console.filings.permissions import readable_units
from console.filings.standing import Team, teams_of
from console.models import RuleAcknowledgement, RuleVersion
from console.office.filters import OfUnitsFilterSet
from console.rules.enums import AcknowledgementState
from console.rules.permissions import require_reader
from console.rules.reading import acknowledgements, has_acknowledged, scope
from units.models import Unit
from units.workbench.tables import TableColumn, TableReport

CHUNK = 500


@dataclass(frozen=True)
class Duty:
    """A rule that a unit has to follow, and the people who answer for that."""

    version: RuleVersion
    unit: Unit
    team: Team | None
    acknowledgement: RuleAcknowledgement | None


class Duties(Sequence[Duty]):
    """All duties, rule by rule; read page by page, at a cost that no number of units changes."""

    def __init__(
        self, versions: Sequence[RuleVersion], units: QuerySet[Unit], state: str = ""
    ) -> None:
        self.versions = versions
        self.units = units.order_by("pk")
        self.state = state
        self._counts = self._count()

    def __len__(self) -> int:
        return sum(self._counts)

    @overload
    def __getitem__(self, index: int) -> Duty: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Duty]: ...

    def __getitem__(self, index: int | slice) -> Duty | Sequence[Duty]:
        if isinstance(index, int):
            return self._between(index, index + 1)[0]
        start, stop, _step = index.indices(len(self))
        return self._between(start, stop)

    def __iter__(self) -> Iterator[Duty]:
        """Go through all of them, some at a time."""
        for start in range(0, len(self), CHUNK):
            yield from self._between(start, min(start + CHUNK, len(self)))

    def _count(self) -> list[int]:
        """Count the units of every version in one query."""
        if not self.versions:
            return []
        counts = {
            f"version_{version.pk}": Count("pk", filter=self._condition(version))
            for version in self.versions
        }
        found = self.units.order_by().aggregate(**counts)
        return [found[f"version_{version.pk}"] for version in self.versions]

    def _condition(self, version: RuleVersion) -> Q:
        wanted = scope(version.document)
        if self.state == AcknowledgementState.ACKNOWLEDGED:
            return wanted & Q(has_acknowledged(version))
        if self.state == AcknowledgementState.MISSING:
            return wanted & ~Q(has_acknowledged(version))
        return wanted or Q(pk__isnull=False)

    def _between(self, start: int, stop: int) -> list[Duty]:
        pairs: list[tuple[RuleVersion, Unit]] = []
        before = 0
        for version, count in zip(self.versions, self._counts, strict=True):
            first, last = max(start - before, 0), min(stop - before, count)
            if first < last:
                units = self.units.filter(self._condition(version))[first:last]
                pairs += [(version, unit) for unit in units]
            before += count
        units_by_id = {unit.pk: unit for _version, unit in pairs}
        teams = teams_of(units_by_id.values())
        done = acknowledgements({version for version, _unit in pairs}, units_by_id.values())
        return [
            Duty(version, unit, teams.get(unit.pk), done.get((version.pk, unit.pk)))
            for version, unit in pairs
        ]


def _current_rules(request: HttpRequest | None) -> QuerySet[RuleVersion]:
    versions = RuleVersion.objects.current().select_related("document").order_by("document_id")
    return versions.defer("text", "changes")


class DutyFilterSet(OfUnitsFilterSet):
    """Filters of the list; those of units narrow a set of units."""

    rule = django_filters.ModelChoiceFilter(
        label=_("Rule"), queryset=_current_rules, method="filter_nothing"
    )
    acknowledged = django_filters.ChoiceFilter(
        label=_("Acknowledged"), choices=AcknowledgementState.choices, method="filter_nothing"
    )

    class Meta(OfUnitsFilterSet.Meta):
        fields = ("rule", "acknowledged")

    def filter_nothing(self, units: QuerySet[Unit], name: str, value: Any) -> QuerySet[Unit]:
        """Leave the units: this chooses among rules and acknowledgements."""
        return units


def _acknowledged_by(duty: Duty) -> str:
    row = duty.acknowledgement
    return row.person.get_full_name() if row else str(AcknowledgementState.MISSING.label)


def _acknowledged_on(duty: Duty) -> Any:
    row = duty.acknowledgement
    return timezone.localtime(row.at).date() if row else ""


def _team_url(duty: Duty) -> str:
    return reverse("console_filings_team", args=(duty.unit.code,))


class MatrixView(TableReport):
    """Every rule in force, every unit that has to follow it, and its people."""

    model = Unit
    page_title = _("Who answers for what")
    header_icon = "table"
    index_url_name = "console_rules_matrix"
    index_results_url_name = "console_rules_matrix_results"
    filterset_class = DutyFilterSet
    file_name = "responsibility"
    verbose_name = _("duty")
    verbose_name_plural = _("duties")
    is_searchable = True
    search_fields = ("code", "name", "short_name")
    search_backend_name = None
    template_name = "console/rules/list.html"
    table_classname = "listing office-units"
    column_class = "duty"
    table = (
        TableColumn("rule", _("Rule"), lambda duty: duty.version.document.title, "22%"),
        TableColumn("version", _("Version"), lambda duty: duty.version.number),
        TableColumn("unit", _("Unit"), lambda duty: duty.unit.name, url=_team_url),
        TableColumn("head", Post.HEAD.label, lambda duty: people_of(duty.team, Post.HEAD)),
        TableColumn("deputy", Post.DEPUTY.label, lambda duty: people_of(duty.team, Post.DEPUTY)),
        TableColumn(
            "operators", Post.OPERATOR.label, lambda duty: people_of(duty.team, Post.OPERATOR)
        ),
        TableColumn("acknowledged_by", _("Acknowledged by"), _acknowledged_by),
        TableColumn("acknowledged_on", _("Acknowledged on"), _acknowledged_on),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who may read about no unit."""
        super().setup(request, *args, **kwargs)
        require_reader(self.user)

    def get_base_queryset(self) -> QuerySet[Unit]:
        """Return the units about which the person may read."""
        return readable_units(self.user).filter(closed_on=None)

    def get_filtered_queryset(self) -> Any:
        """Return the duties of the chosen units under the chosen rule."""
        units = self.get_queryset()
        chosen = self._chosen()
        versions = [chosen["rule"]] if chosen.get("rule") else list(_current_rules(None))
        return Duties(versions, units, chosen.get("acknowledged") or "")

    def _chosen(self) -> dict[str, Any]:
        if self.filters is None or not self.filters.is_valid():
            return {}
        data: dict[str, Any] = self.filters.form.cleaned_data
        return data
