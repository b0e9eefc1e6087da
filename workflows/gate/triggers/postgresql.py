"""The guard on PostgreSQL: what should stand in the database, what does, and how it gets there.

Every name in the functions is written with its schema and every function that a session calls pins
its search path: nobody can put tables or operators of their own in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from workflows.gate.made_up import fixtures_are_allowed
from workflows.gate.triggers import guarded
from workflows.gate.triggers.sources import TABLES, quote, source, text

# Bits of pg_trigger.tgtype, the events in the order in which PostgreSQL writes them.
ROW, BEFORE = 1, 2
EVENTS = {4: "INSERT", 8: "DELETE", 16: "UPDATE", 32: "TRUNCATE"}
INSERT, DELETE, UPDATE, TRUNCATE = EVENTS

PINNED_PATH = "search_path=pg_catalog, pg_temp"
ENABLED = "O"


@dataclass(frozen=True, order=True, slots=True)
class Function:
    """A function as the catalogue describes it; with ``is_definer`` it runs as the owner."""

    name: str
    arguments: str
    result: str
    source: str
    is_definer: bool = False
    settings: str = PINNED_PATH

    def create(self, schema: str) -> str:
        """Return the statement that makes the function, or puts it in the place of another."""
        security = "DEFINER" if self.is_definer else "INVOKER"
        path = "SET search_path = pg_catalog, pg_temp" if self.settings else ""
        return (
            f"CREATE OR REPLACE FUNCTION {quote(schema)}.{quote(self.name)}({self.arguments}) "
            f"RETURNS {self.result} LANGUAGE plpgsql SECURITY {security} {path} "
            f"AS $batong${self.source}$batong$"
        )

    def drop(self, schema: str) -> str:
        """Return the statement that removes the function, and every trigger that calls it."""
        return (
            f"DROP FUNCTION IF EXISTS {quote(schema)}.{quote(self.name)}({self.arguments}) CASCADE"
        )

    def __str__(self) -> str:
        return f"function {self.name}({self.arguments})"


@dataclass(frozen=True, order=True, slots=True)
class Trigger:
    """A trigger as the catalogue describes it: ``kind`` holds the bits of its events."""

    table: str
    name: str
    function: str
    kind: int
    arguments: tuple[str, ...] = ()
    state: str = ENABLED
    is_conditional: bool = False

    def create(self, schema: str) -> str:
        """Return the statement that makes the trigger, or puts it in the place of another."""
        events = " OR ".join(name for bit, name in EVENTS.items() if self.kind & bit)
        each = "ROW" if self.kind & ROW else "STATEMENT"
        arguments = ", ".join(text(argument) for argument in self.arguments)
        return (
            f"CREATE OR REPLACE TRIGGER {quote(self.name)} BEFORE {events} "
            f"ON {quote(schema)}.{quote(self.table)} FOR EACH {each} "
            f"EXECUTE FUNCTION {quote(schema)}.{quote(self.function)}({arguments})"
        )

    def drop(self, schema: str) -> str:
        """Return the statement that removes the trigger."""
        return f"DROP TRIGGER IF EXISTS {quote(self.name)} ON {quote(schema)}.{quote(self.table)}"

    def __str__(self) -> str:
        return f"trigger {self.name} on {self.table}"


Part = Function | Trigger

_TEXTS = "p_key text, p_reason text, p_issued_by bigint"
_SIGNATURES = {
    "batong_unit_of": ("unit_of", "p_path text, p_type integer, p_slug text", "bigint"),
    "batong_covers": (
        "covers",
        "p_page bigint, p_path text, p_type integer, p_slug text, p_revision bigint, "
        "p_asks_revision boolean",
        "boolean",
    ),
    "batong_page_of": ("page_of", "p_row jsonb, p_arguments text[]", "bigint"),
}
_TRIGGER_FUNCTIONS = ("guard_page", "guard_child", "refuse_change", "refuse_truncate")
_ISSUERS = {
    "issue_content": (
        f"{_TEXTS}, p_submission bigint, p_revision bigint, "
        "p_issued_at timestamp with time zone, p_code text, p_signature text",
        "bigint",
    ),
    "issue_structure": (
        f"{_TEXTS}, p_blueprint text, p_version integer, p_units bigint[], p_codes text[], "
        "p_signatures text[]",
        "TABLE(certificate_id bigint, certificate_unit bigint, "
        "certificate_time timestamp with time zone)",
    ),
    "issue_fixture": (f"{_TEXTS}, p_issued_at timestamp with time zone", "bigint"),
}


def issuers(schema: str) -> list[Function]:
    """Return the functions that alone insert certificates for the web role."""
    names = [name for name in _ISSUERS if name != "issue_fixture" or fixtures_are_allowed()]
    return [
        Function(f"batong_{name}", *_ISSUERS[name], source(name, schema=schema), is_definer=True)
        for name in names
    ]


def expected(connection: BaseDatabaseWrapper) -> list[Part]:
    """Return what should stand in the database, functions first.

    Nothing is expected before all tables that the functions read are there.
    """
    tables = set(connection.introspection.table_names())
    if not {model._meta.db_table for model in TABLES.values()} <= tables:
        return []
    schema = schema_of(connection)
    asked = [
        Function(name, arguments, result, source(file, schema=schema), settings="")
        for name, (file, arguments, result) in _SIGNATURES.items()
    ]
    called = [
        Function(f"batong_{name}", "", "trigger", source(name, schema=schema))
        for name in _TRIGGER_FUNCTIONS
    ]
    triggers = [trigger for trigger in _triggers() if trigger.table in tables]
    return [*asked, *called, *issuers(schema), *triggers]


def _triggers() -> Iterator[Trigger]:
    kind = ROW | BEFORE | INSERT | UPDATE
    yield Trigger(guarded.PAGE_TABLE, "batong_guard", "batong_guard_page", kind)
    children = guarded.child_tables()
    for child in children:
        yield guard_of(child)
    for table in guarded.insert_only_tables():
        kind = ROW | BEFORE | UPDATE | DELETE
        yield Trigger(table, "batong_guard", "batong_refuse_change", kind)
    emptied = {guarded.PAGE_TABLE, *guarded.insert_only_tables(), *(c.table for c in children)}
    for table in sorted(emptied):
        yield Trigger(table, "batong_keep", "batong_refuse_truncate", BEFORE | TRUNCATE)


def guard_of(child: guarded.ChildTable) -> Trigger:
    """Return the trigger that guards one table whose rows hang on pages."""
    kind = ROW | BEFORE | INSERT | UPDATE | DELETE
    name = f"batong_guard_{child.column}"[:63]
    return Trigger(child.table, name, "batong_guard_child", kind, child.arguments)


def installed(connection: BaseDatabaseWrapper) -> list[Part]:
    """Return what stands in the database under the install's names, functions first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, pg_get_function_identity_arguments(p.oid),"
            " pg_get_function_result(p.oid), p.prosrc, p.prosecdef,"
            " COALESCE(array_to_string(p.proconfig, ';'), '')"
            " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            r" WHERE n.nspname = current_schema() AND p.proname LIKE 'batong\_%'"
        )
        functions = [Function(*row) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT c.relname, t.tgname, p.proname, t.tgtype, t.tgargs, t.tgenabled,"
            " t.tgqual IS NOT NULL OR t.tgattr <> ''"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
            r" AND t.tgname LIKE 'batong\_%'"
        )
        triggers = [
            Trigger(table, name, function, kind, _arguments(arguments), state, is_conditional)
            for table, name, function, kind, arguments, state, is_conditional in cursor.fetchall()
        ]
    return [*functions, *triggers]


