"""What people look for, by unit and period, for those who look after a unit or the city."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from search.models import QueryCount
from search.words.permissions import counts_read_by, require_counts_reader, user_keeps_words
from search.words.recording import FEWEST_SEARCHES, KEPT_DAYS
from units.limits.listing import units_named
from units.workbench.tables import TableColumn, TableReport

Row = dict[str, Any]


class CountFilterSet(WagtailFilterSet):
    """Filters of the reports; the unit is typed, since a list would name those of others."""

    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=((7, _("Last 7 days")), (30, _("Last 30 days"))),
        empty_label=_("Last 90 days"),
        method="filter_period",
    )
    unit = django_filters.CharFilter(label=_("Unit"), method="filter_unit")

    class Meta:
        model = QueryCount
        fields: list[str] = []

    def filter_period(self, counts: QuerySet[Any], name: str, days: str) -> QuerySet[Any]:
        """Keep the last days, today included."""
        return counts.filter(day__gt=_days_ago(int(days)))

    def filter_unit(self, counts: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep units whose code or name has these words."""
        return counts.filter(unit__in=units_named(words).order_by().values("pk"))


class NextColumn(Column):
    """What the IT office can do about a word."""

    cell_template_name = "search/words/next.html"


class CountsView(TableReport):
    """Words with how often they were asked for; those few people ask for are never shown."""

    model = QueryCount
    verbose_name = verbose_name_plural = _("words")
    filterset_class = CountFilterSet
    paginate_by = 50
    file_name = "hot-words"
    page_title = _("Hot words")
    header_icon = "search"
    index_url_name = "search_words_hot"
    index_results_url_name = "search_words_hot_results"
    column_class = "words"
    template_name = "search/words/report.html"
    table: Sequence[TableColumn] = (
        TableColumn("text", _("Search words"), lambda row: row["text"]),
        TableColumn("searches", _("Searches"), lambda row: row["asked"], "12%"),
        TableColumn("empty", _("Without results"), lambda row: row["found_nothing"], "12%"),
        TableColumn("clicks", _("Clicks"), lambda row: row["clicked"], "12%"),
        TableColumn("position", _("Mean position clicked"), lambda row: _mean(row), "16%"),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever has nothing to read here."""
        super().setup(request, *args, **kwargs)
        require_counts_reader(self.user)

    def get_base_queryset(self) -> QuerySet[QueryCount]:
        """Return the counts that this person may read, as far back as any are shown."""
        return counts_read_by(self.user).filter(day__gt=_days_ago(KEPT_DAYS))

    def get_filtered_queryset(self) -> Any:
        """Add up the counts of each text, the one most asked for first."""
        counts = self.filter_queryset(self.get_queryset()).order_by()
        return (
            counts.values("text")
            .annotate(
                asked=Sum("searches"),
                found_nothing=Sum("empty"),
                clicked=Sum("clicks"),
                positioned=Sum("positions"),
            )
            .filter(asked__gte=FEWEST_SEARCHES)
            .order_by("-asked", "text")
        )


class NoResultsView(CountsView):
    """Words for which nothing was found, with what can be done about each."""

    file_name = "words-without-results"
    page_title = _("Words without results")
    header_icon = "warning"
    index_url_name = "search_words_empty"
    index_results_url_name = "search_words_empty_results"
    table = (CountsView.table[0], CountsView.table[2], CountsView.table[1])

    @cached_property
    def columns(self) -> list[Column]:
        """Also offer the IT office what it can do about a word."""
        shown = [self.shown(column) for column in self.table]
        if user_keeps_words(self.user):
            shown.append(NextColumn("next", label=_("What to do"), accessor="text", width="30%"))
        return shown

    def get_filtered_queryset(self) -> Any:
        """Leave only what was asked for in vain, most often in vain first."""
        found = super().get_filtered_queryset()
        return found.filter(found_nothing__gt=0).order_by("-found_nothing", "text")


def _days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _mean(row: Row) -> str | float:
    return round(row["positioned"] / row["clicked"], 1) if row["clicked"] else "–"
