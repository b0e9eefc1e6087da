"""The states of the ledger that are kept outside the database."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.workflows.ledger.tampering import lift_guard
from workflows.enums import LedgerAction
from workflows.ledger.chain import GENESIS, hash_of
from workflows.ledger.record import record
from workflows.ledger.roots import (
    LedgerRoot,
    UnreadableRoots,
    export_path,
    export_root,
    read_roots,
)
from workflows.ledger.verify import Fault, FaultKind, verify
from workflows.models import LedgerEntry

MONDAY, TUESDAY = date(2025, 6, 2), date(2025, 6, 3)


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of this test's own for exported states."""
    settings.BATONG_LEDGER_EXPORT = str(tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def ledger(db, folder):
    """A ledger of three rows that somebody may tamper with."""
    lift_guard()
    return [record(LedgerAction.SEEN, position=position) for position in range(3)]


def test_the_state_is_that_of_the_last_row(ledger):
    root = export_root(MONDAY)
    assert (root.number, root.hash) == (3, ledger[-1].hash)


def test_the_state_is_signed(ledger):
    assert export_root(MONDAY).is_genuine


def test_the_state_of_an_empty_ledger_is_its_beginning(db, folder):
    root = export_root(MONDAY)
    assert (root.number, root.hash) == (0, GENESIS)


def test_an_export_is_recorded(ledger):
    export_root(MONDAY)
    entry = LedgerEntry.objects.last()
    assert (entry.action, entry.details["number"]) == (LedgerAction.ROOT_EXPORTED, 3)


def test_each_day_adds_a_line(ledger):
    roots = [export_root(MONDAY), export_root(TUESDAY)]
    assert read_roots(export_path()) == roots


def test_a_second_export_on_a_day_adds_nothing(ledger):
    first = export_root(MONDAY)
    assert (export_root(MONDAY), len(read_roots(export_path()))) == (first, 1)


def test_a_second_export_on_a_day_is_not_recorded(ledger):
    export_root(MONDAY)
    count = LedgerEntry.objects.count()
    export_root(MONDAY)
    assert LedgerEntry.objects.count() == count


def test_nothing_is_recorded_when_the_file_cannot_be_written(ledger, folder):
    folder.write_text("a file where the folder should be")
    with pytest.raises(CommandError):
        call_command("export_ledger_root", stdout=StringIO())
    assert LedgerEntry.objects.count() == 3


def test_a_file_of_something_else_is_refused(ledger, folder):
    folder.mkdir()
    export_path().write_text("no state\n")
    with pytest.raises(UnreadableRoots):
        export_root(MONDAY)


def test_the_command_prints_the_public_key(ledger):
    out = StringIO()
    call_command("export_ledger_root", "--public-key", stdout=out)
    assert len(out.getvalue().strip()) == 44


def test_a_ledger_that_grew_agrees_with_its_former_state(ledger):
    root = export_root(MONDAY)
    record(LedgerAction.SEEN)
    assert verify([root]) == []


def test_rows_cut_off_at_the_end_are_found(ledger):
    root = export_root(MONDAY)
    LedgerEntry.objects.filter(number__gte=2).delete()
    assert verify([root]) == [Fault(FaultKind.CUT_OFF, 2, 3)]


def test_a_ledger_written_anew_is_found(ledger):
    root = export_root(MONDAY)
    previous = GENESIS
    for entry in LedgerEntry.objects.order_by("number"):
        entry.previous_hash, entry.page_title = previous, "Another title"
        entry.hash = previous = hash_of(entry)
        entry.save()
    assert (verify(), verify([root])) == ([], [Fault(FaultKind.REWRITTEN, 3)])


def test_a_forged_state_is_found(ledger):
    root = export_root(MONDAY)
    forged = LedgerRoot(root.date, root.number, "a" * 64, root.signature)
    assert verify([forged]) == [Fault(FaultKind.FORGED_ROOT, 3)]


def test_the_command_compares_with_the_states_of_the_install(ledger):
    export_root(MONDAY)
    LedgerEntry.objects.filter(number__gte=2).delete()
    with pytest.raises(CommandError):
        call_command("verify_ledger", stdout=StringIO(), stderr=StringIO())


def test_the_command_compares_with_a_copy_kept_elsewhere(ledger, tmp_path):
    export_root(MONDAY)
    copy = export_path().rename(tmp_path / "copy.jsonl")
    LedgerEntry.objects.filter(number__gte=2).delete()
    with pytest.raises(CommandError):
        call_command("verify_ledger", "--against", str(copy), stdout=StringIO(), stderr=StringIO())


def test_a_line_is_readable_without_the_install(ledger):
    export_root(MONDAY)
    assert json.loads(export_path().read_text())["date"] == "2025-06-02"
