"""The report on what was done: to pages within reach only, and without a list of people."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
    get_actions_for_filter,
)
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from units.fence.guards import Guard, register
from units.fence.listing import name_contains
from units.fence.reach import readable_pages
from units.fence.reports import ReadersReport
from units.models import User


class FencedSiteHistoryFilterSet(SiteHistoryReportFilterSet):
    """Filters that list nobody, and actions only that were done within reach."""

    user = CharFilter(label=_("User"), method="filter_user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's own replaces the choices of a list of users, which we do not have
        super(HistoryFilterSet, self).__init__(*args, **kwargs)
        self.filters["action"].extra["choices"] = get_actions_for_filter(self.request.user)

    def filter_user(self, entries: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep what people with these words in the name have done."""
        return entries.filter(name_contains("user", words))


class FencedSiteHistoryView(ReadersReport, LogEntriesView):
    """What was done to pages within reach."""

    filterset_class = FencedSiteHistoryFilterSet
    permission_required = "view"

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Return the entries of every kind of log in one list, as Wagtail's own does."""
        self.log_models = list(registry.get_log_entry_models())
        parts = [self._part(index, model) for index, model in enumerate(self.log_models)]
        return parts[0].union(*parts[1:], all=True).order_by("-timestamp")

    def _part(self, index: int, log_model: Any) -> QuerySet[Any]:
        entries = entries_within_reach(log_model, self.request.user).values("pk", "timestamp")
        kind = Value(index, output_field=IntegerField())
        found: QuerySet[Any] = self.filter_queryset(entries.annotate(log_model_index=kind))
        return found.order_by()


def entries_within_reach(log_model: Any, user: User) -> QuerySet[Any]:
    """Return the entries of a log: for pages those about readable ones, not those above them."""
    if log_model is PageLogEntry and not user.is_superuser:
        return log_model.objects.filter(page__in=readable_pages(user).values("pk"))
    return log_model.objects.viewable_by_user(user)


register(
    Guard(
        "filters of report site_history",
        FencedSiteHistoryView,
        "filterset_class",
        SiteHistoryReportFilterSet,
        frozenset(
            {"wagtailadmin_reports:site_history", "wagtailadmin_reports:site_history_results"}
        ),
    )
)
