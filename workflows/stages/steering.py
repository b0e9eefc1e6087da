"""What those above do with a text: send it to the other office, recall it, lift a concealment."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from units.enums import Role
from units.models import User
from workflows.enums import OPEN_SUBMISSIONS, LedgerAction, NoticeKind, Stage, SubmissionState
from workflows.errors import GateRefusal, Incomplete, MovedOn
from workflows.gate.certificates import revoke, valid_certificates
from workflows.ledger.record import record
from workflows.models import StageState, Submission
from workflows.notices.actions import tell, tell_recalled, tell_waiting
from workflows.notices.recipients import writers
from workflows.permissions import (
    is_barred,
    user_can_recall,
    user_can_reroute,
    user_keeps_secrets,
)
from workflows.stages.conditions import require_posts, required_text
from workflows.stages.deciding import lock_stage, require_open
from workflows.stages.progress import end, route_for
from workflows.stages.routing import OFFICES
from workflows.stages.status_guard import acting
from workflows.stages.submitting import approvers_of
from workflows.stages.text import lock_page
from workflows.timing.deadlines import deadline

CLASSES = {role: subject_class for subject_class, role in OFFICES.items()}


@transaction.atomic
def reroute(stage_state: StageState, *, user: User, role: str, reason: str) -> StageState:
    """Send a text that waits for one office to the other, which has the full time for it (S082).

    From then on the text counts as one of the other class. Raises ``GateRefusal`` for all but the
    IT office and the leading group, ``MovedOn`` when the stage is closed, ``Incomplete`` for a
    role that is not the other office and without a reason, ``Vacancy`` when nobody there could
    decide.
    """
    state, _page = lock_stage(stage_state)
    require_open(state)
    if not user_can_reroute(user, state):
        raise GateRefusal(_("Only the IT office and the leading group send a text elsewhere."))
    if role not in CLASSES or role == state.role:
        raise Incomplete({"role": _("Choose the other office.")})
    reason = required_text("reason", reason, _("Give a reason."))
    submission, before = state.submission, state.role
    submission.subject_class = CLASSES[Role(role)]
    remaining = [route_for(submission, stage) for stage in (Stage.OFFICE, Stage.SECRECY)]
    require_posts(remaining, {*submission.authors, *approvers_of(submission)})
    submission.save(update_fields=("subject_class",))
    limit = deadline(Stage.OFFICE, start=timezone.now(), is_fast=submission.is_fast)
    state.role = Role(role)
    state.half_at, state.due_at = limit.half_at, limit.due_at
    state.reminded_at = state.overdue_at = None
    with acting():
        state.save()
    record(
        LedgerAction.REROUTED,
        user=user,
        submission=submission,
        stage_state=state.pk,
        before=before,
        after=role,
        reason=reason,
        due_at=limit.due_at,
    )
    tell_waiting(state)
    return state


@transaction.atomic
def recall(page: Page, *, user: User, reason: str) -> None:
    """Take an item back from the public, now and for good: its text needs new approvals.

    Revokes the page's certificates, cancels its schedule and ends what is in review. Raises
    ``GateRefusal`` for those who may not, ``Incomplete`` without a reason, ``MovedOn`` when the
    page is neither public nor about to be.
    """
    stored = lock_page(page.pk)
    if not user_can_recall(user, stored):
        raise GateRefusal(_("You may not recall this page."))
    reason = required_text("reason", reason, _("Give a reason."))
    if not stored.live and stored.scheduled_revision is None:
        raise MovedOn(_("This page is not public, and its publication is not scheduled."))
    published = _last_certified(stored)
    ended = Submission.objects.filter(page_id=stored.pk, state__in=OPEN_SUBMISSIONS).first()
    if ended is not None:
        end(ended, SubmissionState.WITHDRAWN, user=user)
    UnpublishPageAction(stored, user=user).execute(skip_permission_checks=True)
    stored.revisions.update(approved_go_live_at=None)
    revoked = list(valid_certificates(stored.pk))
    for certificate in revoked:
        revoke(certificate, person=user, reason=reason)
    record(
        LedgerAction.RECALLED,
        user=user,
        page=stored,
        submission=published,
        reason=reason,
        certificates=[certificate.code for certificate in revoked],
        ended_submission=ended.pk if ended else None,
    )
    tell_recalled(stored, reason=reason, submission=published)


@transaction.atomic
def release(submission: Submission, *, user: User, reason: str) -> Submission:
    """Lift the concealment of a draft; one that was barred can be edited again (S057, S083).

    Raises ``GateRefusal`` for all but the secrecy bureau, ``MovedOn`` for what is not concealed,
    and ``Incomplete`` without a reason.
    """
    page = lock_page(submission.page_id)
    submission = Submission.objects.select_related("unit").get(pk=submission.pk)
    if not user_keeps_secrets(user):
        raise GateRefusal(_("Only the secrecy bureau may release a draft."))
    if not submission.is_concealed:
        raise MovedOn(_("This draft is not concealed."))
    reason = required_text("reason", reason, _("Give a reason."))
    submission.is_concealed = False
    submission.save(update_fields=("is_concealed",))
    if not is_barred(page):
        Page.objects.filter(pk=page.pk, locked_by=None).update(locked=False, locked_at=None)
    record(LedgerAction.RELEASED, user=user, page=page, submission=submission, reason=reason)
    tell(
        writers(submission),
        NoticeKind.RETURNED,
        title=_("Released by the secrecy bureau: %(title)s") % {"title": submission.page_title},
        text=reason,
        url=reverse("approval_progress", args=[page.pk]),
        page_id=page.pk,
        submission_id=submission.pk,
    )
    return submission


def _last_certified(page: Any) -> Submission | None:
    found = Submission.objects.filter(page_id=page.pk, state=SubmissionState.CERTIFIED)
    return found.order_by("-pk").first()
