"""What makes the ledger one chain: each row holds the hash of the one before (I9)."""

from __future__ import annotations

from typing import Any

from workflows.ledger.canonical import fingerprint, moment
from workflows.models import LedgerEntry

# What the first row holds in place of the hash of a row before it
GENESIS = "0" * 64

# Every field that a row holds, but for its key in the table and the hash itself
HASHED_FIELDS = (
    "number",
    "at",
    "action",
    "actor_id",
    "actor_name",
    "unit_code",
    "page_id",
    "page_title",
    "submission_id",
    "digest",
    "details",
    "previous_hash",
)


def facts_of(entry: LedgerEntry) -> dict[str, Any]:
    """Return what the hash of a row is taken over."""
    facts = {name: getattr(entry, name) for name in HASHED_FIELDS}
    return {**facts, "at": moment(entry.at), "action": str(entry.action)}


def hash_of(entry: LedgerEntry) -> str:
    """Return the hash that a row must hold: 64 hexadecimal digits."""
    return fingerprint(facts_of(entry))
