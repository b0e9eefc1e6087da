"""What was spent and saved, always from the lines themselves, and what each site's share is."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from console.models import BudgetYear, CostLine, Project
from console.money.querysets import MONEY, NOTHING
from units.models import Unit

FEN_A_YUAN = 100


@dataclass(frozen=True)
class UnitCosts:
    """What the site of a unit costs: its own lines, its shares of what all sites share (S180)."""

    own: Decimal
    shared: Decimal
    saved: Decimal

    @property
    def total(self) -> Decimal:
        """The total cost of ownership."""
        return self.own + self.shared


@dataclass(frozen=True)
class YearFigures:
    """How the cap of a year stands."""

    year: int
    cap: Decimal | None
    approved: Decimal
    exempt: Decimal

    @property
    def remaining(self) -> Decimal | None:
        """What may still be approved without an exemption; None before a cap is set."""
        if self.cap is None:
            return None
        return max(self.cap - self.approved, NOTHING)


def exact(amount: Decimal | int | float | None) -> Decimal:
    """Return an amount to the fen: SQLite gives sums back with other spellings."""
    return Decimal(amount or 0).quantize(NOTHING)


def spent_on(unit: Unit | None, day: datetime.date) -> Decimal:
    """Return what had been spent by the end of a day: on a unit, or on everything (None)."""
    lines = CostLine.objects.until(day)
    return (lines if unit is None else lines.filter(unit=unit)).total()


def saved_on(unit: Unit | None, day: datetime.date) -> Decimal:
    """Return what the projects completed by a day cost less than was quoted (S179)."""
    projects = Project.objects.completed_by(day)
    if unit is not None:
        projects = projects.for_unit(unit)
    rows = projects.with_actual(day).values_list("quoted", "actual")
    return sum((quoted - exact(actual) for quoted, actual in rows), NOTHING)


def year_figures(year: int) -> YearFigures:
    """Return the cap of a year and what of it is taken: the exempt count, and are told apart."""
    budget = BudgetYear.objects.filter(year=year).first()
    certified = Project.objects.certified().filter(year=year)
    approved = exact(certified.aggregate(total=Sum("approved"))["total"])
    exempt = exact(certified.filter(is_exempt=True).aggregate(total=Sum("approved"))["total"])
    return YearFigures(year, budget.cap if budget else None, approved, exempt)


def costs_of(unit: Unit, day: datetime.date) -> UnitCosts:
    """Return what a unit's site had cost by the end of a day."""
    shared = sum((shares.get(unit.pk, NOTHING) for shares in shares_by_year(day).values()), NOTHING)
    return UnitCosts(spent_on(unit, day), shared, saved_on(unit, day))


def shares_by_year(day: datetime.date) -> dict[int, dict[int, Decimal]]:
    """Return by year, and by the id of each unit, its share of what all sites share.

    A year's lines until the day are divided by the sites that were open in it; what does not divide
    goes to the first sites fen by fen, so that shares add up to the lines.
    """
    totals: defaultdict[int, Decimal] = defaultdict(lambda: NOTHING)
    for on, amount in CostLine.objects.shared().until(day).order_by().values_list("on", "amount"):
        totals[on.year] += amount
    if not totals:
        return {}
    opened = Unit.objects.real().filter(opened_on__isnull=False).order_by("pk")
    sites = list(opened.values_list("pk", "opened_on", "closed_on"))
    return {year: divide(total, _open_in(year, day, sites)) for year, total in totals.items()}


def _open_in(
    year: int,
    day: datetime.date,
    sites: Sequence[tuple[int, datetime.date | None, datetime.date | None]],
) -> list[int]:
    first = datetime.date(year, 1, 1)
    last = min(day, datetime.date(year, 12, 31))
    return [
        pk
        for pk, opened, closed in sites
        if opened and opened <= last and (closed is None or closed >= first)
    ]


def divide(total: Decimal, sites: Sequence[int]) -> dict[int, Decimal]:
    """Divide an amount among sites exactly to the fen; without sites it stays undivided."""
    if not sites:
        return {}
    fen = int(exact(total) * FEN_A_YUAN)
    each, rest = divmod(fen, len(sites))
    return {
        site: (Decimal(each + (place < rest)) / FEN_A_YUAN).quantize(NOTHING)
        for place, site in enumerate(sites)
    }


def with_spent(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Annotate units with ``spent``: the sum of their own lines."""
    lines = CostLine.objects.filter(unit=OuterRef("pk")).order_by().values("unit")
    total = Subquery(lines.annotate(total=Sum("amount")).values("total"), output_field=MONEY)
    return units.annotate(spent=Coalesce(total, Value(NOTHING, MONEY)))


def sums_by_project(projects: Sequence[Project]) -> Mapping[int, Decimal]:
    """Return what was spent on each of the projects, by its id."""
    lines = CostLine.objects.filter(project__in=projects).order_by()
    sums = lines.values_list("project").annotate(total=Sum("amount"))
    return {pk: exact(total) for pk, total in sums}
