"""Working time: the hours of the office on its working days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from workflows.timing.working_days import is_working_day

_ONE_DAY = datetime.timedelta(days=1)


class Hours(NamedTuple):
    """One part of the working day."""

    begins: datetime.time
    ends: datetime.time


class Spell(NamedTuple):
    """One stretch of working time."""

    begins: datetime.datetime
    ends: datetime.datetime


def office_hours() -> tuple[Hours, ...]:
    """Return the parts of the working day, in order. Raises ``ValueError`` for a bad setting."""
    return _parsed(tuple(settings.BATONG_OFFICE_HOURS))


def close_of_business(day: datetime.date) -> datetime.datetime:
    """Return when the office closes on a day."""
    return _at(day, office_hours()[-1].ends)


def working_time(begins: datetime.datetime) -> Iterator[Spell]:
    """Yield the stretches of working time from a moment on, without end."""
    day = timezone.localtime(begins).date()
    while True:
        if is_working_day(day):
            for hours in office_hours():
                spell = Spell(max(_at(day, hours.begins), begins), _at(day, hours.ends))
                if spell.begins < spell.ends:
                    yield spell
        day += _ONE_DAY


def time_between(begins: datetime.datetime, ends: datetime.datetime) -> datetime.timedelta:
    """Return how much working time lies between two moments."""
    total = datetime.timedelta()
    for spell in working_time(begins):
        if spell.begins >= ends:
            break
        total += min(spell.ends, ends) - spell.begins
    return total


def after(begins: datetime.datetime, length: datetime.timedelta) -> datetime.datetime:
    """Return the moment by which so much working time has passed."""
    for spell in working_time(begins):
        if length <= spell.ends - spell.begins:
            return spell.begins + length
        length -= spell.ends - spell.begins
    raise AssertionError("Working time has no end.")


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))


@lru_cache(maxsize=8)
def _parsed(texts: tuple[str, ...]) -> tuple[Hours, ...]:
    hours = tuple(_hours(text) for text in texts)
    order = [time for part in hours for time in part]
    if not order or order != sorted(set(order)):
        raise ValueError(f"Office hours {texts} are empty or not in order.")
    return hours


def _hours(text: str) -> Hours:
    begins, ends = (datetime.time.fromisoformat(time.strip()) for time in text.split("-"))
    return Hours(begins, ends)
