"""How a submission moves: a stage begins, everything about it ends, the last approval publishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted

from units.models import User
from workflows.enums import LedgerAction, Stage, SubmissionState
from workflows.errors import MovedOn
from workflows.gate.certificates import issue_content
from workflows.ledger.record import record
from workflows.models import StageState, Submission
from workflows.notices.actions import settle, tell_published, tell_scheduled, tell_waiting
from workflows.stages.routing import Route, routes
from workflows.stages.status_guard import Act, acting
from workflows.stages.text import lock_page, newest_text
from workflows.timing.deadlines import deadline

if TYPE_CHECKING:
    from workflows.stages.tasks import StageTask


def act_on(submission: Submission, decision: object = None) -> Act:
    """Return what an action may do with one submission: begin its stages and publish it."""
    return Act(
        begin=partial(begin_stage, submission),
        finish=partial(publish_approved, submission),
        decision=decision,
    )


def begin_stage(
    submission: Submission, task: StageTask, workflow_state: WorkflowState, user: User | None
) -> StageState:
    """Return the state of a stage that begins now, routed for good, and tell who can decide it."""
    route = route_for(submission, task.stage)
    now = timezone.now()
    limit = deadline(task.stage, start=now, is_fast=submission.is_fast)
    state = StageState.objects.create(
        workflow_state=workflow_state,
        task=task,
        status=TaskState.STATUS_IN_PROGRESS,
        revision_id=submission.revision_id,
        submission=submission,
        unit=route.unit,
        stage=route.stage,
        role=route.role,
        digest=submission.digest,
        half_at=limit.half_at,
        due_at=limit.due_at,
        severity=submission.severity,
    )
    task_submitted.send(sender=StageState, instance=state, user=user)
    record(
        LedgerAction.ROUTED,
        user=user,
        submission=submission,
        stage_state=state.pk,
        stage=route.stage,
        role=route.role,
        due_at=limit.due_at,
        is_certain=limit.is_certain,
    )
    tell_waiting(state)
    return state


def route_for(submission: Submission, stage: Stage) -> Route:
    """Return the post that decides a stage of a submission, by the class it is now treated as."""
    found = routes(submission.unit, submission.subject_class)
    return next(route for route in found if route.stage == stage)


def end(submission: Submission, state: SubmissionState, *, user: User) -> None:
    """End a submission that was not approved; nobody has to decide about it any more."""
    now = timezone.now()
    submission.state = state
    submission.ended_at = now
    submission.save(update_fields=("state", "ended_at"))
    StageState.objects.open().filter(submission=submission).update(closed_at=now)
    workflow_state = submission.workflow_state
    if workflow_state is not None and workflow_state.is_active:
        with acting():
            workflow_state.cancel(user=user)
    settle(submission)


def publish_approved(submission: Submission, workflow_state: WorkflowState, user: User) -> None:
    """Certify a text that has passed the three stages and publish it; or schedule it.

    The person of the last approval is not asked for a right to publish, which nobody has. Raises
    ``GateRefusal`` when an approval is missing, whatever the workflow says, and :class:`MovedOn`
    when the newest draft is not the text that was approved.
    """
    page = lock_page(submission.page_id)
    text = newest_text(page)
    if text.digest != submission.digest:
        raise MovedOn(_("The text has changed since it was sent for approval."))
    submission.revision_id = text.revision.pk
    submission.state = SubmissionState.CERTIFIED
    submission.ended_at = timezone.now()
    submission.save(update_fields=("revision_id", "state", "ended_at"))
    issue_content(submission, user=user)
    text.revision.publish(user=user, skip_permission_checks=True)
    scheduled_for = _scheduled_for(text.revision)
    if scheduled_for is None:
        note_publication(submission, page=page, user=user)
    else:
        record(LedgerAction.SCHEDULED, user=user, submission=submission, at=scheduled_for)
        tell_scheduled(submission)


def note_publication(submission: Submission, *, page: Any, user: User | None) -> None:
    """Keep when an approved text became public: S079 counts from the event to here."""
    submission.published_at = timezone.now()
    submission.save(update_fields=("published_at",))
    record(
        LedgerAction.PUBLISHED,
        user=user,
        page=page,
        submission=submission,
        happened_at=submission.happened_at,
        is_fast=submission.is_fast,
    )
    tell_published(submission)


def _scheduled_for(revision: Any) -> Any:
    revision.refresh_from_db(fields=("approved_go_live_at",))
    return revision.approved_go_live_at
