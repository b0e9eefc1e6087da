"""The SQL files of this package, filled in with names from the models and what the settings allow.

In the files ``@name`` stands for a table, written with its schema, or for a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from string import Template

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, Revision

from units.enums import PORTAL_CODE
from units.models import UNIT_PREFIX_LENGTH, Unit, UnitRoot
from workflows.enums import CertificateKind, Stage, SubmissionState, Verdict
from workflows.gate.made_up import fixtures_are_allowed
from workflows.gate.marker import SETTING
from workflows.gate.triggers import guarded
from workflows.models import Certificate, Decision, Revocation, Submission

_FOLDER = Path(__file__).parent / "sql"

# The tables that the functions read; without all of them nothing is installed.
TABLES: dict[str, type[models.Model]] = {
    "certificate": Certificate,
    "content_type": ContentType,
    "decision": Decision,
    "page": Page,
    "revision": Revision,
    "revocation": Revocation,
    "root": UnitRoot,
    "submission": Submission,
    "unit": Unit,
}


class SqlTemplate(Template):
    """A text with ``@name`` in it; PostgreSQL has a use of its own for dollars."""

    delimiter = "@"


def source(name: str, *, schema: str, **more: str) -> str:
    """Return the text of one SQL file for the tables of a schema; ``more`` adds to the names.

    Raises ``KeyError`` for a name that nothing stands for.
    """
    text = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return SqlTemplate(text).substitute({**_tables(schema), **_values(schema), **more})


def quote(name: str) -> str:
    """Write a name of a table or column so that it is taken literally."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Write a text as SQL does."""
    return "'" + value.replace("'", "''") + "'"


def _tables(schema: str) -> dict[str, str]:
    return {
        name: f"{quote(schema)}.{quote(model._meta.db_table)}" for name, model in TABLES.items()
    }


def _values(schema: str) -> dict[str, str]:
    return {
        "schema": quote(schema),
        "setting": SETTING,
        "kind_content": CertificateKind.CONTENT.value,
        "kind_structure": CertificateKind.STRUCTURE.value,
        "kind_fixture": CertificateKind.FIXTURE.value,
        "structure_types": _pairs(guarded.structure_types()),
        "home_types": _pairs(guarded.home_types()),
        "prefix_length": str(UNIT_PREFIX_LENGTH),
        "portal_code": PORTAL_CODE,
        "fixture_counts": "true" if fixtures_are_allowed() else "false",
        "open_states": _list((SubmissionState.IN_REVIEW, SubmissionState.CERTIFIED)),
        "approved": Verdict.APPROVED.value,
        "stages": _list(Stage),
        "stage_count": str(len(Stage)),
        "page_app": str(Page._meta.app_label),
        "page_model": str(Page._meta.model_name),
        "free_columns": f"ARRAY[{_list(guarded.FREE_COLUMNS)}]::text[]",
    }


def _list(values: Iterable[str]) -> str:
    return ", ".join(text(str(value)) for value in values)


def _pairs(types: Iterable[tuple[str, str]]) -> str:
    """Write types as SQL compares them; where there are none, a pair that no type has."""
    return ", ".join(f"({_list(pair)})" for pair in types) or "('', '')"
