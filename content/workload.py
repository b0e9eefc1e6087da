"""What waits to be done in units: drafts, returned pages, columns to update."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from content.enums import UpdateRule
from content.models import ColumnPage
from content.writing import shows_text
from search.models import PublishedItem
from search.registry import item_types
from units.fence.hiding import hidden_from
from units.models import Unit, User
from units.unit_pages import pages_of
from workflows.enums import OPEN_SUBMISSIONS, SubmissionState, Verdict
from workflows.models import Decision, Submission

SOON = datetime.timedelta(days=5)  # how long before a column is due it is shown
DAYS_OF = {UpdateRule.YEARLY: 365}


@dataclass(frozen=True)
class DueColumn:
    """A column that must be brought up to date by a day; ``last`` is when it last was."""

    column: ColumnPage
    last: datetime.date | None
    due_on: datetime.date
    today: datetime.date

    @property
    def days_left(self) -> int:
        """Return how many days are left; negative once the day has passed."""
        return (self.due_on - self.today).days

    @property
    def days_late(self) -> int:
        """Return how many days the column is overdue."""
        return max(0, -self.days_left)

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0


def drafts(units: Iterable[Unit], user: User) -> QuerySet[Page]:
    """Return what is not finished and with nobody else, the person's own first, newest first.

    Items that never were public count, and whatever has changes that are not; homes and columns
    which provisioning has yet to open do not. What is hidden from the person is left out (S083).
    """
    models = [found.model for found in item_types() if not found.is_structure]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False).values()
    is_open = Q(has_unpublished_changes=True) | Q(live=False, content_type__in=types)
    is_mine = Q(latest_revision__user=user) | Q(latest_revision__user=None, owner=user)
    return (
        pages_of(units)
        .filter(is_open)
        .exclude(pk__in=hidden_from(user))
        .exclude(Exists(Submission.objects.filter(page=OuterRef("pk"), state__in=OPEN_SUBMISSIONS)))
        .annotate(
            is_mine=Case(
                When(is_mine, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
            edited_at=Coalesce("latest_revision_created_at", "last_published_at"),
        )
        .select_related("latest_revision__user")
        .order_by("-is_mine", F("edited_at").desc(nulls_last=True), "-pk")
    )


def returned(units: Iterable[Unit], user: User) -> QuerySet[Decision]:
    """Return the decisions by which texts have come back to be changed, the latest first.

    Those of texts that are hidden from the person are left out (S083).
    """
    pages = pages_of(units).exclude(pk__in=hidden_from(user))
    back = Submission.objects.filter(state=SubmissionState.RETURNED, page__in=pages)
    later = Decision.objects.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    return (
        Decision.objects.filter(~Exists(later), verdict=Verdict.RETURNED, submission__in=back)
        .select_related("submission__page", "person")
        .order_by("-decided_at")
    )


def columns_due(units: Sequence[Unit], today: datetime.date | None = None) -> list[DueColumn]:
    """Return the public columns that are overdue or due within days, the latest first.

    A column is up to date from its newest item, of a sub-column too, or from its own text if that
    is what it shows. Columns to be updated on every change have no day.
    """
    today = today or timezone.localdate()
    has_day = Q(update_rule=UpdateRule.DAYS, update_days__isnull=False)
    columns = (
        ColumnPage.objects.filter(pk__in=pages_of(units).values("pk"), live=True)
        .filter(has_day | Q(update_rule__in=DAYS_OF))
        .annotate(newest=_newest_item("column"), newest_below=_newest_item("top_column"))
    )
    found = (due_column(column, today) for column in columns)
    due = [column for column in found if column.due_on <= today + SOON]
    return sorted(due, key=lambda column: (column.due_on, column.column.path))


def _newest_item(relation: str) -> Subquery:
    items = PublishedItem.objects.items().filter(**{relation: OuterRef("pk")})
    newest = items.order_by().values(relation).annotate(newest=Max("date"))
    return Subquery(newest.values("newest"))


def due_column(column: ColumnPage, today: datetime.date) -> DueColumn:
    """Return when a column annotated with its newest items is due."""
    moments = [column.newest, column.newest_below]
    if shows_text(column):
        moments.append(column.last_published_at)
    known = [timezone.localdate(moment) for moment in moments if moment]
    last = max(known) if known else None
    start = last or timezone.localdate(column.first_published_at or timezone.now())
    days = DAYS_OF.get(column.update_rule, column.update_days)
    return DueColumn(column, last, start + datetime.timedelta(days=days), today)


def parents_of(pages: Collection[Page]) -> dict[str, Page]:
    """Return the pages above the given ones, by their tree paths, in one query."""
    paths = {page.path[: -Page.steplen] for page in pages}
    return {page.path: page for page in Page.objects.filter(path__in=paths)}
