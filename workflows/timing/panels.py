"""What the dashboard shows of the calendar."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from units.workbench.panels import WorkPanel
from workflows.timing.working_days import calendar_warning


class CalendarPanel(WorkPanel):
    """That deadlines reach into a year whose days off are not known, for who keeps the install."""

    key = "calendar"
    heading = _("Calendar of working days")
    icon = "calendar-alt"
    template_name = "workflows/timing/calendar.html"

    def is_shown(self) -> bool:
        return bool(calendar_warning())

    def facts(self) -> dict[str, Any]:
        return {"warning": calendar_warning()}
