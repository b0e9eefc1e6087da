"""One at a time across processes and machines, and nobody for ever.

A row with a time limit, and no lock of the database: poolers share connections by transaction, and
SQLite would stop every writer while the server is spoken to.
"""

from __future__ import annotations

import datetime
import time
import uuid
from dataclasses import dataclass

from django.db.models.functions import Now

from search.models import IndexLease

# Longer than the longest texts take in one batch
LEASE = datetime.timedelta(seconds=120)
_LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_LOOK_AGAIN_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that was taken; it must be extended in time."""

    name: str
    holder: str

    def extend(self) -> bool:
        """Hold on for as long again; False when it ended before, and may be another's."""
        held = IndexLease.objects.filter(name=self.name, holder=self.holder, until__gt=Now())
        return bool(held.update(until=Now() + LEASE))

    def release(self) -> None:
        """Let others have their turn."""
        IndexLease.objects.filter(name=self.name, holder=self.holder).update(until=_LONG_AGO)


def take(name: str, *, wait_seconds: float = 0) -> Lease | None:
    """Take a lease by its name; None when somebody else holds it all the while."""
    IndexLease.objects.bulk_create(
        [IndexLease(name=name, holder="", until=_LONG_AGO)], ignore_conflicts=True
    )
    lease = Lease(name, uuid.uuid4().hex)
    deadline = time.monotonic() + wait_seconds
    while True:
        free = IndexLease.objects.filter(name=name, until__lte=Now())
        if free.update(holder=lease.holder, until=Now() + LEASE):
            return lease
        if time.monotonic() >= deadline:
            return None
        time.sleep(_LOOK_AGAIN_SECONDS)


def is_taken(name: str) -> bool:
    """Say whether somebody holds the lease now."""
    return IndexLease.objects.filter(name=name, until__gt=Now()).exists()
