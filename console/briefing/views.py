"""The briefing: one page, and one sheet of paper, for a leader (S128, S198)."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.briefing.facts import briefing_on, days_late, late_units, vacant_posts
from console.office.forms import DayForm
from console.office.screens import Screen
from console.permissions import require_overseer

# What fits on the sheet beside the figures
ROWS = 12


class PastDayForm(DayForm):
    """A day that has come."""

    def clean_day(self) -> datetime.date:
        """Refuse days to come: nothing is known of them. No day is today."""
        today = timezone.localdate()
        day: datetime.date = self.cleaned_data["day"] or today
        if day > today:
            raise ValidationError(_("This day has not come yet."))
        return day


class BriefingScreen(Screen):
    """The state of the city on a day; today's where the address names none."""

    template_name = "console/briefing/page.html"
    page_title = gettext_lazy("Briefing")
    header_icon = "form"

    def require(self) -> None:
        require_overseer(self.user)

    @cached_property
    def form(self) -> PastDayForm:
        """The day that is asked for."""
        asked = self.request.GET.get("day") or timezone.localdate().isoformat()
        return PastDayForm({"day": asked})

    @cached_property
    def day(self) -> datetime.date:
        """The day that is shown: the one asked for, or today."""
        return self.form.cleaned_data["day"] if self.form.is_valid() else timezone.localdate()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        late = self.page_of("late", late_units(self.day))
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "media": self.form.media,
            "briefing": briefing_on(self.day),
            "late": late,
            "late_rows": [(unit, days_late(unit, self.day)) for unit in late],
            "vacant": self.page_of("vacant", vacant_posts(self.day)),
        }

    def page_of(self, key: str, rows: QuerySet[Any]) -> Any:
        """Return the page of rows that the address asks for."""
        return Paginator(rows, ROWS).get_page(self.request.GET.get(key))
