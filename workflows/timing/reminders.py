"""What the clock does to stages: it reminds, and then escalates. It never decides.

Each stage has a transaction of its own, so that what fails stops no other and is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from units.models import User
from workflows.enums import LedgerAction
from workflows.ledger.record import record
from workflows.models import StageState
from workflows.notices.actions import tell_overdue, tell_reminder
from workflows.notices.recipients import escalation_deputies, superiors
from workflows.notices.sending import send_again
from workflows.timing.delegations import end_void_delegations

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class CheckResult:
    """What a run did: stages by their keys, the rest in numbers."""

    reminded: list[int] = field(default_factory=list)
    overdue: list[int] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    ended_delegations: int = 0
    sent_again: int = 0


def check_deadlines() -> CheckResult:
    """Remind, escalate, end delegations without ground, and send again what could not be sent."""
    result = CheckResult(ended_delegations=end_void_delegations())
    _run(to_remind(), remind, result.reminded, result.failed)
    _run(to_escalate(), escalate, result.overdue, result.failed)
    result.sent_again = send_again()
    return result


def to_remind() -> QuerySet[StageState]:
    """Return the open stages of which half the time is over, not yet all, and nobody reminded."""
    now = timezone.now()
    return _open().filter(half_at__lte=now, due_at__gt=now, reminded_at=None)


def to_escalate() -> QuerySet[StageState]:
    """Return the open stages past their deadline that nobody has been told of."""
    return _open().filter(due_at__lte=timezone.now(), overdue_at=None)


@transaction.atomic
def remind(pk: int) -> bool:
    """Remind those who can decide a stage, unless it is decided, or was done, meanwhile."""
    stage = _locked(to_remind(), pk)
    if stage is None:
        return False
    StageState.objects.filter(pk=pk).update(reminded_at=timezone.now())
    record(
        LedgerAction.REMINDED, submission=stage.submission, stage=stage.stage, due_at=stage.due_at
    )
    tell_reminder(stage)
    return True


@transaction.atomic
def escalate(pk: int) -> bool:
    """Let the deputies for what is overdue decide a stage, and tell them and who stands above.

    Nothing is approved by this: a stage waits until somebody decides it.
    """
    stage = _locked(to_escalate(), pk)
    if stage is None:
        return False
    StageState.objects.filter(pk=pk).update(overdue_at=timezone.now())
    record(
        LedgerAction.ESCALATED,
        submission=stage.submission,
        stage=stage.stage,
        due_at=stage.due_at,
        deputies=_named(escalation_deputies(stage)),
        superiors=_named(superiors(stage)),
    )
    tell_overdue(stage)
    return True


def _run(
    stages: QuerySet[StageState], act: Callable[[int], bool], done: list[int], failed: list[int]
) -> None:
    for pk in list(stages.order_by("due_at", "pk").values_list("pk", flat=True)):
        try:
            if act(pk):
                done.append(pk)
        except Exception:  # whatever it is, the others must have their turn
            logger.exception("The deadline of stage %s was not dealt with", pk)
            failed.append(pk)


def _open() -> QuerySet[StageState]:
    return StageState.objects.filter(closed_at=None)


def _locked(stages: QuerySet[StageState], pk: int) -> StageState | None:
    """Return the stage if it is still one of these, with the lock that decisions take held."""
    page_id = StageState.objects.values_list("submission__page_id", flat=True).get(pk=pk)
    if page_id is not None:
        Page.objects.select_for_update().get(pk=page_id)
    return stages.select_related("submission", "unit").filter(pk=pk).first()


def _named(people: QuerySet[User]) -> list[dict[str, object]]:
    return [{"id": person.pk, "name": person.get_full_name()} for person in people]
