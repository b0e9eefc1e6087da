"""XLSX: all sheets and rows, hidden or not, with comments, drawings and remembered data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook

from files.text.packed import (
    local_name,
    opened,
    parsed,
    read_further_properties,
    read_links,
    read_stored,
    texts,
)
from files.text.pages import Part, Reading
from files.text.properties import read_properties

# Members of the file that openpyxl does not read as it goes through the rows
_BESIDE = (
    (re.compile(r"^xl/(comments|threadedComments)"), Part.COMMENT, ("t", "text")),
    (re.compile(r"^xl/persons/"), Part.COMMENT, ()),
    (
        re.compile(r"^xl/(drawings|charts|diagrams)/[^/]+\.(xml|vml)$"),
        Part.DRAWING,
        ("t", "v", "textbox"),
    ),
    (re.compile(r"^xl/externalLinks/[^/]+\.xml$"), Part.STORED, ("v",)),
    (re.compile(r"^xl/pivotCache/[^/]+\.xml$"), Part.STORED, ()),
    (re.compile(r"^xl/workbook\.xml$"), Part.STORED, ("definedName",)),
)
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_HEADS = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
_AFTER_ROWS = ("{*}row", "{*}headerFooter", "{*}dataValidation")
_REMEMBERED = ("v", "displayName", "prompt", "error")


def read_workbook(content: bytes, reading: Reading) -> None:
    """Read a workbook. Raises ``UnreadableFile`` for what is no sound workbook."""
    with opened(content, reading) as archive:
        _read_sheets(content, reading)
        _read_beside(archive, reading)
        read_further_properties(archive, reading)
        read_links(archive, reading)
        read_stored(archive, reading)


def _read_sheets(content: bytes, reading: Reading) -> None:
    shown = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    written = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    try:
        reading.require_pages(len(shown.worksheets))
        for number, sheet in enumerate(shown.worksheets, start=1):
            part = Part.SHEET if sheet.sheet_state == "visible" else Part.HIDDEN_SHEET
            lines = "\n".join(_lines(sheet, written.worksheets[number - 1], reading))
            reading.add(number, lines, part, sheet.title)
        properties = shown.properties
        read_properties(
            reading,
            title=properties.title,
            author=properties.creator,
            last_modified_by=properties.lastModifiedBy,
            subject=properties.subject,
            keywords=properties.keywords,
            category=properties.category,
            description=properties.description,
        )
    finally:
        shown.close()
        written.close()


def _lines(shown: Any, written: Any, reading: Reading) -> Iterator[str]:
    """Yield the rows, cells set off by tabs; a formula follows where it says more."""
    for sheet in (shown, written):
        sheet.reset_dimensions()  # a file may claim any size; only cells that are there count
    rows = zip(shown.iter_rows(values_only=True), written.iter_rows(values_only=True), strict=False)
    for values, formulas in rows:
        reading.count_cells(max(len(values), 1))
        cells = [_cell_text(value) for value in values]
        cells += [
            formula
            for value, formula in zip(values, formulas, strict=False)
            if isinstance(formula, str)
            and formula.startswith("=")
            and formula != value
            and (value is None or '"' in formula)
        ]
        if any(cells):
            yield "\t".join(cells).rstrip("\t")


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def _read_beside(archive: ZipFile, reading: Reading) -> None:
    for member in archive.namelist():
        for pattern, part, names in _BESIDE:
            if pattern.search(member):
                reading.add(0, "\n".join(_words(archive.read(member), names)), part)
        if _SHEET.search(member):
            _read_heads(archive.read(member), reading)


def _words(content: bytes, names: tuple[str, ...]) -> list[str]:
    """Return the texts of these elements, or without any what the elements remember."""
    root = parsed(content)
    if names:
        return texts(root, *names)
    values = (element.get(name) for element in root.iter() for name in _REMEMBERED)
    return [value for value in values if value]


def _read_heads(content: bytes, reading: Reading) -> None:
    """Read headers, footers and the hints of cells, which stand after the rows of a sheet."""
    found: list[str] = []
    for _event, element in etree.iterparse(
        BytesIO(content), tag=_AFTER_ROWS, resolve_entities=False, no_network=True
    ):
        if local_name(element) == "row":
            element.clear()
        elif local_name(element) == "dataValidation":
            found += [value for name in _REMEMBERED if (value := element.get(name))]
        else:
            found += texts(element, *_HEADS)
    reading.add(0, "\n".join(found), Part.HEADER)
