"""System checks on the settings of deadlines and of the calendar."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.utils import timezone

from workflows.timing.working_days import is_working_day
from workflows.timing.working_hours import office_hours


@register("deadlines")
def check_lengths(**kwargs: Any) -> list[CheckMessage]:
    """No stage is due before it has begun."""
    lengths = {
        **{
            f"BATONG_{name.upper()}_DAYS": days for name, days in settings.BATONG_STAGE_DAYS.items()
        },
        "BATONG_FAST_HOURS": settings.BATONG_FAST_HOURS,
    }
    return [
        Error(f"{name} must be at least 1.", id="workflows.E010")
        for name, length in lengths.items()
        if length < 1
    ]


@register("deadlines")
def check_calendar(**kwargs: Any) -> list[CheckMessage]:
    """Office hours and days are written as they must be."""
    try:
        office_hours()
        is_working_day(timezone.localdate())
    except ValueError as error:
        hint = "Hours are like 08:30-12:00,14:30-18:00, days like 2027-01-01,2027-01-02."
        return [Error(str(error), hint=hint, id="workflows.E011")]
    return []
