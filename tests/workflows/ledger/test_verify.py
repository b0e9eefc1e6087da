"""What is found when somebody has changed the ledger behind its back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from tests.factories import make_person
from tests.workflows.ledger.tampering import lift_guard
from workflows.enums import LedgerAction
from workflows.ledger import verify as verifying
from workflows.ledger.chain import HASHED_FIELDS, hash_of
from workflows.ledger.record import record
from workflows.ledger.verify import Fault, FaultKind, verify
from workflows.models import LedgerEntry

ROWS = 5


@pytest.fixture
def ledger(db):
    """A ledger of five rows that somebody may tamper with."""
    lift_guard()
    person = make_person(full_name="Li Ming")
    for position in range(ROWS):
        record(LedgerAction.SEEN, user=person, digest="a" * 64, position=position)


def rewrite(number, /, **values):
    """Change a row the way somebody does who may write to the database."""
    LedgerEntry.objects.filter(number=number).update(**values)


def rehash(number):
    """Give a row the hash of what it says now."""
    entry = LedgerEntry.objects.get(number=number)
    rewrite(number, hash=hash_of(entry))


def kinds():
    return {(fault.kind, fault.number) for fault in verify()}


def test_an_untouched_ledger_is_whole(ledger):
    assert verify() == []


def test_an_empty_ledger_is_whole(db):
    assert verify() == []


def changes(entry):
    """Return another value for every field of a row."""
    return {
        "number": 90,
        "at": entry.at + timedelta(microseconds=1),
        "action": LedgerAction.APPROVED,
        "actor_id": make_person().pk,
        "actor_name": "Wang Fang",
        "unit_code": "other",
        "page_id": 7,
        "page_title": "Another title",
        "submission_id": 7,
        "digest": "b" * 64,
        "details": {"position": 99},
        "previous_hash": "c" * 64,
        "hash": "d" * 64,
    }


def test_every_field_of_a_row_is_tried(db):
    stored = {field.attname for field in LedgerEntry._meta.concrete_fields} - {"id"}
    assert stored == {*HASHED_FIELDS, "hash"}


@pytest.mark.parametrize("name", [*HASHED_FIELDS, "hash"])
def test_a_changed_field_is_found(ledger, name):
    entry = LedgerEntry.objects.get(number=ROWS)
    rewrite(ROWS, **{name: changes(entry)[name]})
    assert any(fault.kind is FaultKind.CHANGED for fault in verify())


def test_a_changed_row_is_named(ledger):
    rewrite(3, page_title="Another title")
    assert kinds() == {(FaultKind.CHANGED, 3)}


def test_a_changed_row_with_its_hash_made_anew_is_found_at_the_next(ledger):
    rewrite(3, page_title="Another title")
    rehash(3)
    assert kinds() == {(FaultKind.UNLINKED, 4)}


def test_a_removed_first_row_is_found(ledger):
    LedgerEntry.objects.filter(number=1).delete()
    assert Fault(FaultKind.MISSING, 1, 1) in verify()


def test_removed_middle_rows_are_found(ledger):
    LedgerEntry.objects.filter(number__in=(2, 3)).delete()
    assert Fault(FaultKind.MISSING, 2, 3) in verify()


def test_a_removed_row_is_found_when_the_others_close_up(ledger):
    LedgerEntry.objects.filter(number=3).delete()
    for number in (4, 5):
        rewrite(number, number=F("number") - 1)
    assert (FaultKind.UNLINKED, 3) in kinds()


def test_exchanged_rows_are_found(ledger):
    rewrite(2, number=90)
    rewrite(3, number=2)
    rewrite(90, number=3)
    assert kinds() >= {(FaultKind.UNLINKED, 2), (FaultKind.UNLINKED, 3)}


def test_an_inserted_row_is_found(ledger):
    for number in (5, 4, 3):
        rewrite(number, number=F("number") + 1)
    forged = LedgerEntry.objects.get(number=2)
    forged.pk, forged.number, forged.previous_hash = None, 3, forged.hash
    forged.hash = hash_of(forged)
    forged.save(force_insert=True)
    assert (FaultKind.UNLINKED, 4) in kinds()


def test_faults_are_found_across_batches(ledger, monkeypatch):
    monkeypatch.setattr(verifying, "BATCH", 2)
    rewrite(4, page_title="Another title")
    assert kinds() == {(FaultKind.CHANGED, 4)}


def test_progress_is_told_after_each_batch(ledger, monkeypatch):
    monkeypatch.setattr(verifying, "BATCH", 2)
    told = []
    verify(progress=told.append)
    assert told == [2, 4, 5]


def test_the_number_of_queries_follows_from_the_batches(ledger, django_assert_num_queries):
    with django_assert_num_queries(2):
        verify()


def run(*arguments):
    """Return what the command wrote about faults."""
    errors = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify_ledger", *arguments, stdout=StringIO(), stderr=errors)
    assert refused.value.returncode == 1
    return errors.getvalue()


def test_the_command_is_content_with_a_whole_ledger(ledger):
    call_command("verify_ledger", stdout=StringIO(), stderr=StringIO())


def test_the_command_names_the_row(ledger):
    rewrite(3, page_title="Another title")
    assert str(Fault(FaultKind.CHANGED, 3)) in run()


def test_the_command_refuses_a_file_that_is_not_there(ledger, tmp_path):
    run("--against", str(tmp_path / "absent.jsonl"))
