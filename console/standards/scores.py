"""How many of the unifications a unit passes: computed in SQL from the newest results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from console.models import CheckResult, StandardCheck
from console.standards.enums import Outcome
from units.models import Unit


class Score(NamedTuple):
    """How many of the checks that count a unit passes."""

    passed: int
    total: int

    def __str__(self) -> str:
        return f"{self.passed}/{self.total}"


def newest(results: QuerySet[CheckResult]) -> QuerySet[CheckResult]:
    """Keep of each unit and check the newest result."""
    later = CheckResult.objects.filter(
        unit=OuterRef("unit"), check_made=OuterRef("check_made"), pk__gt=OuterRef("pk")
    )
    return results.filter(~Exists(later))


def results_of(units: Iterable[Unit]) -> dict[tuple[int, int], CheckResult]:
    """Return the newest results of units by the ids of unit and check, in one query."""
    found = newest(CheckResult.objects.filter(unit__in=[unit.pk for unit in units]))
    return {(row.unit_id, row.check_made_id): row for row in found.select_related("person")}


def with_score(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Annotate ``standards_passed``, ``standards_total`` and ``standards_checked``."""
    found = CheckResult.objects.filter(unit=OuterRef("pk"), check_made__is_active=True)
    passed = newest(found.filter(outcome=Outcome.PASSED))
    total = StandardCheck.objects.counting()
    return units.annotate(
        standards_passed=_counted(passed),
        standards_total=_counted(total),
        standards_checked=Exists(found),
    )


def passing_all(units: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of units with :func:`with_score` those that pass all that counts."""
    return units.filter(standards_checked=True, standards_passed=F("standards_total"))


def lacking(units: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of units with :func:`with_score` those of which a check found that they do not."""
    return units.filter(standards_checked=True, standards_passed__lt=F("standards_total"))


def unchecked(units: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of units with :func:`with_score` those that no check has looked at."""
    return units.filter(standards_checked=False)


def score_of(unit: Unit) -> Score:
    """Return how many of the checks that count a unit passes; nothing found is not passed."""
    found = with_score(Unit.objects.filter(pk=unit.pk)).get()
    return score_in(found)


def score_in(unit: Any) -> Score:
    """Return the score of a unit with :func:`with_score`."""
    return Score(unit.standards_passed, unit.standards_total)


def score_in_words(unit: Any) -> str:
    """Return the same as it is read: a slash would make a date of it in a spreadsheet."""
    if not unit.standards_checked:
        return _("not checked yet")
    return _("%(passed)s of %(total)s") % score_in(unit)._asdict()


def _counted(rows: QuerySet[Any]) -> Coalesce:
    counts = rows.order_by().values(all=Value(1)).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)
