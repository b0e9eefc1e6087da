"""Changing the list of words, each change with a row in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from units.models import User
from workflows.desk.words.policy import require_keeper
from workflows.enums import LedgerAction
from workflows.ledger.record import record
from workflows.models import ListedWord

FIELDS = ("word", "prohibited_class", "severity", "note", "is_active")
# A row of the ledger stays readable
BATCH = 500


@dataclass(slots=True)
class WordsResult:
    """What an import did, by words."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


@transaction.atomic
def save_word(word: ListedWord, *, user: User) -> ListedWord:
    """Add a word, or store its changes.

    Raises ``PermissionDenied`` for anybody outside the secrecy bureau, and ``ValidationError`` for
    a word that cannot be looked for or is on the list already.
    """
    require_keeper(user)
    before = ListedWord.objects.select_for_update().filter(pk=word.pk).first()
    if before is None:
        word.added_by = user
    word.full_clean()
    _write([(before, word)], user=user)
    return word


@transaction.atomic
def import_words(rows: Iterable[Mapping[str, Any]], *, user: User) -> WordsResult:
    """Add words and bring those on the list to what the rows say, all or none.

    A row holds all of :data:`FIELDS`; a word that no row names stays as it is. Raises
    ``PermissionDenied`` for anybody outside the secrecy bureau, and ``ValidationError`` when a
    row is not good.
    """
    require_keeper(user)
    result, pairs = _sorted_in(rows, ListedWord.objects.select_for_update())
    for before, after in pairs:
        after.added_by_id = before.added_by_id if before else user.pk
        after.clean_fields(exclude=("added_by",))
        after.clean()
    for start in range(0, len(pairs), BATCH):
        _write(pairs[start : start + BATCH], user=user)
    return result


def preview(rows: Iterable[Mapping[str, Any]]) -> WordsResult:
    """Return what an import of these rows would do now."""
    return _sorted_in(rows, ListedWord.objects.all())[0]


def _sorted_in(
    rows: Iterable[Mapping[str, Any]], words: QuerySet[ListedWord]
) -> tuple[WordsResult, list[tuple[ListedWord | None, ListedWord]]]:
    """Return the words by what happens to them, and those to be stored, before and after."""
    known = {word.word: word for word in words}
    result, pairs = WordsResult(), []
    for row in rows:
        before = known.get(row["word"])
        after = ListedWord(pk=before.pk if before else None, **row)
        if before and _values(before) == _values(after):
            result.unchanged.append(after.word)
            continue
        (result.changed if before else result.new).append(after.word)
        pairs.append((before, after))
    return result, pairs


def _write(pairs: list[tuple[ListedWord | None, ListedWord]], *, user: User) -> None:
    """Store words, with one row in the ledger whose number names the new state of the list."""
    changes = [
        {"before": _values(before) if before else None, "after": _values(after)}
        for before, after in pairs
    ]
    entry = record(LedgerAction.WORDS_CHANGED, user=user, changes=changes)
    for _before, word in pairs:
        word.changed_in = entry.number
        word.save()


def _values(word: ListedWord) -> dict[str, Any]:
    return {name: getattr(word, name) for name in FIELDS}
