"""Writing to the ledger: the only way to add a row."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone
from wagtail.models import Page

from units.addresses import address_book
from units.entries import UnitEntry
from units.models import Unit, User
from workflows.enums import LedgerAction
from workflows.ledger.canonical import plain
from workflows.ledger.chain import GENESIS, hash_of
from workflows.models import LedgerEntry, Submission

# The key of PostgreSQL's advisory lock: any number no other lock of the install uses
CHAIN_LOCK = 7_205_759_403

_NAME_LENGTH = 80
_TITLE_LENGTH = 255


def record(
    action: LedgerAction,
    *,
    user: User | None = None,
    page: Page | None = None,
    unit: Unit | UnitEntry | None = None,
    submission: Submission | None = None,
    digest: str = "",
    **details: Any,
) -> LedgerEntry:
    """Add a row to the end of the ledger, in the transaction of what it records.

    What is not given follows from what is: page, unit and digest from the submission, the unit
    from the place of the page. ``user=None`` is the system itself. The lock is held until the
    transaction ends: take the lock on the page before, and no lock on another page after it.

    Raises ``TransactionManagementError`` outside a transaction: the row would stand for something
    that may not have happened.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("The ledger is written inside a transaction only.")
    lock_chain()
    number, previous = last_link()
    entry = LedgerEntry(
        number=number + 1,
        at=timezone.now(),
        action=LedgerAction(action),
        actor=user,
        actor_name=user.get_full_name()[:_NAME_LENGTH] if user else "",
        digest=digest or (submission.digest if submission else ""),
        submission_id=submission.pk if submission else None,
        details=plain(details),
        previous_hash=previous,
        **_place(page, unit, submission),
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


def _place(
    page: Page | None, unit: Unit | UnitEntry | None, submission: Submission | None
) -> dict[str, Any]:
    """Return which page and unit a row is about, as plain values."""
    page_id = title = None
    if page is not None:
        page_id, title = page.pk, page.title
        unit = unit or address_book().for_path(page.path)
    elif submission is not None:
        page_id, title = submission.page_id, submission.page_title
    if unit is None and submission is not None:
        unit = submission.unit
    return {
        "page_id": page_id,
        "page_title": (title or "")[:_TITLE_LENGTH],
        "unit_code": unit.code if unit else "",
    }


def last_link() -> tuple[int, str]:
    """Return number and hash of the last row; before the first one, what that must hold."""
    last = LedgerEntry.objects.order_by("-number").values_list("number", "hash").first()
    return last or (0, GENESIS)


def lock_chain() -> None:
    """Let one transaction at a time add to the ledger, until it ends.

    On SQLite every transaction holds the database's one write lock from its start (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
