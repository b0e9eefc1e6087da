"""The guard of a database, whichever engine it is."""

from __future__ import annotations

from types import ModuleType

from django.db.backends.base.base import BaseDatabaseWrapper

from workflows.gate.triggers import postgresql, roles, sqlite

_ENGINES: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


class UnguardedEngine(Exception):
    """An engine on which nothing would guard what is public."""


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what should stand in the database; repeated, it changes nothing.

    Raises ``UnguardedEngine`` for an engine that the install does not know to guard.
    """
    engine_of(connection).install(connection)
    if connection.vendor == "postgresql":
        roles.grant(connection)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Remove all that was installed, so that migrations may rewrite tables and live rows."""
    engine_of(connection).drop(connection)


def differences(connection: BaseDatabaseWrapper) -> list[str]:
    """Say what of the guard is missing, different or not wanted; nothing when all is well."""
    found: list[str] = engine_of(connection).differences(connection)
    if connection.vendor == "postgresql":
        found += roles.faults(connection)
    return found


def engine_of(connection: BaseDatabaseWrapper) -> ModuleType:
    """Return the module that guards this engine; raises ``UnguardedEngine`` for any other."""
    try:
        return _ENGINES[connection.vendor]
    except KeyError:
        raise UnguardedEngine(connection.vendor) from None
