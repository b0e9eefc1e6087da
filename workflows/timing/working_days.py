"""Which days are worked in China, from the State Council's yearly arrangement.

The arrangement of a year is published in the November before it. It moves days off next to the
festivals and makes weekend days up for them. The ``holidays`` library holds those of the past; for
a year that it does not hold yet, nor the settings name, weekends and the statutory days count, and
whoever asks is told that this is not certain.
"""

from __future__ import annotations

import datetime
import logging
from functools import lru_cache

import holidays
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# The last days of December are arranged together with New Year's Day, in the next year's notice
_ARRANGED_WITH_NEXT_YEAR = datetime.timedelta(days=4)
# How far ahead deadlines reach that are set today: the longest stage and the longest festival
HORIZON = datetime.timedelta(days=30)
_ONE_DAY = datetime.timedelta(days=1)


def is_working_day(day: datetime.date) -> bool:
    """Say whether a day is worked; a day that the settings name is as they say."""
    if day in _dates(tuple(settings.BATONG_WORKING_WEEKENDS)):
        return True
    if day in _dates(tuple(settings.BATONG_DAYS_OFF)):
        return False
    return bool(_china(day.year).is_working_day(day))


def is_published(year: int) -> bool:
    """Say whether the arrangement of a year is known, from the library or from the settings."""
    if year in _china(year).special_public_holidays:
        return True
    named = (*settings.BATONG_WORKING_WEEKENDS, *settings.BATONG_DAYS_OFF)
    return any(day.year == year for day in _dates(tuple(named)))


def is_certain(day: datetime.date) -> bool:
    """Say whether the arrangement that decides about a day is known; if not, log it once."""
    year = (day + _ARRANGED_WITH_NEXT_YEAR).year
    if is_published(year):
        return True
    _warn(year)
    return False


def add_working_days(day: datetime.date, count: int) -> datetime.date:
    """Return the working day that is ``count`` (1 or more) working days after a day."""
    for _number in range(count):
        day = next_working_day(day)
    return day


def next_working_day(day: datetime.date) -> datetime.date:
    """Return the first working day after a day."""
    day += _ONE_DAY
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def unpublished_years() -> list[int]:
    """Return the years that deadlines set today may reach, and that are not published yet."""
    today = timezone.localdate()
    years = sorted({today.year, (today + HORIZON).year})
    return [year for year in years if not is_published(year)]


def calendar_warning() -> str:
    """Return what people must know of the calendar, or nothing."""
    years = unpublished_years()
    if not years:
        return ""
    return _(
        "The calendar for %(year)s is not published yet: deadlines in it count weekends and"
        " statutory days only."
    ) % {"year": " · ".join(str(year) for year in years)}


@lru_cache(maxsize=16)
def _china(year: int) -> holidays.HolidayBase:
    # The next year's arrangement may move days of this December
    return holidays.country_holidays("CN", years=(year, year + 1), expand=False)


@lru_cache(maxsize=8)
def _dates(days: tuple[str, ...]) -> frozenset[datetime.date]:
    return frozenset(datetime.date.fromisoformat(day.strip()) for day in days)


@lru_cache(maxsize=16)
def _warn(year: int) -> None:
    logger.warning(
        "The calendar for %s is not published: weekends and statutory days count. Update the"
        " library `holidays`, or set BATONG_DAYS_OFF and BATONG_WORKING_WEEKENDS.",
        year,
    )
