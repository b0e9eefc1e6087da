"""Dates of the demo: always before the day it is made, at working pace, some in their season."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any


def backwards(
    random: Random, today: date, *, first: tuple[int, int], step: tuple[int, int]
) -> Iterator[date]:
    """Yield days going back from ``today``: the first within ``first`` days, then ``step``."""
    day = today - timedelta(days=random.randint(*first))
    while True:
        yield _off_weekend(day)
        day -= timedelta(days=random.randint(*step))


def in_season(random: Random, day: date, months: str) -> date:
    """Return ``day`` if its month lies in ``months`` (like ``11-2``), else the last that did."""
    wanted = _months(months)
    while day.month not in wanted:
        day = day.replace(day=1) - timedelta(days=1)
        if day.month in wanted:
            day -= timedelta(days=random.randint(0, 26))
    return day


def is_now(today: date, material: Mapping[str, Any]) -> bool:
    """Say whether a text is tied to a season, and the season is now."""
    return "months" in material and today.month in _months(material["months"])


def _months(span: str) -> set[int]:
    first, last = (int(part) for part in span.split("-"))
    return {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}


def _off_weekend(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
