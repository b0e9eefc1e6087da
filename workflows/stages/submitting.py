"""Sending a text for approval, and taking it back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from units.models import User
from workflows.enums import OPEN_SUBMISSIONS, LedgerAction, SubmissionState, Verdict
from workflows.errors import GateRefusal, MovedOn
from workflows.ledger.record import record
from workflows.models import Submission
from workflows.permissions import user_can_submit, user_may_take_back, was_decided
from workflows.screening.parts import content_of
from workflows.stages import conditions
from workflows.stages.conditions import Checked, Letter
from workflows.stages.declared import the_workflow
from workflows.stages.progress import act_on, end
from workflows.stages.routing import Route, routes
from workflows.stages.status_guard import acting
from workflows.stages.text import Text, authors_of, lock_page, newest_text, text_to_submit


@dataclass(frozen=True, slots=True)
class Plan:
    """How a text goes on: ``former`` is the open submission of the page, resumed or replaced."""

    text: Text
    authors: list[int]
    former: Submission | None
    resumes: bool

    @property
    def approvers(self) -> set[int]:
        """Who has approved this very text already."""
        if self.former is None or not self.resumes:
            return set()
        return approvers_of(self.former)

    @property
    def routes(self) -> list[Route]:
        """The posts that have still to decide."""
        if self.former is None or not self.resumes:
            return routes(self.text.unit, self.text.subject_class)
        given = self.former.decisions.filter(verdict=Verdict.APPROVED)
        stages = set(given.values_list("stage", flat=True))
        wanted = routes(self.former.unit, self.former.subject_class)
        return [route for route in wanted if route.stage not in stages]


@transaction.atomic
def submit_page(
    page: Page,
    *,
    user: User,
    signs_accuracy: bool,
    happened_at: datetime.datetime | None = None,
    note: str = "",
    override_reason: str = "",
    is_fast: bool = False,
    fast_reason: str = "",
) -> Submission:
    """Send the newest draft of a page for approval and return the submission (S080).

    An unchanged text that was returned goes on at the stage that returned it; a changed one begins
    at the leader (I8). Raises, in this order, ``GateRefusal`` for those who may not edit the page,
    ``MovedOn`` for what is in review or scheduled, ``Incomplete`` for what is missing, naming the
    fields, and ``Vacancy`` for posts that nobody could fill.
    """
    stored = lock_page(page.pk)
    if not user_can_submit(user, stored):
        raise GateRefusal(_("You may not send this page for approval."))
    text = text_to_submit(stored, user)
    former = _open_submission(stored)
    _refuse_unfinished(stored, former, text)
    letter = Letter(
        signs_accuracy=signs_accuracy,
        happened_at=happened_at or getattr(text.page, "happened_at", None),
        note=note.strip(),
        override_reason=override_reason.strip(),
        is_fast=is_fast,
        fast_reason=fast_reason.strip(),
    )
    plan = _plan(stored, former, text, user)
    checked = _check(text, letter, plan)
    if former is not None and plan.resumes:
        return _resume(former, plan, letter, checked, user)
    if former is not None:
        _supersede(former, user)
    return _start(plan, letter, checked, user)


def _check(text: Text, letter: Letter, plan: Plan) -> Checked:
    """Return what the content check found, of a text that lacks nothing that is asked for."""
    conditions.require_class(text)
    conditions.require_facts(text)
    checked = conditions.check_content(text, letter)
    conditions.require_posts(plan.routes, {*plan.authors, *plan.approvers})
    conditions.require_signature(text, letter)
    return checked


@transaction.atomic
def withdraw(submission: Submission, *, user: User, reason: str = "") -> Submission:
    """Take a text back before anybody has decided about it; its page can be edited again.

    A text that somebody changed while it was in review can always be taken back, as nobody could
    decide it. Raises ``GateRefusal`` for all but its sender and the editors of the page, and
    ``MovedOn`` when it is no longer in review or somebody has decided.
    """
    page = lock_page(submission.page_id)
    submission = Submission.objects.select_related("unit", "workflow_state").get(pk=submission.pk)
    if not user_may_take_back(user, submission):
        raise GateRefusal(_("Only its sender and the editors of the page may withdraw this text."))
    if submission.state != SubmissionState.IN_REVIEW:
        raise MovedOn(_("This text is no longer in review."))
    if was_decided(submission) and newest_text(page).digest == submission.digest:
        raise MovedOn(_("Somebody has decided about this text already: it can only be returned."))
    end(submission, SubmissionState.WITHDRAWN, user=user)
    record(
        LedgerAction.WITHDRAWN, user=user, page=page, submission=submission, reason=reason.strip()
    )
    return submission


def approvers_of(submission: Submission) -> set[int]:
    """Return who has approved a submission."""
    given = submission.decisions.filter(verdict=Verdict.APPROVED)
    return set(given.values_list("person_id", flat=True))


def _open_submission(page: Any) -> Submission | None:
    found = Submission.objects.filter(page_id=page.pk, state__in=OPEN_SUBMISSIONS)
    return found.select_related("unit", "workflow_state").first()


def _refuse_unfinished(page: Any, former: Submission | None, text: Text) -> None:
    """Raise :class:`MovedOn` for a text that is in review or waits for its publication.

    A text that was changed under review by another way than the editor's cannot be decided any
    more, so it may be sent anew.
    """
    if former and former.state == SubmissionState.IN_REVIEW and former.digest == text.digest:
        raise MovedOn(_("This page is in review already."))
    if page.scheduled_revision is not None:
        raise MovedOn(_("This page is approved and waits for its publication: recall it first."))


def _plan(page: Any, former: Submission | None, text: Text, user: User) -> Plan:
    authors = authors_of(page, user)
    if former is None or former.digest != text.digest:
        return Plan(text, authors, former, resumes=False)
    authors = sorted({*authors, *former.authors})
    # Who approved and wrote since could never be certified: all begins anew
    is_clean = not approvers_of(former) & set(authors) and former.workflow_state is not None
    return Plan(text, authors, former, resumes=is_clean)


def _supersede(former: Submission, user: User) -> None:
    end(former, SubmissionState.SUPERSEDED, user=user)
    record(LedgerAction.SUPERSEDED, user=user, submission=former)


def _start(plan: Plan, letter: Letter, checked: Checked, user: User) -> Submission:
    page = plan.text.page
    submission = Submission(
        page_id=page.pk,
        unit=plan.text.unit,
        digest=plan.text.digest,
        subject_class=plan.text.subject_class,
        submitted_by=user,
    )
    _fill(submission, plan, letter, checked)
    submission.save(force_insert=True)
    _record_sending(LedgerAction.SUBMITTED, submission, user)
    with acting(act_on(submission)):
        submission.workflow_state = the_workflow().start(page, user)
    submission.save(update_fields=("workflow_state",))
    return submission


def _resume(
    submission: Submission, plan: Plan, letter: Letter, checked: Checked, user: User
) -> Submission:
    _fill(submission, plan, letter, checked)
    submission.save()
    _record_sending(LedgerAction.RESUMED, submission, user)
    state = submission.workflow_state
    if state is None:  # the plan resumes nothing without one
        raise MovedOn(_("This text is no longer in review."))
    with acting(act_on(submission)):
        state.resume(user)
    return submission


def _fill(submission: Submission, plan: Plan, letter: Letter, checked: Checked) -> None:
    """Write down what the sender says now and what the check found now."""
    submission.page_title = plan.text.page.title
    submission.revision_id = plan.text.revision.pk
    submission.authors = plan.authors
    submission.submitted_at = timezone.now()
    submission.happened_at = letter.happened_at
    submission.note = letter.note
    submission.override_reason = letter.override_reason
    submission.is_fast = letter.is_fast
    submission.fast_reason = letter.fast_reason if letter.is_fast else ""
    submission.findings = checked.findings
    submission.severity = checked.severity
    submission.attachment_count = len(content_of(plan.text.page).documents)
    submission.state = SubmissionState.IN_REVIEW


def _record_sending(action: LedgerAction, submission: Submission, user: User) -> None:
    record(
        action,
        user=user,
        submission=submission,
        revision=submission.revision_id,
        subject_class=submission.subject_class,
        authors=submission.authors,
        findings=submission.findings,
        override_reason=submission.override_reason,
        is_fast=submission.is_fast,
        fast_reason=submission.fast_reason,
        happened_at=submission.happened_at,
        signs_accuracy=True,
    )
