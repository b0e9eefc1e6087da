"""Reading texts from JSON lines: each line becomes one record, or says what is wrong with it."""

from __future__ import annotations

import datetime
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from content.models import PolicyPage
from units.tables import LineError, clean_cell

GZIP_MARK = b"\x1f\x8b"

# What a line may say beside date, body, unit and column, and the field that keeps it. A key that
# is not there changes nothing.
FIELD_OF_KEY = {
    "id": "source_id",
    "title": "title",
    "organ": "organ",
    "category": "theme",
    "number": "number",
    "index_number": "index_number",
    "effective_on": "effective_on",
    "expires_on": "expires_on",
    "validity": "validity",
    "summary": "summary",
    "keywords": "keywords",
}
REQUIRED_KEYS = ("id", "title")
PLACE_KEYS = ("unit", "column")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemRecord:
    """One text as its line gives it: the field values it names, its words, and where it belongs."""

    line: int
    source_id: str
    values: dict[str, Any]
    text: str
    date: datetime.date | None = None
    unit: str = ""
    column: str = ""


class BadLine(Exception):
    """A line that gives no record; ``errors`` names what is wrong by key."""

    def __init__(self, errors: list[LineError]) -> None:
        super().__init__(*map(str, errors))
        self.errors = errors


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file, compressed or not, that are not empty, with their numbers.

    Raises ``OSError`` when the file cannot be opened, and ``BadLine`` where it is damaged.
    """
    with path.open("rb") as plain:
        is_compressed = plain.read(2) == GZIP_MARK
    number = 0
    try:
        with gzip.open(path) if is_compressed else path.open("rb") as source:
            for number, line in enumerate(source, start=1):
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield number, line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        reason = _("The file is damaged from here on.")
        raise BadLine([LineError(number + 1, "", reason)]) from error


def parse_line(number: int, line: bytes) -> ItemRecord:
    """Return the record of a line; raise ``BadLine`` with everything that is wrong with it."""
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        reason = _("This is not JSON in UTF-8: %(error)s") % {"error": error}
        raise BadLine([LineError(number, "", reason)]) from error
    if not isinstance(given, dict):
        raise BadLine([LineError(number, "", _("This is not a JSON object."))])
    errors: list[LineError] = []
    values = _values(number, given, errors)
    texts: dict[str, Any] = {}
    for key, read in (
        ("history", _read_history),
        ("body", _read_body),
        ("date", _read_date),
        *((k, _word) for k in PLACE_KEYS),
    ):
        try:
            texts[key] = read(given.get(key))
        except ValidationError as error:
            errors.append(LineError(number, key, " ".join(error.messages)))
    start, end = values.get("effective_on"), values.get("expires_on")
    if start and end and end < start:
        reason = _("The end lies before the beginning.")
        errors.append(LineError(number, "expires_on", reason))
    if errors:
        raise BadLine(errors)
    return ItemRecord(
        line=number,
        source_id=values["source_id"],
        values=values,
        text="\n".join(filter(None, (texts["history"], texts["body"]))),
        date=texts["date"],
        unit=texts["unit"],
        column=texts["column"],
    )


def _values(number: int, given: dict[str, Any], errors: list[LineError]) -> dict[str, Any]:
    values = {}
    for key, name in FIELD_OF_KEY.items():
        if given.get(key) is None and key not in REQUIRED_KEYS:
            continue
        try:
            values[name] = clean_cell(PolicyPage._meta.get_field(name), _word(given.get(key)))
            if key in REQUIRED_KEYS and not values[name]:
                raise ValidationError(_("This must be filled in."))
        except ValidationError as error:
            errors.append(LineError(number, key, " ".join(error.messages)))
    return values


def _word(value: Any) -> str:
    """Return a value as one line of text; numbers will do, an absent one is empty."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValidationError(_("This must be a text."))
    return " ".join(_whole(str(value)).split())


def _whole(text: str) -> str:
    if _HALF_CHARACTER.search(text):
        raise ValidationError(_("This text has half characters in it."))
    return text


def _read_date(value: Any) -> datetime.date | None:
    date: datetime.date | None = clean_cell(PolicyPage._meta.get_field("signed_on"), _word(value))
    return date


def _read_history(value: Any) -> str:
    """Return the lines on adoption and amendment, which stand before the text; often none."""
    return _read_body(value) if value else ""


def _read_body(value: Any) -> str:
    """Return the paragraphs, one a line, without what no paragraph holds."""
    paragraphs = [value] if isinstance(value, str) else value
    if not isinstance(paragraphs, list) or not all(isinstance(p, str) for p in paragraphs):
        raise ValidationError(_("This must be a text or a list of paragraphs."))
    lines = "\n".join(map(_whole, paragraphs)).splitlines()
    text = "\n".join(filter(None, (_CONTROL.sub(" ", line).strip() for line in lines)))
    if not text:
        raise ValidationError(_("There is no text."))
    return text
