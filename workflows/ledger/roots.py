"""The state of the ledger, written each day to a file outside the database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workflows.enums import LedgerAction
from workflows.ledger.record import last_link, lock_chain, record
from workflows.ledger.signing import sign, verify

FILE_NAME = "ledger-roots.jsonl"


class UnreadableRoots(ValueError):
    """A file of exported states that cannot be read; the message names file and line."""


@dataclass(frozen=True)
class LedgerRoot:
    """The last row of the ledger on a day: its number and its hash, signed by the install."""

    date: str
    number: int
    hash: str
    signature: str = ""

    @property
    def is_genuine(self) -> bool:
        """Say whether the install signed exactly this."""
        return verify(self.signature, self.facts) is not None

    @property
    def facts(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "kind": "ledger root",
            "date": self.date,
            "number": self.number,
            "hash": self.hash,
        }


def export_path() -> Path:
    """Return the file that states are appended to (``BATONG_LEDGER_EXPORT``)."""
    return Path(settings.BATONG_LEDGER_EXPORT) / FILE_NAME


@transaction.atomic
def export_root(today: date | None = None) -> LedgerRoot:
    """Append the state of the ledger to the file and record it; return the state.

    Doing it again on the same day changes nothing. If the file cannot be written nothing is
    recorded, and ``OSError`` is raised. Raises ``UnreadableRoots`` for a file of something else.
    """
    lock_chain()
    day = (today or timezone.localdate()).isoformat()
    path = export_path()
    known = {root.date: root for root in read_roots(path)} if path.exists() else {}
    if day in known:
        return known[day]
    number, last_hash = last_link()
    unsigned = LedgerRoot(day, number, last_hash)
    signature = sign(unsigned.facts, person=None, at=timezone.now())
    root = LedgerRoot(day, number, last_hash, signature)
    record(LedgerAction.ROOT_EXPORTED, digest=last_hash, number=number, date=day)
    _append(path, json.dumps(asdict(root)))
    return root


def read_roots(path: Path) -> Sequence[LedgerRoot]:
    """Return the states in a file, the oldest first.

    Raises ``OSError`` if it cannot be read and ``UnreadableRoots`` if it holds anything else.
    """
    return list(_parsed(path))


def _parsed(path: Path) -> Iterator[LedgerRoot]:
    for position, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found = json.loads(line)
            yield LedgerRoot(
                date=str(found["date"]),
                number=int(found["number"]),
                hash=str(found["hash"]),
                signature=str(found["signature"]),
            )
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableRoots(f"{path}: line {position}: {error}") from error


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
