"""The guard on SQLite: triggers on the page table and on what is only added to.

SQLite knows no variables of a transaction: the triggers ask the function ``batong_certificate``,
which every connection of the install brings along. A client without it cannot write to the page
table at all. Tables that hang on pages are not guarded here.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from workflows.gate.marker import current
from workflows.gate.triggers import guarded
from workflows.gate.triggers.sources import TABLES, quote, source

SCHEMA = "main"
REFUSAL = "The page may not go live or change in public: no certificate covers it."
KEPT = "Rows of this table are only added, never changed or deleted."


def connect(connection: BaseDatabaseWrapper) -> None:
    """Give a new connection the function that the triggers ask.

    Without the pragma a row that ``INSERT OR REPLACE`` takes away would go past its trigger.
    """
    connection.connection.create_function("batong_certificate", 0, current)
    connection.connection.execute("PRAGMA recursive_triggers = ON")


def expected(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that should stand, by their names.

    Nothing is expected before all tables that they read are there.
    """
    tables = set(connection.introspection.table_names())
    if not {model._meta.db_table for model in TABLES.values()} <= tables:
        return {}
    return dict(_triggers())


def _triggers() -> Iterator[tuple[str, str]]:
    table = guarded.PAGE_TABLE
    yield _trigger("batong_guard_insert", "INSERT", table, "NEW.live", _refusal("true"))
    text = [column for column in guarded.guarded_page_columns() if column != "live_revision_id"]
    is_text_changed = _differ(text)
    is_revision_changed = f"(NEW.live_revision_id IS NOT NULL AND {_differ(['live_revision_id'])})"
    condition = f"NEW.live AND (NOT OLD.live OR {is_revision_changed} OR {is_text_changed})"
    refusal = _refusal(f"NOT OLD.live OR {is_text_changed}")
    yield _trigger("batong_guard_update", "UPDATE", table, condition, refusal)
    for name in guarded.insert_only_tables():
        for event in ("UPDATE", "DELETE"):
            refusal = f"SELECT RAISE(ABORT, '{KEPT}')"
            yield _trigger(f"batong_keep_{name}_{event.lower()}", event, name, "true", refusal)


def _trigger(name: str, event: str, table: str, condition: str, action: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {quote(name)} AFTER {event} ON {quote(table)} "
        f"FOR EACH ROW WHEN {condition} BEGIN {action}; END"
    )


def _refusal(asks_revision: str) -> str:
    covers = source("sqlite_covers", schema=SCHEMA, asks_revision=asks_revision)
    return f"SELECT RAISE(ABORT, '{REFUSAL}') WHERE NOT ({covers})"


def _differ(columns: list[str]) -> str:
    compared = (f"NEW.{quote(column)} IS NOT OLD.{quote(column)}" for column in columns)
    return f"({' OR '.join(compared)})"


def installed(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the triggers that stand in the database under the install's names."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            r" AND name LIKE 'batong\_%' ESCAPE '\'"
        )
        return dict(cursor.fetchall())


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing or different, and remove what is no longer wanted."""
    with transaction.atomic(using=connection.alias):
        wanted, found = expected(connection), installed(connection)
        for name in found:
            if found[name] != wanted.get(name):
                _run(connection, f"DROP TRIGGER {quote(name)}")
        for name, statement in wanted.items():
            if statement != found.get(name):
                _run(connection, statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger."""
    with transaction.atomic(using=connection.alias):
        for name in installed(connection):
            _run(connection, f"DROP TRIGGER {quote(name)}")


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Say what is missing, different or not wanted; nothing when all is as it should be."""
    wanted, found = expected(connection), installed(connection)
    lines = [f"missing: trigger {name}" for name in wanted if name not in found]
    lines += [
        f"different: trigger {name}"
        for name, statement in wanted.items()
        if found.get(name, statement) != statement
    ]
    return lines + [f"not wanted: trigger {name}" for name in found if name not in wanted]


def _run(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
