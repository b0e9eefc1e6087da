"""System checks: whether the database guards what it should, against whom it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from workflows.gate.triggers import guarded, parts, roles


@register("workflows")
def check_lists(**kwargs: Any) -> list[CheckMessage]:
    """Every list of a page lies in a table whose rows name their page: others have no guard."""
    return [
        Error(
            f"The rows of {field.name} do not name their page, so the database cannot guard them.",
            hint="Give the field a table of its own with a ParentalKey to the page.",
            obj=field.model,
            id="workflows.E101",
        )
        for field in guarded.shared_lists()
    ]


@register(Tags.database)
def check_guard(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What stands in the database is what the models and settings ask for.

    A warning and not an error: it is ``migrate``, which asks this first, that mends it.
    """
    return [
        Warning(
            f"The database does not guard what is public as it should: {difference}.",
            hint="Run migrate as the owner of the tables.",
            id="workflows.W101",
        )
        for alias in databases or ()
        for difference in parts.differences(connections[alias])
    ]


@register(Tags.database, deploy=True)
def check_role(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """On PostgreSQL the web tier connects as a role that owns nothing."""
    return [
        message
        for alias in databases or ()
        if connections[alias].vendor == "postgresql"
        for message in _role_faults(connections[alias])
    ]


def _role_faults(connection: BaseDatabaseWrapper) -> Iterator[CheckMessage]:
    if not roles.web_role():
        yield Error(
            "BATONG_WEB_ROLE does not name the role of the web tier.",
            hint="Make two roles with deploy/postgresql/roles.sh, and name the one of the web.",
            id="workflows.E102",
        )
        return
    connected = connection.settings_dict["USER"]
    if connected and connected != roles.web_role() and roles.owners(connection, connected):
        yield Warning(
            f"This process is connected as {connected}, which owns tables.",
            hint="Only migrate runs as the owner; everything else as the role of the web tier.",
            id="workflows.W102",
        )
