"""The burn-down of a campaign: how many units had not finished, day by day, and its drawing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from console.models import Campaign, CampaignUnit

# The drawing, in its own units; the curves keep clear of its edges for the labels
WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 48, 40, 16, 40
DAY_LABELS = 6
LINES = 4
TABLE_ROWS = 16


@dataclass(frozen=True)
class Point:
    """How many units had not finished at the end of a day, and where that is drawn."""

    day: datetime.date
    left: int
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A line of the scale with its label."""

    label: str
    at: float


@dataclass(frozen=True)
class Burndown:
    """All that the drawing and the table beside it show."""

    total: int
    points: list[Point]
    days: list[Mark]
    counts: list[Mark]
    deadline_x: float
    ideal: str

    @property
    def line(self) -> str:
        """The curve as SVG writes it: level until something happens, then down."""
        steps = [f"{self.points[0].x:g},{self.points[0].y:g}"] if self.points else []
        for before, point in zip(self.points, self.points[1:], strict=False):
            steps += [f"{point.x:g},{before.y:g}", f"{point.x:g},{point.y:g}"]
        return " ".join(steps)

    @property
    def left(self) -> int:
        """How many units had not finished on the last day."""
        return self.points[-1].left if self.points else self.total

    @property
    def rows(self) -> list[Point]:
        """The points of the table: the first, the last, and some between, evenly."""
        if len(self.points) <= TABLE_ROWS:
            return self.points
        last = len(self.points) - 1
        return [self.points[round(n * last / (TABLE_ROWS - 1))] for n in range(TABLE_ROWS)]


def burndown(campaign: Campaign, *, day: datetime.date | None = None) -> Burndown:
    """Return the burn-down of a campaign from its start up to a day, today or its end.

    It is read from the days on which sites opened or were done, and on which units left, never
    from what was counted before.
    """
    today = day or timezone.localdate()
    begins = campaign.started_on or today
    until = max(begins, min(today, campaign.ended_on or today))
    last = max(campaign.deadline, until)
    days_over = _days_over(campaign)
    total = sum(1 for over in days_over if over is None or over >= begins)
    left = _left_by_day(days_over, begins, until)
    scale = _Scale(begins, last, max(total, 1))
    ideal = f"{scale.x(begins):g},{scale.y(total):g} {scale.x(campaign.deadline):g},{scale.y(0):g}"
    return Burndown(
        total=total,
        points=[Point(on, count, scale.x(on), scale.y(count)) for on, count in left],
        days=scale.days(),
        counts=scale.counts(),
        deadline_x=scale.x(campaign.deadline),
        ideal=ideal,
    )


def _days_over(campaign: Campaign) -> list[datetime.date | None]:
    """Return for each unit the day from which it was no longer awaited, None while it is."""
    places: QuerySet[Any] = CampaignUnit.objects.filter(campaign=campaign).with_dates()
    found = places.values_list("finished_on", "left_on").order_by()
    return [min((on for on in days if on is not None), default=None) for days in found]


def _left_by_day(
    days_over: list[datetime.date | None], begins: datetime.date, until: datetime.date
) -> list[tuple[datetime.date, int]]:
    """Return for each day how many units had not finished at its end."""
    known = sorted(on for on in days_over if on is not None)
    count, at = len(days_over), 0
    found = []
    for number in range((until - begins).days + 1):
        on = begins + datetime.timedelta(days=number)
        while at < len(known) and known[at] <= on:
            at += 1
        found.append((on, count - at))
    return found


@dataclass(frozen=True)
class _Scale:
    """Turns days and counts into places of the drawing."""

    begins: datetime.date
    last: datetime.date
    most: int

    def x(self, day: datetime.date) -> float:
        span = max((self.last - self.begins).days, 1)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - self.begins).days / span, 1)

    def y(self, count: int) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / self.most), 1)

    def days(self) -> list[Mark]:
        """Return the days named below the drawing, evenly and each once."""
        span = (self.last - self.begins).days
        count = min(DAY_LABELS, span) or 1
        offsets = sorted({round(span * n / count) for n in range(count + 1)})
        days = [self.begins + datetime.timedelta(days=offset) for offset in offsets]
        return [Mark(f"{day:%Y-%m-%d}", self.x(day)) for day in days]

    def counts(self) -> list[Mark]:
        """Return the counts named beside the drawing, each once."""
        shown = sorted({round(self.most * n / LINES) for n in range(LINES + 1)})
        return [Mark(str(count), self.y(count)) for count in shown]
