"""Adding to the ledger."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from tests.factories import make_column, make_home, make_item, make_person
from tests.workflows.ledger.tampering import lift_guard
from workflows.enums import LedgerAction
from workflows.ledger.chain import GENESIS, hash_of
from workflows.ledger.record import record
from workflows.ledger.verify import verify
from workflows.models import LedgerEntry


def test_the_first_row_follows_nothing(db):
    assert record(LedgerAction.SEEN).previous_hash == GENESIS


def test_rows_are_numbered_without_gaps(db):
    assert [record(LedgerAction.SEEN).number for _ in range(3)] == [1, 2, 3]


def test_a_row_holds_the_hash_of_the_row_before(db):
    first, second = record(LedgerAction.SEEN), record(LedgerAction.SEEN)
    assert second.previous_hash == first.hash


def test_a_row_read_from_the_database_has_the_same_hash(db):
    entry = record(LedgerAction.SEEN, user=make_person(), amount=1.5, words=["b", "a"], at=None)
    assert hash_of(LedgerEntry.objects.get(pk=entry.pk)) == entry.hash


def test_the_unit_follows_from_the_place_of_the_page(db):
    home = make_home()
    page = make_item(make_column(home))
    assert record(LedgerAction.SEEN, page=page).unit_code == home.slug


def test_the_name_of_the_person_is_kept_as_it_was(db):
    person = make_person(full_name="Li Ming")
    entry = record(LedgerAction.SEEN, user=person)
    person.full_name = "Somebody Else"
    person.save()
    assert LedgerEntry.objects.get(pk=entry.pk).actor_name == "Li Ming"


def test_what_the_system_does_names_nobody(db):
    entry = record(LedgerAction.EXPIRED)
    assert (entry.actor_id, entry.actor_name) == (None, "")


def test_nothing_stays_of_what_is_rolled_back(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(LedgerAction.SEEN)
        raise ZeroDivisionError
    assert not LedgerEntry.objects.exists()


def test_outside_a_transaction_nothing_is_recorded(monkeypatch):
    monkeypatch.setattr("workflows.ledger.record.connection", Mock(in_atomic_block=False))
    with pytest.raises(TransactionManagementError):
        record(LedgerAction.SEEN)


@pytest.fixture
def committed_ledger(django_db_setup, django_db_blocker):
    """A ledger that other connections write to, empty again afterwards."""
    with django_db_blocker.unblock():
        yield
        with transaction.atomic():
            lift_guard()
            LedgerEntry.objects.all().delete()


@pytest.mark.postgres
def test_appends_at_once_make_one_chain(committed_ledger):
    def append(_number):
        try:
            for _ in range(10):
                with transaction.atomic():
                    record(LedgerAction.SEEN)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(append, range(4)))

    assert (LedgerEntry.objects.count(), verify()) == (40, [])
