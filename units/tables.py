"""Tables that people bring as CSV files: reading them, and saying by line and column what is wrong.

A file is read whole before anything is written, so that all its errors are listed at once.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

# More errors than these are counted, not listed: nobody reads on.
MOST_LISTED = 200

_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}(\.\d+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class LineError(NamedTuple):
    """What is wrong in one line of a file; the column is empty when it is the line as a whole."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        if self.column:
            return _("Line %(line)d, column %(column)s: %(reason)s") % self._asdict()
        return _("Line %(line)d: %(reason)s") % self._asdict()


class ImportRefused(Exception):
    """A file from which nothing was written; ``errors`` says why."""

    def __init__(self, errors: Sequence[LineError]) -> None:
        super().__init__("\n".join(listing(errors)))
        self.errors = list(errors)


class Row(NamedTuple):
    """The cells of one line, by column."""

    line: int
    cells: Mapping[str, str]


class Table(NamedTuple):
    """What a file holds: its columns, the rows that have all cells, and the lines that do not."""

    columns: tuple[str, ...]
    rows: list[Row]
    errors: list[LineError]


def listing(errors: Sequence[LineError]) -> Iterator[str]:
    """Yield errors by line as they are shown, and how many more there are."""
    ordered = sorted(errors)
    yield from map(str, ordered[:MOST_LISTED])
    if (more := len(ordered) - MOST_LISTED) > 0:
        yield _("… and %(count)d more errors") % {"count": more}


def read_table(
    data: bytes,
    *,
    required: Sequence[str],
    optional: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
) -> Table:
    """Read a CSV file in UTF-8, with or without a byte order mark; empty lines are passed over.

    ``labels`` are other names under which a column may stand in the header. Raises
    ``ImportRefused`` when the file as a whole cannot be read: another encoding, no rows, columns
    that are missing, double or unknown.
    """
    lines = _records(_decode(data))
    header = next(lines, None)
    if header is None:
        raise ImportRefused([LineError(1, "", _("The file is empty."))])
    names = labels or {}
    columns = tuple(names.get(cell.strip(), cell.strip()) for cell in header[1])
    if faults := list(_header_faults(header[0], columns, required, optional)):
        raise ImportRefused(faults)
    rows, errors = [], []
    for line, cells in lines:
        if len(cells) == len(columns):
            stripped = (cell.strip() for cell in cells)
            rows.append(Row(line, dict(zip(columns, stripped, strict=True))))
        else:
            counts = {"found": len(cells), "wanted": len(columns)}
            reason = _("The line has %(found)d cells, the header %(wanted)d.") % counts
            errors.append(LineError(line, "", reason))
    if not rows and not errors:
        raise ImportRefused([LineError(header[0], "", _("The file has no rows."))])
    return Table(columns, rows, errors)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("The file is not encoded in UTF-8. Save it as “CSV UTF-8” and try again.")
        raise ImportRefused([LineError(line, "", reason)]) from error


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not empty with the line it starts at."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        reason = _("The line cannot be read: %(error)s") % {"error": error}
        raise ImportRefused([LineError(start, "", reason)]) from error


def _header_faults(
    line: int, columns: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> Iterator[LineError]:
    for name in required:
        if name not in columns:
            yield LineError(line, name, _("This column is missing."))
    for position, name in enumerate(columns):
        if name in columns[:position]:
            yield LineError(line, name, _("This column stands here twice."))
        elif name not in required and name not in optional:
            yield LineError(line, name, _("This column is unknown."))


def clean_cells(
    model: type[models.Model], row: Row, names: Iterable[str], errors: list[LineError]
) -> dict[str, Any]:
    """Return the values of a row for fields of a model; what is wrong is added to ``errors``."""
    values = {}
    for name in names:
        try:
            values[name] = clean_cell(model._meta.get_field(name), row.cells[name])
        except ValidationError as error:
            errors.append(LineError(row.line, name, " ".join(error.messages)))
    return values


def clean_cell(field: Any, text: str) -> Any:
    """Return the value of a model field that a cell stands for; an empty one is the default.

    Raises ``ValidationError``.
    """
    if _CONTROL.search(text):
        raise ValidationError(_("Control characters and line breaks are not allowed here."))
    if not text:
        return _empty_value(field)
    if field.choices and text not in (words := [str(value) for value, _label in field.choices]):
        reason = _("“%(value)s” is unknown here; it must be one of %(words)s.")
        raise ValidationError(reason % {"value": text, "words": ", ".join(words)})
    parse = next((parse for kind, parse in _PARSERS.items() if isinstance(field, kind)), str)
    return field.clean(parse(text), None)


def _empty_value(field: Any) -> Any:
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    if field.blank:
        return ""
    raise ValidationError(_("This must be filled in."))


def _parse_date(text: str) -> datetime.date:
    try:
        if match := _DATE.fullmatch(text):
            return datetime.date(*map(int, match.groups()))
    except ValueError:
        pass
    raise ValidationError(_("“%(value)s” is no date; write it as 2026-06-30.") % {"value": text})


def _parse_amount(text: str) -> Decimal:
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    raise ValidationError(_("“%(value)s” is no amount; write it as 1200.50.") % {"value": text})


def _parse_truth(text: str) -> bool:
    if (value := _TRUTH.get(text.lower())) is not None:
        return value
    raise ValidationError(_("“%(value)s” is neither yes nor no.") % {"value": text})


def _parse_address(text: str) -> str:
    if text.lower().startswith(("http://", "https://")):
        return text
    raise ValidationError(_("An address begins with http:// or https://."))


_PARSERS: dict[type[Any], Callable[[str], Any]] = {
    models.DateField: _parse_date,
    models.DecimalField: _parse_amount,
    models.BooleanField: _parse_truth,
    models.URLField: _parse_address,
}
