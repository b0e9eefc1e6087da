"""What the ledger's subjects come to: returns by class (S065), and how fast news is (S079)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, ExpressionWrapper, F, Max, Min, QuerySet
from django.db.models.fields import DurationField
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.enums import Verdict
from workflows.ledger.filters import ReturnFilterSet, TimelinessFilterSet
from workflows.ledger.permissions import decisions_read_by, submissions_read_by
from workflows.ledger.tables import LedgerTable, TableColumn, unit_name
from workflows.models import Decision, Submission
from workflows.screening.enums import ProhibitedClass

_HOUR = timedelta(hours=1)

Row = dict[str, Any]


def _month(row: Row) -> str:
    return f"{timezone.localtime(row['month']):%Y-%m}"


def _class(row: Row) -> str:
    name = row["prohibited_class"]
    return str(ProhibitedClass(name).label) if name else _("Without a class")


def _unit(row: Row) -> str:
    return unit_name(row["unit_code"])


class ReturnsView(LedgerTable):
    """How many texts were returned, by month, unit and class (S065)."""

    model = Decision
    verbose_name = verbose_name_plural = gettext_lazy("rows")
    page_title = gettext_lazy("Returns by class")
    header_icon = "undo"
    index_url_name = "ledger_returns"
    index_results_url_name = "ledger_returns_results"
    filterset_class = ReturnFilterSet
    file_name = "returns"
    table = (
        TableColumn("month", gettext_lazy("Month"), _month, "12%"),
        TableColumn("unit", gettext_lazy("Unit"), _unit),
        TableColumn("class", gettext_lazy("Class"), _class),
        TableColumn("count", gettext_lazy("Returns"), lambda row: row["count"], "12%"),
        TableColumn("texts", gettext_lazy("Texts"), lambda row: row["texts"], "12%"),
    )

    def get_base_queryset(self) -> QuerySet[Decision]:
        """Return the returns that this person may read about."""
        return decisions_read_by(self.user).filter(verdict=Verdict.RETURNED)

    def get_filtered_queryset(self) -> Any:
        """Count the returns by month, unit and class, the last month first."""
        returns = self.get_queryset().order_by()
        return (
            returns.annotate(month=TruncMonth("decided_at"), unit_code=F("submission__unit__code"))
            .values("month", "unit_code", "prohibited_class")
            .annotate(count=Count("pk"), texts=Count("submission", distinct=True))
            .order_by("-month", "unit_code", "prohibited_class")
        )


def _hours(name: str) -> Any:
    def value(row: Row) -> float:
        return round(row[name] / _HOUR, 1)

    return value


class TimelinessView(LedgerTable):
    """How long units took from an event to its publication, in hours (S079)."""

    model = Submission
    verbose_name = verbose_name_plural = gettext_lazy("units")
    page_title = gettext_lazy("From event to publication")
    header_icon = "time"
    index_url_name = "ledger_timeliness"
    index_results_url_name = "ledger_timeliness_results"
    filterset_class = TimelinessFilterSet
    file_name = "timeliness"
    table = (
        TableColumn("unit", gettext_lazy("Unit"), _unit),
        TableColumn("count", gettext_lazy("Texts"), lambda row: row["count"], "12%"),
        TableColumn("average", gettext_lazy("Average (hours)"), _hours("average"), "15%"),
        TableColumn("shortest", gettext_lazy("Shortest (hours)"), _hours("shortest"), "15%"),
        TableColumn("longest", gettext_lazy("Longest (hours)"), _hours("longest"), "15%"),
    )

    def get_base_queryset(self) -> QuerySet[Submission]:
        """Return the published texts that this person may read about and that name an event."""
        return submissions_read_by(self.user).filter(
            happened_at__isnull=False, published_at__isnull=False
        )

    def get_filtered_queryset(self) -> Any:
        """Average over the texts of each unit, the slowest first."""
        taken = ExpressionWrapper(
            F("published_at") - F("happened_at"), output_field=DurationField()
        )
        return (
            self.get_queryset()
            .order_by()
            .annotate(taken=taken, unit_code=F("unit__code"))
            .values("unit_code")
            .annotate(
                count=Count("pk"),
                average=Avg("taken"),
                shortest=Min("taken"),
                longest=Max("taken"),
            )
            .order_by("-average", "unit_code")
        )
