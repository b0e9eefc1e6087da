"""Filters by what is typed: a list of people or units would name those of other units."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from units.models import Unit
from workflows.enums import LedgerAction
from workflows.models import Decision, LedgerEntry, Submission
from workflows.screening.enums import ProhibitedClass


def units_named(words: str) -> QuerySet[Unit]:
    """Return the units whose code is what was typed, or whose name contains it."""
    return Unit.objects.filter(
        Q(code=words) | Q(name__icontains=words) | Q(short_name__icontains=words)
    )


class EntryFilterSet(WagtailFilterSet):
    """Filters of the ledger."""

    action = django_filters.ChoiceFilter(label=_("Action"), choices=LedgerAction.choices)
    unit = django_filters.CharFilter(label=_("Unit"), method="filter_unit")
    person = django_filters.CharFilter(label=_("Person"), method="filter_person")
    title = django_filters.CharFilter(label=_("Title"), method="filter_title")
    page = django_filters.NumberFilter(label=_("Number of the page"), field_name="page_id")
    at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = LedgerEntry
        fields: list[str] = []

    def filter_unit(self, entries: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep rows about units of this code or name."""
        return entries.filter(unit_code__in=units_named(words).values("code"))

    def filter_person(self, entries: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep rows of people who were called so, or have this username."""
        return entries.filter(Q(actor_name__icontains=words) | Q(actor__username=words))

    def filter_title(self, entries: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep rows about pages titled so; what is concealed is not found by its title."""
        return entries.filter(page_title__icontains=words, is_secret=False)


class ReturnFilterSet(WagtailFilterSet):
    """Filters of the report on returns."""

    unit = django_filters.CharFilter(label=_("Unit"), method="filter_unit")
    prohibited_class = django_filters.ChoiceFilter(
        label=_("Class"), choices=ProhibitedClass.choices
    )
    decided_at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = Decision
        fields: list[str] = []

    def filter_unit(self, decisions: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep decisions about texts of units of this code or name."""
        return decisions.filter(submission__unit__in=units_named(words))


class TimelinessFilterSet(WagtailFilterSet):
    """Filters of the report on the time from events to their publication."""

    unit = django_filters.CharFilter(label=_("Unit"), method="filter_unit")
    published_at = django_filters.DateFromToRangeFilter(
        label=_("Date of publication"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Submission
        fields: list[str] = []

    def filter_unit(self, submissions: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep texts of units of this code or name."""
        return submissions.filter(unit__in=units_named(words))
