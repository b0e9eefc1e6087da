"""Where the approval of a page stands: the line of its three stages, and the trail behind it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from workflows.desk.places import Mark, marks
from workflows.enums import LedgerAction, Stage, SubmissionState, Verdict
from workflows.models import Decision, LedgerEntry, StageState, Submission
from workflows.stages.routing import Route, eligible, route_of, routes

# What the trail tells beside the decisions, which bring their own words
TOLD = (
    LedgerAction.SUBMITTED,
    LedgerAction.RESUMED,
    LedgerAction.REROUTED,
    LedgerAction.SEEN,
    LedgerAction.WITHDRAWN,
    LedgerAction.SUPERSEDED,
    LedgerAction.CERTIFIED,
    LedgerAction.PUBLISHED,
    LedgerAction.SCHEDULED,
    LedgerAction.EXPIRED,
    LedgerAction.RECALLED,
    LedgerAction.RELEASED,
    LedgerAction.ESCALATED,
)
# Of a page with a long history the newest events are told
MOST_TOLD = 200


class StepState(StrEnum):
    """How far a stage has come; also the style of its step."""

    DONE = "done"
    CURRENT = "current"
    RETURNED = "returned"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the line: who holds it since when and until when, or who decided it."""

    stage: Stage
    post: str
    state: StepState
    holders: list[str]
    since: datetime.datetime | None = None
    due_at: datetime.datetime | None = None
    decision: Decision | None = None

    @property
    def is_late(self) -> bool:
        """Say whether the deadline of a stage that waits has passed."""
        waits = self.state == StepState.CURRENT
        return bool(waits and self.due_at and self.due_at < timezone.now())


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail."""

    at: datetime.datetime
    name: str
    person: str
    text: str = ""
    stage: str = ""
    prohibited_class: str = ""
    is_return: bool = False
    in_place_of: str = ""
    marks: tuple[Mark, ...] = ()


def submissions_of(page_id: int) -> QuerySet[Submission]:
    """Return the submissions of a page, the newest first, with what the screens show of them."""
    return (
        Submission.objects.filter(page_id=page_id)
        .select_related("unit", "submitted_by", "certificate__revocation__person")
        .order_by("-pk")
    )


def steps(submission: Submission) -> list[Step]:
    """Return the three stages of a submission in their order (S080); six queries at most."""
    newest = {state.stage: state for state in submission.stages.select_related("unit")}
    decided = {found.stage: found for found in decisions_of([submission])}
    return [
        _step(submission, route, newest.get(route.stage), decided.get(route.stage))
        for route in routes(submission.unit, submission.subject_class)
    ]


def decisions_of(submissions: Iterable[Submission]) -> QuerySet[Decision]:
    """Return the decisions about texts, the oldest first, with the people in them."""
    found = Decision.objects.filter(submission__in=list(submissions))
    return found.select_related("person", "delegation__giver", "submission").order_by("pk")


def _step(
    submission: Submission, route: Route, state: StageState | None, decision: Decision | None
) -> Step:
    if state is not None:
        route = route_of(state)
    if state is not None and state.closed_at is None:
        late = state.due_at < timezone.now()
        people = eligible(route, overdue=late).exclude(pk__in=submission.authors)
        holders = [person.get_full_name() for person in people]
        since, due_at = state.started_at, state.due_at
        return Step(route.stage, route.post, StepState.CURRENT, holders, since, due_at)
    if decision is None:
        return Step(route.stage, route.post, StepState.WAITING, [])
    is_done = decision.verdict == Verdict.APPROVED
    shown = StepState.DONE if is_done else StepState.RETURNED
    since = state.started_at if state else None
    return Step(route.stage, route.post, shown, [], since, decision=decision)


def trail(draft: Page, submissions: list[Submission]) -> list[Event]:
    """Return what happened to these texts of a page, the newest first; two queries.

    Marked places are looked for in the newest draft.
    """
    entries = LedgerEntry.objects.filter(
        page_id=draft.pk, submission_id__in=[found.pk for found in submissions], action__in=TOLD
    ).order_by("-number")[:MOST_TOLD]
    events = [_told(entry) for entry in entries]
    events += [_decided(draft, decision) for decision in decisions_of(submissions)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def last_return(submission: Submission) -> Decision | None:
    """Return the decision that sent a text back, while it has not been sent again."""
    if submission.state != SubmissionState.RETURNED:
        return None
    returned = decisions_of([submission]).filter(verdict=Verdict.RETURNED)
    return returned.order_by("-pk").first()


def _told(entry: LedgerEntry) -> Event:
    reason: Any = entry.details.get("reason") or entry.details.get("note") or ""
    return Event(entry.at, entry.get_action_display(), entry.actor_name, str(reason))


def _decided(draft: Page, decision: Decision) -> Event:
    stood_in = decision.delegation
    return Event(
        at=decision.decided_at,
        name=decision.get_verdict_display(),
        person=decision.person.get_full_name(),
        text=decision.opinion,
        stage=decision.get_stage_display(),
        prohibited_class=decision.get_prohibited_class_display(),
        is_return=decision.verdict == Verdict.RETURNED,
        in_place_of=stood_in.giver.get_full_name() if stood_in else "",
        marks=tuple(marks(draft, decision.marked_places)),
    )
