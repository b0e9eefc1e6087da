"""What the clock does: withdrawing what has expired and publishing what is due.

Wagtail's own command stops at the first refusal and forgets the schedule of what it could not
publish. Here each object has a transaction of its own: what fails keeps its schedule, is tried
again at the next run, and keeps nothing else from its turn. What the gate refuses, because its
certificate was revoked or it never had one, loses its schedule: it would be refused for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from workflows.enums import LedgerAction, SubmissionState
from workflows.errors import GateRefusal
from workflows.ledger.record import record
from workflows.models import Submission
from workflows.stages.progress import note_publication
from workflows.stages.text import lock_page

logger = logging.getLogger(__name__)


class Due(NamedTuple):
    """Something whose time has come; ``act`` withdraws or publishes it."""

    name: str
    act: Callable[[], bool]


@dataclass(slots=True)
class ScheduleResult:
    """What a run did, by the names of the objects."""

    expired: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run_schedule() -> ScheduleResult:
    """Withdraw what has expired, then publish what is due; failures are logged, never raised."""
    result = ScheduleResult()
    for due in due_to_expire():
        _run(due, result.expired, result.failed)
    for due in due_to_publish():
        _run(due, result.published, result.failed)
    return result


def due_to_expire() -> Iterator[Due]:
    """Yield the live objects that have expired, those that did so first before the others."""
    for model in _models():
        expired = _expired(model).order_by("expire_at", "pk")
        for pk, found in [(found.pk, found) for found in expired]:
            act = partial(_expire_page if model is Page else _expire, model, pk)
            yield Due(f"{model._meta.label} {pk}: {found}", act)


def due_to_publish() -> Iterator[Due]:
    """Yield the revisions whose time to go live has come, in the order of their times."""
    due = _scheduled().order_by("approved_go_live_at", "pk")
    pages = set(due.page_revisions().values_list("pk", flat=True))
    for pk, found in list(due.values_list("pk", "object_str")):
        act = partial(_publish_page if pk in pages else _publish, pk)
        yield Due(f"revision {pk}: {found}", act)


def _run(due: Due, done: list[str], failed: list[str]) -> None:
    try:
        if due.act():
            done.append(due.name)
    except Exception:  # whatever it is, the others must have their turn
        logger.exception("The schedule failed for %s", due.name)
        failed.append(due.name)


def _models() -> list[type[Any]]:
    others = (
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    )
    return [Page, *others]


def _expired(model: type[Any]) -> models.QuerySet[Any]:
    return model._default_manager.filter(live=True, expire_at__lt=timezone.now())


def _scheduled() -> Any:
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now())


@transaction.atomic
def _expire(model: type[Any], pk: Any) -> bool:
    """Withdraw an object, unless another process has done so meanwhile."""
    found = _expired(model).select_for_update().filter(pk=pk).first()
    if found is None:
        return False
    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


@transaction.atomic
def _expire_page(model: type[Page], pk: int) -> bool:
    """Withdraw a page, unless another process has done so meanwhile.

    Wagtail would forget on the way that a later version is approved and waits for its time.
    """
    page = model.objects.select_for_update().filter(pk=pk).first()
    if page is None or not _expired(model).filter(pk=pk).exists():
        return False
    later = list(page.revisions.filter(approved_go_live_at__isnull=False))
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for revision in later:
        page.revisions.filter(pk=revision.pk).update(
            approved_go_live_at=revision.approved_go_live_at
        )
    record(LedgerAction.EXPIRED, page=page, expired_at=page.expire_at)
    return True


@transaction.atomic
def _publish(pk: int) -> bool:
    """Publish a revision, unless another process has done so meanwhile."""
    revision = _scheduled().select_for_update().filter(pk=pk).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


@transaction.atomic
def _publish_page(pk: int) -> bool:
    """Publish a revision of a page under the lock of the page, if the gate lets it pass."""
    due = _scheduled().filter(pk=pk).first()
    if due is None:
        return False
    page = lock_page(int(due.object_id))
    revision = _scheduled().select_for_update().filter(pk=pk).first()
    if revision is None:
        return False
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except GateRefusal as refusal:
        _drop(revision, page, refusal)
        return False
    _note(revision, page)
    return True


def _drop(revision: Revision, page: Any, refusal: GateRefusal) -> None:
    """Forget a schedule that the gate does not let happen, and say so."""
    logger.warning("The gate refused revision %s of page %s: %s", revision.pk, page.pk, refusal)
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
    record(
        LedgerAction.UNSCHEDULED,
        page=page,
        revision=revision.pk,
        due_at=revision.approved_go_live_at,
        reason=str(refusal),
    )


def _note(revision: Revision, page: Any) -> None:
    """Keep when the text became public; made-up content has no submission."""
    certified = Submission.objects.filter(page_id=page.pk, state=SubmissionState.CERTIFIED)
    submission = certified.filter(revision_id=revision.pk).order_by("-pk").first()
    if submission is None:
        record(LedgerAction.PUBLISHED, page=page, revision=revision.pk)
    else:
        note_publication(submission, page=page, user=None)
