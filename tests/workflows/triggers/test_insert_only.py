"""What was decided and recorded stays as it is, whoever asks the database."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import make_person
from tests.workflows.triggers.scene import certify, execute, make_article, make_place, refused
from workflows.enums import LedgerAction
from workflows.gate.certificates import revoke
from workflows.gate.triggers.guarded import insert_only_tables
from workflows.models import LedgerEntry

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


TABLES = [name for name in insert_only_tables() if name.startswith("workflows_")]


@pytest.fixture
def rows():
    """A row in each of the tables."""
    certificate = certify(make_article(make_place(), is_live=False))
    revoke(certificate, person=make_person(), reason="Wrong")
    LedgerEntry.objects.create(
        number=1_000_000, at=timezone.now(), action=LedgerAction.SEEN, previous_hash="", hash=""
    )


@pytest.mark.parametrize("table", TABLES)
def test_row_is_never_changed(rows, table):
    with refused():
        execute(f"UPDATE {table} SET id = id")


@pytest.mark.parametrize("table", TABLES)
def test_row_is_never_deleted(rows, table):
    with refused():
        execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_row_is_not_replaced(rows, table):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces rows")

    with refused():
        execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
def test_owner_may_empty_the_tables_of_a_test_database(rows, table):
    with transaction.atomic():
        connection.check_constraints()
        execute(f"TRUNCATE {table} CASCADE")
        transaction.set_rollback(True)
