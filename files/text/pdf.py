"""PDF: the pages, and what readers see beside them: notes, fields, bookmarks, properties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from files.text.pages import Part, Reading
from files.text.properties import read_properties
from files.text.unreadable import Reason, UnreadableFile

# A share of characters without meaning from which on a page counts as unread
GARBLED_SHARE = 0.2
_PAINTING = re.compile(rb"(?:^|\s)(?:Do|BI|sh|[fFSs]|[fBb]\*|[Bb])(?:\s|$)")
_NOTE_KEYS = ("/Contents", "/RC", "/V", "/TU")


def read_pdf(content: bytes, reading: Reading) -> None:
    """Read the pages of a PDF. Raises ``UnreadableFile`` when it needs a password."""
    pdf = _opened(content, reading.name)
    reading.require_pages(len(pdf.pages))
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        reading.add(number, text, gap=_gap(page, text))
        reading.add(number, "\n".join(_notes(page)), Part.COMMENT)
        reading.add(number, "\n".join(_link_targets(page)), Part.LINK)
    reading.add(0, "\n".join(_bookmarks(pdf.outline)), Part.BOOKMARK)
    _read_properties(pdf, reading)


def embedded_files(content: bytes) -> list[tuple[str, bytes]]:
    """Return the files inside a PDF, each with its name."""
    pdf = PdfReader(BytesIO(content))
    if pdf.is_encrypted:
        pdf.decrypt("")
    return [(name, inner) for name, files in pdf.attachments.items() for inner in files]


def _opened(content: bytes, name: str) -> PdfReader:
    """Return the PDF; one that anybody may open needs no password, even when encrypted."""
    pdf = PdfReader(BytesIO(content))
    try:
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise UnreadableFile(Reason.ENCRYPTED, name)
    except (DependencyError, FileNotDecryptedError, NotImplementedError) as error:
        raise UnreadableFile(Reason.ENCRYPTED, name) from error
    return pdf


def _gap(page: PageObject, text: str) -> Reason | None:
    visible = [character for character in text if not character.isspace()]
    if not visible:
        return Reason.PICTURE if _is_painted(page) else None
    unknown = sum(unicodedata.category(c) in ("Co", "Cn") or c == "\ufffd" for c in visible)
    return Reason.GARBLED if unknown > GARBLED_SHARE * len(visible) else None


def _is_painted(page: PageObject) -> bool:
    """Say whether something is drawn on a page: a scan, or letters turned into outlines."""
    contents = page.get_contents()
    return contents is not None and bool(_PAINTING.search(contents.get_data()))


def _annotations(page: PageObject) -> Iterator[Any]:
    for annotation in page.annotations or ():
        yield annotation.get_object()


def _notes(page: PageObject) -> Iterator[str]:
    """Yield the notes on a page and the values of its form fields."""
    for annotation in _annotations(page):
        parent = annotation.get("/Parent")
        for holder in (annotation, parent.get_object() if parent else {}):
            for key in _NOTE_KEYS:
                value = holder.get(key)
                if isinstance(value, str) and value.strip():
                    yield value


def _link_targets(page: PageObject) -> Iterator[str]:
    for annotation in _annotations(page):
        action = annotation.get("/A")
        target = action.get_object().get("/URI") if action else None
        if target:
            yield str(target)


def _bookmarks(outline: list[Any]) -> Iterator[str]:
    waiting = list(reversed(outline))
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting.extend(reversed(entry))
        elif title := getattr(entry, "title", None):
            yield str(title)


def _read_properties(pdf: PdfReader, reading: Reading) -> None:
    found, extended = pdf.metadata, pdf.xmp_metadata
    if found:
        read_properties(
            reading,
            title=found.title,
            author=found.author,
            subject=found.subject,
            keywords=found.keywords,
        )
    if extended:
        read_properties(
            reading,
            title="; ".join((extended.dc_title or {}).values()),
            author="; ".join(extended.dc_creator or []),
            description="; ".join((extended.dc_description or {}).values()),
        )
