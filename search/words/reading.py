"""Synonyms that people bring as a CSV file, checked line by line."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from search.models import Synonym
from units.tables import ImportRefused, LineError, Row, clean_cells, read_table

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
MOST_SYNONYMS = 5_000

FIELDS = ("word", "equals", "is_two_way", "is_active")
REQUIRED = FIELDS[:2]
OPTIONAL = FIELDS[2:]


class SynonymFile(NamedTuple):
    """The columns of a file and its pairs, none of them stored yet."""

    columns: tuple[str, ...]
    synonyms: list[Synonym]


def read_synonyms(data: bytes) -> SynonymFile:
    """Return the pairs of a file.

    The first line names the columns by key, as the export does, or as the screens call them.
    Raises ``ImportRefused`` with everything that is wrong, by line.
    """
    if len(data) > LARGEST_FILE:
        reason = _("The file is larger than %(size)d MB.") % {"size": LARGEST_FILE // MEGABYTE}
        raise ImportRefused([LineError(1, "", reason)])
    table = read_table(data, required=REQUIRED, optional=OPTIONAL, labels=_labels())
    found, errors = [], list(table.errors)
    first_lines: dict[tuple[str, str], int] = {}
    for row in table.rows[:MOST_SYNONYMS]:
        synonym = _synonym(row, table.columns, errors)
        if first := first_lines.get(synonym.pair):
            reason = _("The pair stands in line %(line)d already.") % {"line": first}
            errors.append(LineError(row.line, "", reason))
        elif all(synonym.pair):
            first_lines[synonym.pair] = row.line
        found.append(synonym)
    if len(table.rows) > MOST_SYNONYMS:
        reason = _("A file may hold %(count)d pairs at most.") % {"count": MOST_SYNONYMS}
        errors.append(LineError(table.rows[MOST_SYNONYMS].line, "", reason))
    if errors:
        raise ImportRefused(errors)
    return SynonymFile(table.columns, found)


def _synonym(row: Row, columns: tuple[str, ...], errors: list[LineError]) -> Synonym:
    """Return the pair of a line, as far as the line is good."""
    values = clean_cells(Synonym, row, columns, errors)
    synonym = Synonym(**values)
    try:
        if values.keys() >= set(REQUIRED):
            synonym.clean()
    except ValidationError as error:
        for column, messages in error.message_dict.items():
            errors.append(LineError(row.line, column, " ".join(messages)))
    return synonym


def _labels() -> dict[str, str]:
    """Return what the screens call the columns, in the language of the reader."""
    plain = {str(_verbose_name(name)): name for name in FIELDS}
    return plain | {capfirst(label): name for label, name in plain.items()}


def _verbose_name(name: str) -> Any:
    return Synonym._meta.get_field(name).verbose_name  # type: ignore[union-attr]
