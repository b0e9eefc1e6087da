"""What only the gate's actions change: states of approvals, and pages while they are in review."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from workflows.enums import OPEN_SUBMISSIONS, SubmissionState
from workflows.errors import GateRefusal
from workflows.models import StageState, Submission
from workflows.permissions import is_barred
from workflows.stages.status_guard import current_act, refusal

# Which columns say where an approval stands; reminders write others
GUARDED: dict[type[Model], tuple[str, ...]] = {
    WorkflowState: ("status", "workflow_id", "current_task_state_id", "object_id"),
    TaskState: ("status", "workflow_state_id", "task_id", "revision_id"),
    StageState: ("submission_id", "unit_id", "stage", "role", "digest", "closed_at"),
}


def refuse_moved_state(state: Model, written: Collection[str] | None) -> None:
    """Raise ``GateRefusal`` for a state that is made or moved on by anybody but the gate.

    ``written`` names the fields that are saved, None for all.
    """
    if current_act() is not None:
        return
    if state._state.adding:
        raise refusal()
    names = _guarded_names(state, written)
    if not names:
        return
    stored = type(state)._base_manager.filter(pk=state.pk).values(*names).first()
    if stored is None or any(stored[name] != getattr(state, name) for name in names):
        raise refusal()


def _guarded_names(state: Model, written: Collection[str] | None) -> list[str]:
    names = [
        name
        for model, guarded in GUARDED.items()
        if isinstance(state, model)
        for name in guarded
        if name not in state.get_deferred_fields()
    ]
    if written is None:
        return names
    return [name for name in names if {name, name.removesuffix("_id")} & set(written)]


def refuse_lost_state(state: WorkflowState | StageState) -> None:
    """Raise ``GateRefusal`` for deleting the state of what is in review: it locks the page."""
    is_open = (
        state.closed_at is None
        if isinstance(state, StageState)
        else state.status == WorkflowState.STATUS_IN_PROGRESS
    )
    if is_open and current_act() is None:
        raise refusal()


def let_go(page: Page) -> None:
    """End the returned text of a page that is being deleted: it cannot be sent again.

    Raises ``GateRefusal`` for a page in review, or one that secrecy has barred.
    """
    kept = Submission.objects.filter(page_id=page.pk)
    found = list(kept.filter(Q(state__in=OPEN_SUBMISSIONS) | Q(is_concealed=True)))
    if any(submission.state == SubmissionState.IN_REVIEW for submission in found):
        raise GateRefusal(
            _("“%(page)s” is in review: withdraw it before it is deleted.") % {"page": page.title}
        )
    if found and is_barred(page):
        raise GateRefusal(
            _("“%(page)s” is barred by the secrecy bureau and cannot be deleted.")
            % {"page": page.title}
        )
    for submission in found:
        if submission.state == SubmissionState.RETURNED:
            submission.state, submission.ended_at = SubmissionState.WITHDRAWN, timezone.now()
            submission.save(update_fields=("state", "ended_at"))


def refuse_move(page: Page, before: Page, after: Page) -> None:
    """Raise ``GateRefusal`` for moving a page elsewhere while it, or one below, is in review."""
    if before.pk == after.pk:
        return
    branch = page.get_descendants(inclusive=True)
    waiting = Submission.objects.filter(state=SubmissionState.IN_REVIEW, page__in=branch)
    if found := waiting.first():
        raise GateRefusal(
            _("“%(page)s” is in review: it can be moved when it is decided.")
            % {"page": found.page_title}
        )
