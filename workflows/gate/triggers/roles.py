"""What the web role may do on PostgreSQL: read and write rows, and no more.

The owner of the tables migrates, and gives the rights. The web role owns nothing, adds to what is
only added to, and inserts certificates through the functions alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from workflows.gate.triggers import guarded
from workflows.gate.triggers.postgresql import Function, installed, schema_of
from workflows.gate.triggers.sources import quote
from workflows.models import Certificate

Rights = frozenset[str]
_Values = Sequence[str | bool | list[str]]

READ: Rights = frozenset({"SELECT"})
ADD: Rights = READ | {"INSERT"}
WRITE: Rights = ADD | {"UPDATE", "DELETE"}
ALL_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
# Those that may be given for single columns as well.
_OF_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


def web_role() -> str:
    """Return the role that the web tier and the worker connect as; empty where there is none."""
    return str(settings.BATONG_WEB_ROLE)


def rights_on(table: str) -> Rights:
    """Return what the web role may do with a table."""
    if table in (Certificate._meta.db_table, MigrationRecorder.Migration._meta.db_table):
        return READ
    return ADD if table in guarded.insert_only_tables() else WRITE


def grant(connection: BaseDatabaseWrapper) -> None:
    """Give the web role its rights and take from it all others, where they differ.

    Run by the owner of the tables. Raises ``ImproperlyConfigured`` when the role does not exist.
    """
    role = web_role()
    if not role or not faults(connection):
        return
    if not _exists(connection, role):
        raise ImproperlyConfigured(
            f"The role {role} does not exist. Make it with deploy/postgresql/roles.sh, or name the "
            "role of the web tier in BATONG_WEB_ROLE."
        )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in _grants(connection, role):
            cursor.execute(statement)


def _grants(connection: BaseDatabaseWrapper, role: str) -> Iterable[str]:
    to, schema = quote(role), quote(schema_of(connection))
    tables = _own(connection, "r")
    every = _names(schema, tables)
    yield f"REVOKE ALL ON {every} FROM PUBLIC, {to}"
    for rights in (READ, ADD, WRITE):
        names = [table for table in tables if rights_on(table) == rights]
        yield f"GRANT {', '.join(sorted(rights))} ON {_names(schema, names)} TO {to}"
    if sequences := _own(connection, "S"):
        yield f"GRANT USAGE, SELECT ON SEQUENCE {_names(schema, sequences)} TO {to}"
    for function in _issuers(connection):
        called = f"FUNCTION {schema}.{quote(function.name)}({function.arguments})"
        yield f"REVOKE ALL ON {called} FROM PUBLIC"
        yield f"GRANT EXECUTE ON {called} TO {to}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {to}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {to}"


def _names(schema: str, tables: Iterable[str]) -> str:
    return ", ".join(f"{schema}.{quote(table)}" for table in tables)


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Say what the web role may do and should not, or should and may not.

    Nothing is said where no role is named: whether one must be is another check's question.
    """
    role = web_role()
    issuers = _issuers(connection)
    if not role or not issuers:
        return []
    if not _exists(connection, role):
        return [f"role {role}: does not exist"]
    lines = [f"role {role}: {what}" for what in _powers(connection, role)]
    for table, held in _rights_held(connection, role).items():
        wanted = rights_on(table)
        lines += [f"role {role}: may {right} {table}" for right in sorted(held - wanted)]
        lines += [f"role {role}: may not {right} {table}" for right in sorted(wanted - held)]
    return lines + [
        f"role {role}: may not call {function.name}"
        for function in issuers
        if not _may_call(connection, role, function)
    ]


def owners(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """Return the roles that own tables of the install and whose rights this role has as well."""
    return _column(
        connection,
        "SELECT DISTINCT pg_get_userbyid(c.relowner) FROM pg_class c"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')"
        " AND pg_has_role(%s, c.relowner, 'MEMBER')",
        [role],
    )


def _powers(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    found = [f"has the rights of the owner {owner}" for owner in owners(connection, role)]
    is_super, may_create = _row(
        connection,
        "SELECT r.rolsuper, has_schema_privilege(r.oid, current_schema(), 'CREATE')"
        " FROM pg_roles r WHERE r.rolname = %s",
        [role],
    )
    if is_super:
        found.append("is a superuser")
    if may_create:
        found.append("may create objects in the schema")
    return found


def _rights_held(connection: BaseDatabaseWrapper, role: str) -> dict[str, Rights]:
    """Return what the role may do with each table, by whatever way the right came to it."""
    held: dict[str, set[str]] = {table: set() for table in _own(connection, "r", any_owner=True)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, wanted.name FROM pg_class c, unnest(%s::text[]) AS wanted (name)"
            " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
            " AND (has_table_privilege(%s, c.oid, wanted.name) OR (wanted.name = ANY (%s::text[])"
            " AND has_any_column_privilege(%s, c.oid, wanted.name)))",
            [list(ALL_RIGHTS), role, list(_OF_COLUMNS), role],
        )
        for table, right in cursor.fetchall():
            held[table].add(right)
    return {table: frozenset(rights) for table, rights in held.items()}


def _own(connection: BaseDatabaseWrapper, kind: str, *, any_owner: bool = False) -> list[str]:
    """Return the tables (``r``) or sequences (``S``) that the connected role owns."""
    kinds = ["r", "p"] if kind == "r" else [kind]
    return _column(
        connection,
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace"
        " AND c.relkind::text = ANY (%s) AND (%s OR pg_has_role(c.relowner, 'USAGE'))"
        " ORDER BY c.relname",
        [kinds, any_owner],
    )


def _issuers(connection: BaseDatabaseWrapper) -> list[Function]:
    return [p for p in installed(connection) if isinstance(p, Function) and p.is_definer]


def _may_call(connection: BaseDatabaseWrapper, role: str, function: Function) -> bool:
    schema = quote(schema_of(connection))
    types = ", ".join(argument.split(" ", 1)[1] for argument in function.arguments.split(", "))
    called = f"{schema}.{quote(function.name)}({types})"
    sql = "SELECT has_function_privilege(%s, %s, 'EXECUTE')"
    return bool(_row(connection, sql, [role, called])[0])


def _exists(connection: BaseDatabaseWrapper, role: str) -> bool:
    return bool(_column(connection, "SELECT rolname FROM pg_roles WHERE rolname = %s", [role]))


def _column(connection: BaseDatabaseWrapper, sql: str, values: _Values) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def _row(connection: BaseDatabaseWrapper, sql: str, values: _Values) -> tuple[bool, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())
