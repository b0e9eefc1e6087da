"""What was so on a day, read from stored facts alone: no figure is kept beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from console.filings.enums import Post
from console.models import Vacancy
from console.money.figures import saved_on, spent_on
from units.enums import Level, SiteStatus, UnitKind
from units.models import Unit

OPEN, FORMER, CLOSED, UNBUILT = "open", "former", "closed", "unbuilt"


@dataclass(frozen=True)
class Built:
    """How many units of one sort had a site: opened here, or one of former days (S198)."""

    label: str
    open: int = 0
    former: int = 0
    unbuilt: int = 0

    @property
    def built(self) -> int:
        """How many had a site."""
        return self.open + self.former

    @property
    def total(self) -> int:
        """How many units there were, without those that had closed."""
        return self.built + self.unbuilt

    @property
    def percent(self) -> str:
        """The share that had a site, to one place."""
        return _share(self.built, self.total)

    @property
    def unbuilt_percent(self) -> str:
        """The share that had none."""
        return _share(self.unbuilt, self.total)


@dataclass(frozen=True)
class Spending:
    """What had been spent and saved, in yuan."""

    total: Decimal
    in_year: Decimal
    saved: Decimal


@dataclass(frozen=True)
class Briefing:
    """The state of the city on a day."""

    day: datetime.date
    all_units: Built
    by_kind: list[Built]
    by_level: list[Built]
    closed: int
    vacancies: list[tuple[str, int]]
    spending: Spending


def briefing_on(day: datetime.date) -> Briefing:
    """Return the state of the city on a day, in as many queries at any number of units."""
    counted = _counted(day)
    closed = sum(count for _kind, _level, sort, count in counted if sort == CLOSED)
    standing = [row for row in counted if row[2] != CLOSED]
    return Briefing(
        day=day,
        all_units=_built("", standing),
        by_kind=_sorted_in(UnitKind.choices, standing, 0),
        by_level=_sorted_in(Level.choices, standing, 1),
        closed=closed,
        vacancies=_vacancies(day),
        spending=_spending(day),
    )


def late_units(day: datetime.date) -> QuerySet[Unit]:
    """Return the units that were due before a day and had not opened, the latest first.

    The deadline is the one that the unit has now, extended or not.
    """
    unopened = Q(opened_on__isnull=True) | Q(opened_on__gt=day)
    unclosed = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    late = Unit.objects.designated().filter(unopened, unclosed, plan_deadline__lt=day)
    return late.order_by("plan_deadline", "pk")


def days_late(unit: Unit, day: datetime.date) -> int:
    """Return by how many days a unit was late on a day."""
    return (day - unit.plan_deadline).days if unit.plan_deadline else 0


Counted = tuple[str, str, str, int]


def _counted(day: datetime.date) -> list[Counted]:
    """Return how many designated units there were by kind, level and what they had, in a query."""
    sort = Case(
        When(closed_on__lte=day, then=Value(CLOSED)),
        When(opened_on__lte=day, then=Value(OPEN)),
        When(site_status=SiteStatus.EXISTING, then=Value(FORMER)),
        default=Value(UNBUILT),
        output_field=CharField(),
    )
    units = Unit.objects.designated().order_by().values("kind", "level").annotate(sort=sort)
    rows = units.values_list("kind", "level", "sort").annotate(count=Count("pk"))
    return [(kind, level, found, count) for kind, level, found, count in rows]


def _built(label: str, rows: Iterable[Counted]) -> Built:
    counts = {OPEN: 0, FORMER: 0, UNBUILT: 0}
    for _kind, _level, sort, count in rows:
        counts[sort] += count
    return Built(label, **counts)


def _sorted_in(choices: Sequence[tuple[str, Any]], rows: list[Counted], place: int) -> list[Built]:
    found = [
        _built(str(label), (row for row in rows if row[place] == value)) for value, label in choices
    ]
    return [built for built in found if built.total]


def _vacancies(day: datetime.date) -> list[tuple[str, int]]:
    rows = Vacancy.objects.on(day).order_by().values_list("post").annotate(count=Count("pk"))
    counted = dict(rows)
    return [(str(post.label), counted.get(post.value, 0)) for post in Post]


def vacant_posts(day: datetime.date) -> QuerySet[Vacancy]:
    """Return the posts that were vacant on a day, the longest vacancy first."""
    return Vacancy.objects.on(day).select_related("unit").order_by("since", "unit_id", "post")


def _spending(day: datetime.date) -> Spending:
    total = spent_on(None, day)
    before = spent_on(None, datetime.date(day.year - 1, 12, 31))
    return Spending(total=total, in_year=total - before, saved=saved_on(None, day))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0.0"
