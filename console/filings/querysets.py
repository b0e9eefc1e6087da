"""Sets of vacancies."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from console.models import Vacancy  # noqa: F401 the base class names it


class VacancyQuerySet(QuerySet["Vacancy"]):
    """Sets of vacancies."""

    def open(self) -> Self:
        """Vacancies that nobody has filled."""
        return self.filter(until__isnull=True)

    def on(self, day: datetime.date) -> Self:
        """Posts that were vacant on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def too_long(self, day: datetime.date | None = None) -> Self:
        """Open vacancies that have lasted longer than the install allows."""
        day = day or timezone.localdate()
        allowed = datetime.timedelta(days=settings.BATONG_VACANCY_DAYS)
        return self.open().filter(since__lt=day - allowed)
