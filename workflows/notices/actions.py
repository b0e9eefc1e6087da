"""Telling people: notices in the admin, and the same by mail and whatever an install adds.

Each call is part of the transaction that it tells of, adds one row to the ledger, and is sent
after that is committed. What is told is written in the language of the install.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import chain

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from units.addresses import address_book
from units.models import User
from workflows.enums import NoticeKind, Stage
from workflows.models import Decision, Notice, StageState, Submission
from workflows.notices.recipients import (
    approvers,
    deciders,
    escalation_deputies,
    leaders,
    superiors,
    writers,
)
from workflows.notices.sending import Message, send


def tell(
    people: Iterable[User],
    kind: NoticeKind,
    *,
    title: str | Promise,
    text: str | Promise = "",
    url: str,
    page_id: int | None = None,
    submission_id: int | None = None,
) -> list[Notice]:
    """Tell people something; ``url`` is a path of the admin, straight to what it is about.

    Raises ``ValueError`` for an address outside this install.
    """
    page = Page.objects.filter(pk=page_id).first() if page_id else None
    submission = Submission.objects.filter(pk=submission_id).first() if submission_id else None
    return send(people, Message(kind, title, url, text, page, submission))


def tell_waiting(stage: StageState) -> list[Notice]:
    """Tell those who can decide a stage that it waits for them; what asked before is settled."""
    submission = stage.submission
    settle(submission)
    with translation.override(settings.LANGUAGE_CODE):
        facts = [
            _("Unit: %(unit)s") % {"unit": stage.unit.name},
            _("Stage: %(stage)s") % {"stage": stage.get_stage_display()},
            _("Sent by: %(person)s") % {"person": submission.submitted_by.get_full_name()},
            _due(stage),
        ]
        if submission.is_fast:
            facts.append(_("Fast track: %(reason)s") % {"reason": submission.fast_reason})
            title = _("For your approval, fast track: %(title)s") % _titled(submission)
        else:
            title = _("For your approval: %(title)s") % _titled(submission)
    return _about_stage(deciders(stage), NoticeKind.WAITING, stage, title, facts)


def tell_reminder(stage: StageState) -> list[Notice]:
    """Remind those who can decide a stage that half of its time is over."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Half of the time is over: %(title)s") % _titled(stage.submission)
        facts = [_("Unit: %(unit)s") % {"unit": stage.unit.name}, _due(stage)]
    return _about_stage(deciders(stage), NoticeKind.REMINDER, stage, title, facts)


def tell_overdue(stage: StageState) -> list[Notice]:
    """Tell those who are late, those who may now decide for them, and who stands above them."""
    with translation.override(settings.LANGUAGE_CODE):
        titled = _titled(stage.submission)
        overdue = _("Deadline has passed: %(title)s") % titled
        escalated = _("You may decide now, as the deadline has passed: %(title)s") % titled
        facts = [_("Unit: %(unit)s") % {"unit": stage.unit.name}, _due(stage)]
        held = _("It still waits for: %(holder)s") % {"holder": stage.get_role_display()}
    late = _about_stage(deciders(stage), NoticeKind.OVERDUE, stage, overdue, facts)
    deputies = list(escalation_deputies(stage))
    told = _about_stage(deputies, NoticeKind.ESCALATED, stage, escalated, facts)
    known = {notice.recipient_id for notice in (*late, *told)}
    above = superiors(stage).exclude(pk__in=known)
    facts.append(held)
    return [*late, *told, *_about(above, NoticeKind.OVERDUE, stage.submission, overdue, facts)]


def tell_returned(submission: Submission, decision: Decision) -> list[Notice]:
    """Tell the authors why a text came back, and who had approved it that it did.

    A concealed text is spoken of to its authors only (S083).
    """
    settle(submission)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Returned for changes: %(title)s") % _titled(submission)
        facts = [
            _("Returned by: %(stage)s, %(person)s")
            % {
                "stage": decision.get_stage_display(),
                "person": decision.person.get_full_name(),
            }
        ]
        if decision.prohibited_class:
            facts.append(_("Class: %(class)s") % {"class": decision.get_prohibited_class_display()})
        facts.append(_("Opinion: %(opinion)s") % {"opinion": decision.opinion})
    people: Iterable[User] = writers(submission)
    if not submission.is_concealed:
        people = chain(people, approvers(submission))
    return _about(people, NoticeKind.RETURNED, submission, title, facts)


def tell_published(submission: Submission) -> list[Notice]:
    """Tell the authors, and the leader who approved it, that a text is public."""
    settle(submission)
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Published: %(title)s") % _titled(submission)
        facts = [_("Three approvals are given, the text is public.")]
    people = chain(writers(submission), approvers(submission, Stage.LEADER))
    return _about(people, NoticeKind.PUBLISHED, submission, title, facts)


def tell_scheduled(submission: Submission) -> list[Notice]:
    """Tell the authors, and the leader who approved it, when an approved text becomes public."""
    settle(submission)
    revision = Revision.objects.filter(pk=submission.revision_id).first()
    due = revision.approved_go_live_at if revision else None
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Approved, to be published later: %(title)s") % _titled(submission)
        facts = [_("To be published at: %(time)s") % {"time": _written(due)}] if due else []
    people = chain(writers(submission), approvers(submission, Stage.LEADER))
    return _about(people, NoticeKind.SCHEDULED, submission, title, facts)


def tell_recalled(page: Page, *, reason: str, submission: Submission | None = None) -> list[Notice]:
    """Tell the authors, the unit's leader and who had approved it that a page was recalled.

    Without ``submission``, the page's last one counts, if it ever had one.
    """
    submission = submission or Submission.objects.filter(page_id=page.pk).first()
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Recalled: %(title)s") % {"title": page.title}
        text = _("Reason: %(reason)s") % {"reason": reason}
    people: Iterable[User] = leaders(address_book().for_path(page.path).id)
    if submission is not None:
        settle(submission)
        people = chain(people, writers(submission), approvers(submission))
    url = reverse("approval_progress", args=[page.pk])
    return send(people, Message(NoticeKind.RECALLED, title, url, text, page, submission))


def settle(submission: Submission) -> int:
    """Mark as read what still asks for a decision on a text; return how many notices it was.

    Of an office's several people one decides: the others have nothing left to open.
    """
    return Notice.objects.waiting().filter(submission_id=submission.pk).mark_read()


def _about_stage(
    people: Iterable[User], kind: NoticeKind, stage: StageState, title: str, facts: list[str]
) -> list[Notice]:
    url = reverse("approval_item", args=[stage.pk])
    return send(people, _message(kind, stage.submission, title, facts, url))


def _about(
    people: Iterable[User], kind: NoticeKind, submission: Submission, title: str, facts: list[str]
) -> list[Notice]:
    url = reverse("notices")
    if submission.page_id:
        url = reverse("approval_progress", args=[submission.page_id])
    return send(people, _message(kind, submission, title, facts, url))


def _message(
    kind: NoticeKind, submission: Submission, title: str, facts: list[str], url: str
) -> Message:
    return Message(kind, title, url, "\n".join(facts), submission=submission)


def _titled(submission: Submission) -> dict[str, str]:
    return {"title": submission.page_title}


def _due(stage: StageState) -> str:
    return _("Due: %(time)s") % {"time": _written(stage.due_at)}


def _written(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")
