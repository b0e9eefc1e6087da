"""The guard is installed with the tables, stands again when it was changed, and is compared."""

import sqlite3

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate
from django.test.utils import CaptureQueriesContext

from tests.workflows.triggers.scene import execute
from workflows.gate.triggers import checks, parts, postgresql, sqlite
from workflows.models import Certificate

pytestmark = pytest.mark.django_db

FEW = 8


@pytest.fixture
def on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("runs with SQLite as its database")


def migrate_signal(signal, plan=()):
    config = apps.get_app_config("workflows")
    signal.send(sender=config, app_config=config, using="default", plan=list(plan))


def drop_one():
    """Remove one trigger of those that guard the page table."""
    if connection.vendor == "sqlite":
        execute("DROP TRIGGER batong_guard_update")
    else:
        execute("DROP TRIGGER batong_guard ON wagtailcore_page")


def test_database_of_the_tests_is_guarded():
    assert parts.differences(connection) == []


def test_installing_again_changes_nothing():
    with CaptureQueriesContext(connection) as asked:
        parts.install(connection)

    assert len(asked) <= FEW
    assert not [q for q in asked if q["sql"].startswith(("CREATE", "DROP"))]


def test_missing_trigger_is_found_and_made_again():
    drop_one()
    assert len(parts.differences(connection)) == 1

    parts.install(connection)

    assert parts.differences(connection) == []


def test_nothing_is_left_after_dropping():
    parts.drop(connection)

    assert not parts.engine_of(connection).installed(connection)


def test_missing_trigger_is_a_warning_of_the_database_check():
    drop_one()

    assert [message.id for message in checks.check_guard(["default"])] == ["workflows.W101"]


def test_database_that_is_not_asked_about_is_not_looked_at():
    drop_one()

    assert checks.check_guard(None) == []


def test_command_fails_where_something_is_missing(capsys):
    drop_one()

    with pytest.raises(CommandError):
        call_command("check_gate")

    assert "missing: trigger batong_guard" in capsys.readouterr().out


def test_command_says_that_all_is_well(capsys):
    call_command("check_gate")

    assert capsys.readouterr().out


def test_guard_makes_way_for_migrations():
    migrate_signal(pre_migrate, plan=["a migration"])

    assert not parts.engine_of(connection).installed(connection)


def test_guard_stands_where_there_is_nothing_to_migrate():
    migrate_signal(pre_migrate)

    assert parts.differences(connection) == []


def test_guard_stands_again_after_migrations():
    parts.drop(connection)

    migrate_signal(post_migrate)

    assert parts.differences(connection) == []


def test_nothing_is_expected_before_the_tables_are_there(monkeypatch):
    names = connection.introspection.table_names()
    names.remove(Certificate._meta.db_table)
    monkeypatch.setattr(connection.introspection, "table_names", lambda *args: names)

    assert not parts.engine_of(connection).expected(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE wagtailcore_page DISABLE TRIGGER batong_guard",
        "ALTER TABLE wagtailcore_page ENABLE REPLICA TRIGGER batong_guard",
        "CREATE OR REPLACE TRIGGER batong_guard BEFORE INSERT ON wagtailcore_page"
        " FOR EACH ROW EXECUTE FUNCTION batong_guard_page()",
        "CREATE OR REPLACE TRIGGER batong_guard BEFORE INSERT OR UPDATE ON wagtailcore_page"
        " FOR EACH ROW WHEN (false) EXECUTE FUNCTION batong_guard_page()",
        "CREATE OR REPLACE TRIGGER batong_guard BEFORE INSERT OR UPDATE OF slug ON wagtailcore_page"
        " FOR EACH ROW EXECUTE FUNCTION batong_guard_page()",
        "CREATE OR REPLACE TRIGGER batong_guard_page_ptr_id BEFORE INSERT OR DELETE OR UPDATE ON"
        " content_articlepage FOR EACH ROW EXECUTE FUNCTION batong_guard_child('picture_id')",
        "CREATE OR REPLACE FUNCTION batong_guard_page() RETURNS trigger LANGUAGE plpgsql"
        " SET search_path = pg_catalog, pg_temp AS 'BEGIN RETURN NEW; END'",
        "ALTER FUNCTION batong_guard_page() RESET search_path",
        "ALTER FUNCTION batong_guard_child() SECURITY DEFINER",
        "CREATE FUNCTION batong_extra() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TRIGGER batong_extra BEFORE UPDATE ON units_unit"
        " FOR EACH ROW EXECUTE FUNCTION batong_refuse_change()",
    ],
)
@pytest.mark.postgres
def test_change_of_what_is_installed_is_found_and_undone(statement):
    execute(statement)
    assert len(parts.differences(connection)) == 1

    parts.install(connection)

    assert parts.differences(connection) == []


@pytest.mark.postgres
def test_functions_do_not_differ_by_what_is_expected_of_them():
    wanted = postgresql.expected(connection)

    assert set(wanted) == set(postgresql.installed(connection))


def test_changed_trigger_is_found_and_undone(on_sqlite):
    execute("DROP TRIGGER batong_guard_update")
    execute(
        "CREATE TRIGGER batong_guard_update AFTER UPDATE ON wagtailcore_page BEGIN SELECT 1; END"
    )
    assert parts.differences(connection) == ["different: trigger batong_guard_update"]

    parts.install(connection)

    assert parts.differences(connection) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wagtailcore_page SET title = 'x'",
        "UPDATE wagtailcore_page SET numchild = 1",
        "INSERT INTO wagtailcore_page DEFAULT VALUES",
    ],
)
def test_foreign_client_writes_no_pages(on_sqlite, statement):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        tables = [sql for (sql,) in cursor.fetchall() if "VIRTUAL" not in sql and "_fts" not in sql]
    with sqlite3.connect(":memory:") as foreign:
        for sql in [*tables, *sqlite.expected(connection).values()]:
            foreign.execute(sql)

        with pytest.raises(sqlite3.OperationalError, match="batong_certificate"):
            foreign.execute(statement)
