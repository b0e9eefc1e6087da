"""The one way in: what kind of file it is, and who reads it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import IO
from zipfile import ZipFile

from files.text.packed import embedded_members
from files.text.pages import Limits, PageText, Reading
from files.text.pdf import embedded_files, read_pdf
from files.text.plain import read_plain
from files.text.unreadable import Reason, UnreadableFile
from files.text.word import read_word
from files.text.workbook import read_workbook

logger = logging.getLogger(__name__)

_PLAIN = {"txt", "csv"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What an encrypted file of today's office programs holds, inside the frame of the old ones
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BY_MEMBER = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}

_Reader = Callable[[bytes, Reading], None]
_READERS: dict[str, _Reader] = {
    "pdf": read_pdf,
    "docx": read_word,
    "xlsx": read_workbook,
    "plain": read_plain,
}


def extract_text(file: IO[bytes], name: str, *, limits: Limits | None = None) -> list[PageText]:
    """Return the text of a PDF, DOCX, XLSX, CSV or TXT file, piece by piece.

    What the file is, its bytes say; only plain text is told by its name. Files of other kinds,
    archives, OFD, DOC, XLS and WPS among them, are refused by name. Macros are never run,
    nothing is fetched.

    Raises:
        UnreadableFile: the file cannot be read as a whole; its reason says why. Pieces that
            cannot be read are told by the ``gap`` of their page.
    """
    limits = limits or Limits()
    file.seek(0)
    content = file.read(limits.size + 1)
    return _read(content, Reading(name, limits)).pages


def _read(content: bytes, reading: Reading) -> Reading:
    if len(content) > reading.limits.size:
        raise UnreadableFile(Reason.TOO_LARGE, reading.name)
    if not content:
        return reading
    try:
        kind = _kind(content, reading.name)
        _READERS[kind](content, reading)
        _read_embedded(kind, content, reading)
    except UnreadableFile:
        raise
    except Exception as error:  # the libraries answer broken files with any exception at all
        logger.warning("The text of %s cannot be read", reading.name, exc_info=True)
        raise UnreadableFile(Reason.BROKEN, reading.name) from error
    return reading


def _kind(content: bytes, name: str) -> str:
    extension = PurePath(name).suffix.lower().lstrip(".")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK"):
        return _kind_of_archive(content, name)
    if content.startswith(_OLD_OFFICE):
        is_encrypted = _ENCRYPTED_STREAM in content
        raise UnreadableFile(Reason.ENCRYPTED if is_encrypted else Reason.UNSUPPORTED, name)
    if extension in _PLAIN:
        return "plain"
    claims_more = extension in _READERS
    raise UnreadableFile(Reason.BROKEN if claims_more else Reason.UNSUPPORTED, name)


def _kind_of_archive(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        members = set(archive.namelist())
    for member, kind in _BY_MEMBER.items():
        if member in members:
            return kind
    raise UnreadableFile(Reason.UNSUPPORTED, name)


def _read_embedded(kind: str, content: bytes, reading: Reading) -> None:
    """Read the files inside the file as far as they go; what does not is told as a gap."""
    for name, unpack in _embedded(kind, content):
        inner = reading.inside(PurePath(name).name)
        try:
            if inner.depth > reading.limits.depth:
                raise UnreadableFile(Reason.EMBEDDED, inner.name)
            _read(unpack(), inner)
        except UnreadableFile:
            inner.pages[:] = [PageText(0, "", gap=Reason.EMBEDDED)]
        reading.take(inner)


def _embedded(kind: str, content: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the files inside, each with its name and what unpacks it; the archive was judged."""
    if kind == "pdf":
        for name, inner in embedded_files(content):
            yield name, partial(bytes, inner)
    elif kind != "plain":
        with ZipFile(BytesIO(content)) as archive:
            for name in embedded_members(archive):
                yield name, partial(archive.read, name)
