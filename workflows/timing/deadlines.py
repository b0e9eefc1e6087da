"""When a stage is to be decided.

A stage has so many working days, and ends at the close of business of the last one. The day on
which it began does not count (Civil Code, article 201). On the fast track it has working hours
instead.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from workflows.enums import Stage
from workflows.timing.working_days import add_working_days, is_certain
from workflows.timing.working_hours import after, close_of_business, time_between


class Deadline(NamedTuple):
    """When half of a stage's working time is over, when all of it, and whether that is certain."""

    half_at: datetime.datetime
    due_at: datetime.datetime
    is_certain: bool


def deadline(stage: Stage, *, start: datetime.datetime, is_fast: bool) -> Deadline:
    """Return the deadline of a stage that begins at ``start``, an aware time.

    It is not certain where it depends on a year whose days off are not published yet.
    """
    begins = timezone.localtime(start)
    if is_fast:
        allowed = datetime.timedelta(hours=settings.BATONG_FAST_HOURS)
        due_at = after(begins, allowed)
    else:
        last_day = add_working_days(begins.date(), settings.BATONG_STAGE_DAYS[Stage(stage)])
        due_at = close_of_business(last_day)
        allowed = time_between(begins, due_at)
    return Deadline(after(begins, allowed / 2), due_at, is_certain(due_at.date()))
