"""Which dialect the database speaks."""

from __future__ import annotations

from functools import cache

from django.db import connection

from search.finding.conditions import Dialect
from search.finding.postgresql import PostgresqlDialect
from search.finding.sqlite import SqliteDialect

_DIALECTS: dict[str, type[Dialect]] = {"sqlite": SqliteDialect, "postgresql": PostgresqlDialect}


@cache
def dialect() -> Dialect:
    """Return the dialect of the default database."""
    return _DIALECTS[connection.vendor]()
