"""Wagtail's own search in the database that the install has."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

_VENDORS = ("sqlite", "postgresql")


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the backend of the default database.

    Its module is imported by name, as each needs models that only its own database has. Raises
    ``ImproperlyConfigured`` for other databases and for an SQLite without full-text search.
    """
    if connection.vendor not in _VENDORS:
        raise ImproperlyConfigured(
            f"There is no search for {connection.vendor}: DATABASE_URL has to name PostgreSQL "
            "or SQLite."
        )
    try:
        module = import_module(f"search.backends.{connection.vendor}")
    except (ImportError, LookupError) as error:
        raise ImproperlyConfigured(
            "Wagtail's search has no tables for this database: SQLite needs its FTS5 extension."
        ) from error
    return module.SearchBackend(params)
