"""Deadlines in the words people use: how long something is overdue, or still has."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

SOON = datetime.timedelta(hours=24)


def is_overdue(due_at: datetime.datetime, now: datetime.datetime | None = None) -> bool:
    """Say whether the deadline has passed."""
    return due_at < (now or timezone.now())


def is_soon(due_at: datetime.datetime, now: datetime.datetime | None = None) -> bool:
    """Say whether less than a day is left."""
    now = now or timezone.now()
    return now <= due_at < now + SOON


def in_words(due_at: datetime.datetime, now: datetime.datetime | None = None) -> str:
    """Return how long something is overdue, or still has, to its largest unit."""
    now = now or timezone.now()
    if due_at < now:
        return _("overdue by %(time)s") % {"time": timesince(due_at, now, depth=1)}
    return _("due in %(time)s") % {"time": timesince(now, due_at, depth=1)}


def since(moment: datetime.datetime, now: datetime.datetime | None = None) -> str:
    """Return how long ago something was, to its largest unit."""
    return timesince(moment, now or timezone.now(), depth=1)