def _arguments(stored: bytes | memoryview) -> tuple[str, ...]:
    """Return a trigger's arguments, each of which ends with a zero byte in the catalogue."""
    return tuple(part.decode() for part in bytes(stored).split(b"\0")[:-1])


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing or different, and remove what is no longer wanted, in one transaction.

    Costs two questions to the catalogue where everything stands already.
    """
    with transaction.atomic(using=connection.alias):
        wanted, found = expected(connection), installed(connection)
        kept = set(found) & set(wanted)
        if {_place(part) for part in found} - {_place(part) for part in wanted}:
            _run(connection, (part.drop(schema_of(connection)) for part in reversed(found)))
            kept = set()
        missing = [part for part in wanted if part not in kept]
        _run(connection, (part.create(schema_of(connection)) for part in missing))


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove everything, triggers before the functions they call."""
    with transaction.atomic(using=connection.alias):
        found = installed(connection)
        _run(connection, (part.drop(schema_of(connection)) for part in reversed(found)))


def _place(part: Part) -> tuple[str, ...]:
    """Return what tells a part from all others: another in its place replaces it."""
    if isinstance(part, Function):
        return ("function", part.name, part.arguments, part.result)
    return ("trigger", part.table, part.name)


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Say what is missing, different or not wanted; nothing when all is as it should be."""
    wanted, found = expected(connection), installed(connection)
    there, should = {_place(part) for part in found}, {_place(part) for part in wanted}
    lines = [f"missing: {part}" for part in wanted if _place(part) not in there]
    lines += [
        f"different: {part}" for part in wanted if _place(part) in there and part not in found
    ]
    return lines + [f"not wanted: {part}" for part in found if _place(part) not in should]


def schema_of(connection: BaseDatabaseWrapper) -> str:
    """Return the schema that holds the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    joined = ";\n".join(statements)
    if joined:
        with connection.cursor() as cursor:
            cursor.execute(joined)
