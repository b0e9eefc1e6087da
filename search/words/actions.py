"""Changing the table of synonyms, each change with a row in Wagtail's log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from wagtail.log_actions import log

from search.models import Synonym
from search.words import synonyms
from search.words.permissions import require_keeper
from search.words.reading import FIELDS, read_synonyms
from units.models import User

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "synonyms.csv"
_MARK = "\t"


@dataclass(slots=True)
class ImportResult:
    """What an import did."""

    new: list[Synonym] = field(default_factory=list)
    changed: list[Synonym] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def save_synonym(synonym: Synonym, *, user: User | None = None) -> Synonym:
    """Add a synonym, or store its changes.

    Raises ``PermissionDenied`` for anybody but the IT office, and ``ValidationError`` for a word
    that cannot be looked for or a pair that is in the table already.
    """
    require_keeper(user)
    synonym.full_clean()
    synonym.save()
    return synonym


@transaction.atomic
def import_synonyms(data: bytes, *, user: User | None = None) -> ImportResult:
    """Add the pairs of a CSV file and bring those in the table to what it says, all or none.

    A pair that no line names stays as it is. Raises ``PermissionDenied`` for anybody but the IT
    office, and ``ImportRefused`` with everything that is wrong, by line.
    """
    require_keeper(user)
    result = ImportResult()
    known = {row.pair: row for row in Synonym.objects.select_for_update()}
    columns, sent = read_synonyms(data)
    for synonym in sent:
        stored = known.get(synonym.pair)
        if stored is None:
            result.new.append(synonym)
        elif _take_over(stored, synonym, columns):
            result.changed.append(stored)
        else:
            result.unchanged += 1
    _store(result, user)
    return result


@transaction.atomic
def load_shipped() -> int:
    """Add the pairs of the shipped table that have never been added; return how many.

    Whatever has become of those that have, changed, switched off or turned into another pair, is
    left alone, and so is a pair that somebody has added himself.
    """
    rows = list(Synonym.objects.select_for_update())
    known = {row.pair for row in rows}
    added = {row.shipped_as for row in rows}
    new = []
    for shipped in read_synonyms(SHIPPED.read_bytes()).synonyms:
        shipped.shipped_as = _MARK.join(shipped.pair)
        if shipped.pair not in known and shipped.shipped_as not in added:
            new.append(shipped)
    Synonym.objects.bulk_create(new)
    synonyms.forget()
    return len(new)


def _store(result: ImportResult, user: User | None) -> None:
    Synonym.objects.bulk_create(result.new)
    Synonym.objects.bulk_update(result.changed, FIELDS)
    synonyms.forget()
    for action, changed in (("wagtail.create", result.new), ("wagtail.edit", result.changed)):
        for synonym in changed:
            log(instance=synonym, action=action, user=user)


def _take_over(stored: Synonym, sent: Synonym, columns: Iterable[str]) -> bool:
    """Give a stored pair what a file says in its columns; return whether that changes anything."""
    changed = [name for name in columns if getattr(stored, name) != getattr(sent, name)]
    for name in changed:
        setattr(stored, name, getattr(sent, name))
    return bool(changed)
