"""Proving that the ledger is what was written to it (I9).

A changed row no longer has its hash, a removed, inserted or moved one breaks the chain. Somebody
who may write to the database could compute all hashes anew, or cut rows off at the end: that is
found by the states that were exported before and are kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from workflows.ledger.chain import GENESIS, hash_of
from workflows.ledger.roots import LedgerRoot
from workflows.models import LedgerEntry

BATCH = 2000


class FaultKind(StrEnum):
    """What may be wrong with a row."""

    CHANGED = "changed"
    MISSING = "missing"
    UNLINKED = "unlinked"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    FORGED_ROOT = "forged_root"


@dataclass(frozen=True)
class Fault:
    """Something wrong with the ledger at ``number``; for missing rows, up to ``last``."""

    kind: FaultKind
    number: int
    last: int = 0

    def __str__(self) -> str:
        facts = {"number": self.number, "last": self.last}
        return _texts()[self.kind] % facts


def _texts() -> dict[FaultKind, str]:
    return {
        FaultKind.CHANGED: _("Row %(number)d: what it says is not what was written."),
        FaultKind.MISSING: _("Rows %(number)d to %(last)d are missing."),
        FaultKind.UNLINKED: _(
            "Row %(number)d does not follow the row before it: rows were removed, put in or"
            " exchanged here."
        ),
        FaultKind.CUT_OFF: _("Rows %(number)d to %(last)d, which had been exported, are missing."),
        FaultKind.REWRITTEN: _(
            "Row %(number)d is not the one that had been exported: the ledger was written anew."
        ),
        FaultKind.FORGED_ROOT: _(
            "The exported state at row %(number)d does not carry a valid signature."
        ),
    }


def verify(
    roots: Sequence[LedgerRoot] = (), *, progress: Callable[[int], None] | None = None
) -> list[Fault]:
    """Return everything that is wrong with the ledger, in the order of its rows.

    ``roots`` are states exported before, which the ledger must still contain. ``progress`` is
    called with the number of rows read, after each batch.
    """
    faults = [Fault(FaultKind.FORGED_ROOT, root.number) for root in roots if not root.is_genuine]
    known = {root.number: root.hash for root in roots if root.is_genuine}
    number, previous, count = 0, GENESIS, 0
    for batch in _batches():
        for entry in batch:
            faults += _faults_of(entry, number, previous)
            if known.get(entry.number, entry.hash) != entry.hash:
                faults.append(Fault(FaultKind.REWRITTEN, entry.number))
            number, previous = entry.number, entry.hash
        count += len(batch)
        if progress:
            progress(count)
    if (exported := max(known, default=0)) > number:
        faults.append(Fault(FaultKind.CUT_OFF, number + 1, exported))
    return faults


def _faults_of(entry: LedgerEntry, number: int, previous: str) -> Iterator[Fault]:
    """Yield what is wrong with a row, given number and hash of the one before it."""
    if entry.number != number + 1:
        yield Fault(FaultKind.MISSING, number + 1, entry.number - 1)
    if entry.previous_hash != previous:
        yield Fault(FaultKind.UNLINKED, entry.number)
    if entry.hash != hash_of(entry):
        yield Fault(FaultKind.CHANGED, entry.number)


def _batches() -> Iterator[list[LedgerEntry]]:
    """Yield the rows in order, a part at a time; what is added meanwhile is read as well."""
    last = -1
    while batch := list(LedgerEntry.objects.filter(number__gt=last).order_by("number")[:BATCH]):
        yield batch
        last = batch[-1].number
