"""Writing notices in a transaction, and having them sent once it is committed."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from wagtail.models import Page

from units.models import User
from workflows.enums import LedgerAction, NoticeKind
from workflows.ledger.record import record
from workflows.models import Notice, Submission
from workflows.notices.tasks import send_notice

logger = logging.getLogger(__name__)

# What was not sent is handed to the queue again after a while, and given up after a day
ASK_AGAIN_AFTER = datetime.timedelta(minutes=30)
GIVE_UP_AFTER = datetime.timedelta(days=1)

_TITLE_LENGTH = 255


class Message(NamedTuple):
    """What people are told; ``url`` is a path of this install, straight to what it is about."""

    kind: NoticeKind
    title: str | Promise
    url: str
    text: str | Promise = ""
    page: Page | None = None
    submission: Submission | None = None


@transaction.atomic
def send(people: Iterable[User], message: Message) -> list[Notice]:
    """Write a notice to each person who may sign in, once, and a row of the ledger for all.

    They are sent after the transaction has been committed, and never if it is not. Raises
    ``ValueError`` for an address outside this install.
    """
    if not message.url.startswith("/") or message.url.startswith("//"):
        raise ValueError(f"{message.url} is no path of this install.")
    told = {person.pk: person for person in people if person.is_active}
    if not told:
        return []
    now = timezone.now()
    rows = [_row(person, message, now) for _pk, person in sorted(told.items())]
    notices = Notice.objects.bulk_create(rows)
    record(
        LedgerAction.NOTIFIED,
        page=message.page,
        submission=message.submission,
        kind=str(message.kind),
        people=[{"id": pk, "name": told[pk].get_full_name()} for pk in sorted(told)],
    )
    transaction.on_commit(partial(_queue, [row.pk for row in notices]), robust=True)
    return notices


def send_again() -> int:
    """Hand what could not be sent in the last day to the queue again; return how many it was."""
    now = timezone.now()
    unsent = Notice.objects.unsent(since=now - GIVE_UP_AFTER)
    found = list(unsent.filter(queued_at__lte=now - ASK_AGAIN_AFTER).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=found).update(queued_at=now)
    _queue(found)
    return len(found)


def _row(person: User, message: Message, now: datetime.datetime) -> Notice:
    submission, page = message.submission, message.page
    with translation.override(settings.LANGUAGE_CODE):
        title, text = " ".join(str(message.title).split()), str(message.text)
    return Notice(
        recipient=person,
        kind=message.kind,
        title=title[:_TITLE_LENGTH],
        text=text,
        url=message.url,
        page_id=page.pk if page else submission.page_id if submission else None,
        submission_id=submission.pk if submission else None,
        created_at=now,
        queued_at=now,
    )


def _queue(notice_ids: list[int]) -> None:
    for pk in notice_ids:
        try:
            send_notice.enqueue(pk)
        except Exception:  # the queue may be out of reach; the next check asks it again
            logger.exception("Notice %s was not queued", pk)
