"""The rows of the inbox's lists: what a reviewer sees of each before opening it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from workflows.enums import Stage
from workflows.inbox import deadlines
from workflows.models import Decision, StageState, Submission
from workflows.screening.enums import Severity


@dataclass(frozen=True)
class Row:
    """A stage that waits, as it stands at one moment."""

    state: StageState
    now: datetime.datetime
    query: str = ""

    @property
    def submission(self) -> Submission:
        return self.state.submission

    @property
    def url(self) -> str:
        return reverse("approval_item", args=(self.state.pk,)) + self.query

    @property
    def stage(self) -> Stage:
        return Stage(self.state.stage)

    @property
    def is_overdue(self) -> bool:
        return deadlines.is_overdue(self.state.due_at, self.now)

    @property
    def is_soon(self) -> bool:
        return deadlines.is_soon(self.state.due_at, self.now)

    @property
    def due(self) -> str:
        """How long it is overdue, or still has."""
        return deadlines.in_words(self.state.due_at, self.now)

    @property
    def waits(self) -> str:
        """How long it has been waiting at its stage."""
        return deadlines.since(self.state.started_at, self.now)

    @property
    def findings(self) -> int:
        return len(self.submission.findings)

    @property
    def severity(self) -> Severity | None:
        """The severity of the gravest finding."""
        return Severity(self.state.severity) if self.state.severity else None

    @property
    def can_be_bulk(self) -> bool:
        """Say whether it may be approved together with others."""
        return can_be_bulk(self.state)


def can_be_bulk(state: StageState) -> bool:
    """Say whether nothing of a stage's item has to be looked at by itself.

    Findings must be judged one by one, and attachments opened.
    """
    submission = state.submission
    return not (submission.findings or submission.severity or submission.attachment_count)


def rows_of(states: Iterable[StageState], query: str = "") -> list[Row]:
    """Return rows for stages; ``query`` goes along, so that the next item is of the same list."""
    now = timezone.now()
    return [Row(state, now, query) for state in states]


@dataclass(frozen=True)
class DecidedRow:
    """A decision of the person, leading to the stage that it was about."""

    decision: Decision
    url: str


def decided_rows(decisions: Sequence[Decision]) -> list[DecidedRow]:
    """Return rows for decisions; one query finds where they lead."""
    submissions = [decision.submission_id for decision in decisions]
    newest: dict[tuple[int, str], Any] = {
        (row["submission_id"], row["stage"]): row["newest"]
        for row in StageState.objects.filter(submission__in=submissions)
        .order_by()
        .values("submission_id", "stage")
        .annotate(newest=Max("pk"))
    }
    return [DecidedRow(decision, _url(decision, newest)) for decision in decisions]


def _url(decision: Decision, newest: dict[tuple[int, str], Any]) -> str:
    """Return the address of a decision's stage; empty where nothing is kept of it."""
    stage = newest.get((decision.submission_id, decision.stage))
    return reverse("approval_item", args=(stage,)) if stage else ""
