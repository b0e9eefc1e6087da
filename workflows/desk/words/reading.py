"""Lists of words that people bring as CSV or XLSX files, checked line by line."""

from __future__ import annotations

import csv
import io
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from units.tables import ImportRefused, LineError, Row, Table, clean_cells, read_table
from workflows.desk.words.actions import FIELDS
from workflows.models import ListedWord

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
LARGEST_UNPACKED = 30 * MEGABYTE
MOST_WORDS = 5_000

REQUIRED = FIELDS[:3]
OPTIONAL = FIELDS[3:]
ZIP_MARK = b"PK\x03\x04"


def read_words(data: bytes) -> list[dict[str, Any]]:
    """Return the rows of a file, each with all fields of a word.

    The first line names the columns by key, as the export does, or as the screens call them; so
    do the cells of classes and severities. Raises ``ImportRefused`` with everything that is wrong,
    by line.
    """
    if len(data) > LARGEST_FILE:
        reason = _("The file is larger than %(size)d MB.") % {"size": LARGEST_FILE // MEGABYTE}
        raise ImportRefused([LineError(1, "", reason)])
    written = _as_csv(data) if data.startswith(ZIP_MARK) else data
    table = read_table(written, required=REQUIRED, optional=OPTIONAL, labels=_labels())
    rows, errors = _cleaned(table)
    if errors:
        raise ImportRefused(errors)
    return rows


def _cleaned(table: Table) -> tuple[list[dict[str, Any]], list[LineError]]:
    errors, rows = list(table.errors), []
    first_lines: dict[str, int] = {}
    for row in table.rows[:MOST_WORDS]:
        faults: list[LineError] = []
        word = _word(row, table.columns, faults)
        if first := first_lines.get(word.word):
            reason = _("The word stands in line %(line)d already.") % {"line": first}
            faults.append(LineError(row.line, "word", reason))
        first_lines.setdefault(word.word, row.line)
        errors.extend(faults)
        rows.append({name: getattr(word, name) for name in FIELDS})
    if len(table.rows) > MOST_WORDS:
        reason = _("A file may hold %(count)d words at most.") % {"count": MOST_WORDS}
        errors.append(LineError(table.rows[MOST_WORDS].line, "", reason))
    return rows, errors


def _word(row: Row, columns: tuple[str, ...], faults: list[LineError]) -> ListedWord:
    """Return the word of a line, as far as the line is good."""
    cells = {name: _value(name, text) for name, text in row.cells.items()}
    word = ListedWord(**clean_cells(ListedWord, Row(row.line, cells), columns, faults))
    try:
        word.clean()
    except ValidationError as error:
        if word.word:
            faults.append(LineError(row.line, "word", " ".join(error.messages)))
    return word


def _labels() -> dict[str, str]:
    """Return what the screens call the columns, in the language of the reader."""
    called = {name: str(_field(name).verbose_name) for name in FIELDS}
    plain = {label: name for name, label in called.items()}
    return plain | {capfirst(label): name for label, name in plain.items()}


def _value(name: str, text: str) -> str:
    """Return the key of a choice that a cell names by its label, else the cell as it is."""
    labels = {str(label): str(value) for value, label in _field(name).choices or ()}
    return labels.get(text, text)


def _field(name: str) -> Field[Any, Any]:
    found: Any = ListedWord._meta.get_field(name)
    return found


def _as_csv(data: bytes) -> bytes:
    """Return the first sheet of a workbook as a CSV file, line by line as it stands there."""
    broken = ImportRefused([LineError(1, "", _("The file is no workbook that can be read."))])
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise broken
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise broken from error
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    for cells in book.worksheets[0].iter_rows(values_only=True, max_row=MOST_WORDS + 2):
        writer.writerow([_cell(cell) for cell in cells])
    book.close()
    return written.getvalue().encode()


def _cell(value: object) -> str:
    """Return a cell on one line: lines are counted by rows."""
    return "" if value is None else " ".join(str(value).split())
