"""Receivers that keep the guard in the database in step with its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver

from workflows.gate.triggers import parts, sqlite

APP = "workflows"


@receiver(connection_created)
def answer_triggers(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let the triggers of SQLite ask the connection for the certificate that is named."""
    if connection.vendor == "sqlite":
        sqlite.connect(connection)


@receiver(pre_migrate)
def make_way(
    sender: AppConfig, using: str, plan: Sequence[Any] | None = None, **kwargs: Any
) -> None:
    """Remove the guard before tables change: SQLite rewrites them, and migrations live rows.

    Where there is nothing to migrate the guard stands all the while.
    """
    if sender.label == APP and plan:
        parts.drop(connections[using])


@receiver(post_migrate)
def stand_guard(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make what should stand, for the tables there are now."""
    if sender.label == APP:
        parts.install(connections[using])
