"""Deciding about a text: who, about exactly which text, and what follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from units.models import User
from workflows.enums import LedgerAction, Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal, MovedOn
from workflows.ledger.facts import decision_facts
from workflows.ledger.record import record
from workflows.ledger.signing import sign
from workflows.models import Decision, LedgerEntry, StageState
from workflows.notices.actions import tell_returned
from workflows.permissions import user_can_decide
from workflows.screening.enums import ProhibitedClass
from workflows.stages.conditions import require_for_approval, required_text
from workflows.stages.progress import act_on
from workflows.stages.routing import delegation_used, route_of
from workflows.stages.status_guard import acting
from workflows.stages.text import Text, lock_page, newest_text


@transaction.atomic
def decide(
    stage_state: StageState,
    *,
    user: User,
    verdict: str,
    seen_digest: str,
    opinion: str = "",
    prohibited_class: str = "",
    checked_classes: Collection[str] = (),
    override_reason: str = "",
    signs_accuracy: bool = False,
    marked_places: Iterable[Any] = (),
    seen_at: datetime | None = None,
) -> Decision:
    """Approve or return the text that waits at a stage; return the signed decision.

    ``seen_digest`` is that of the text the person read, ``seen_at`` when he was shown it. The third
    approval publishes; a return by secrecy may conceal and bar the draft (S083, S057). Raises
    ``MovedOn`` when the stage is closed or the text another one, ``GateRefusal`` for everybody who
    may not decide, and ``Incomplete`` naming what is lacking.
    """
    state, page = lock_stage(stage_state)
    require_open(state)
    if not user_can_decide(user, state):
        raise GateRefusal(_("You may not decide about this text at this stage."))
    text = _text_as_read(state, page, seen_digest)
    decision = _on(state, user, verdict)
    decision.opinion = opinion.strip()
    decision.checked_classes = [name for name in ProhibitedClass.values if name in checked_classes]
    decision.override_reason = override_reason.strip()
    decision.signs_accuracy = signs_accuracy
    decision.marked_places = list(marked_places)
    _require_whole(decision, state, text, prohibited_class)
    _sign(decision, state, user, seen_at)
    _carry_out(decision, state, user)
    return decision


def _on(state: StageState, user: User, verdict: str) -> Decision:
    """Return a person's decision about what waits at a stage, with nothing said yet."""
    return Decision(
        submission=state.submission,
        stage=state.stage,
        verdict=Verdict(verdict),
        digest=state.digest,
        person=user,
        role=state.role,
    )


def _require_whole(
    decision: Decision, state: StageState, text: Text, prohibited_class: str
) -> None:
    """Raise ``Incomplete`` naming what the decision lacks; a return may name a class."""
    if decision.verdict == Verdict.APPROVED:
        require_for_approval(
            state,
            text,
            checked_classes=decision.checked_classes,
            override_reason=decision.override_reason,
            signs_accuracy=decision.signs_accuracy,
        )
    else:
        required_text("opinion", decision.opinion, _("Say what must be changed."))
        decision.prohibited_class = ProhibitedClass(prohibited_class) if prohibited_class else ""


def mark_seen(stage_state: StageState, *, user: User) -> None:
    """Keep in the ledger that a reviewer has opened a text, the first time he does.

    Nothing is kept of people who may not decide it.
    """
    with transaction.atomic():
        state = StageState.objects.select_related("submission", "unit").get(pk=stage_state.pk)
        if user_can_decide(user, state) and _seen_at(state, user) is None:
            record(
                LedgerAction.SEEN,
                user=user,
                submission=state.submission,
                digest=state.digest,
                stage_state=state.pk,
                stage=state.stage,
            )


def lock_stage(stage_state: StageState) -> tuple[StageState, Any]:
    """Return a stage as it is stored now and its page, whose row is locked until the end.

    Raises :class:`MovedOn` when either is gone.
    """
    page = lock_page(stage_state.submission.page_id)
    related = ("submission", "submission__unit", "unit", "workflow_state")
    state = StageState.objects.select_related(*related).filter(pk=stage_state.pk).first()
    if state is None:
        raise MovedOn(_("This stage is no longer open."))
    return state, page


def require_open(state: StageState) -> None:
    """Raise :class:`MovedOn` unless the stage is the one that its text waits at."""
    workflow_state = state.workflow_state
    is_open = (
        state.closed_at is None
        and state.status == StageState.STATUS_IN_PROGRESS
        and state.submission.state == SubmissionState.IN_REVIEW
        and workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
        and workflow_state.current_task_state_id == state.pk
    )
    if not is_open:
        raise MovedOn(
            _("This stage is no longer open: somebody has decided or withdrawn the text.")
        )


def _text_as_read(state: StageState, page: Any, seen_digest: str) -> Text:
    text = newest_text(page)
    if {seen_digest, state.digest, state.submission.digest} != {text.digest}:
        raise MovedOn(_("The text is not the one that you read. Open it again."))
    return text


def _sign(decision: Decision, state: StageState, user: User, seen_at: datetime | None) -> None:
    """Store a decision with everything its signature covers, under which authority and when."""
    now = timezone.now()
    overdue = state.due_at < now
    decision.delegation = delegation_used(route_of(state), user, overdue=overdue)
    decision.seen_at = _seen_at(state, user) or seen_at
    decision.decided_at = now
    decision.signature = sign(decision_facts(decision), person=user, at=now)
    decision.save(force_insert=True)


def _seen_at(state: StageState, user: User) -> datetime | None:
    seen = LedgerEntry.objects.filter(
        action=LedgerAction.SEEN,
        actor=user,
        submission_id=state.submission_id,
        details__stage_state=state.pk,
    )
    return seen.order_by("number").values_list("at", flat=True).first()


def _carry_out(decision: Decision, state: StageState, user: User) -> None:
    submission = decision.submission
    is_approval = decision.verdict == Verdict.APPROVED
    state.closed_at = decision.decided_at
    if not is_approval:
        submission.state = SubmissionState.RETURNED
        submission.is_concealed |= conceals(decision)
        submission.save(update_fields=("state", "is_concealed"))
        _bar(decision)
    _record(decision, state)
    with acting(act_on(submission, decision)):
        state.task.specific.on_action(
            state, user, "approve" if is_approval else "reject", decision=decision
        )
    if not is_approval:
        tell_returned(submission, decision)


def conceals(decision: Decision) -> bool:
    """Say whether a decision hides the draft: secrecy returned it and named a class (S083)."""
    return (
        decision.stage == Stage.SECRECY
        and decision.verdict == Verdict.RETURNED
        and bool(decision.prohibited_class)
    )


def _bar(decision: Decision) -> None:
    """Lock a draft that the state does not allow, for its authors too (S057)."""
    if conceals(decision) and decision.prohibited_class == ProhibitedClass.BARRED:
        Page.objects.filter(pk=decision.submission.page_id).update(
            locked=True, locked_by=None, locked_at=decision.decided_at
        )


def _record(decision: Decision, state: StageState) -> None:
    is_approval = decision.verdict == Verdict.APPROVED
    record(
        LedgerAction.APPROVED if is_approval else LedgerAction.RETURNED,
        user=decision.person,
        submission=decision.submission,
        digest=decision.digest,
        decision=decision.pk,
        stage_state=state.pk,
        stage=decision.stage,
        role=decision.role,
        delegation=decision.delegation_id,
        opinion=decision.opinion,
        prohibited_class=decision.prohibited_class,
        override_reason=decision.override_reason,
        findings=decision.submission.findings,
        seen_at=decision.seen_at,
        signature=decision.signature,
    )
