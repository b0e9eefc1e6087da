"""The text of a document, read once for all documents with the same bytes.

Reading a large file takes seconds, and the content check, the reviewers and the search all want
its text. So it is read after the upload, by the worker, or else when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from django.utils import timezone

from files.models import Document, FileText
from files.text import PageText, Part, Reason, UnreadableFile, extract_text

# Raised whenever files.text reads more, or otherwise: texts read before are read again
READER = 1


def text_of(document: Document) -> list[PageText]:
    """Return the text of a document by page or sheet, from the table where it is there already.

    Raises:
        UnreadableFile: the file cannot be read as a whole; its reason says why.
    """
    row = _stored(document) or _read(document)
    if row.problem:
        raise UnreadableFile(Reason(row.problem), document.filename)
    return [_page(piece) for piece in row.pages]


def stored_texts(documents: Iterable[Document]) -> dict[int, list[PageText]]:
    """Return the texts of documents that were read before, by id of the document, in one query.

    Those never read are left out; those that cannot be read have none.
    """
    keys = {}
    for document in documents:
        key = _key(document)
        keys[document.pk] = key["content_hash"], key["extension"]
    hashes = {content_hash for content_hash, _extension in keys.values() if content_hash}
    if not hashes:
        return {}
    rows = FileText.objects.filter(content_hash__in=hashes, reader=READER)
    found = {(row.content_hash, row.extension): [_page(p) for p in row.pages] for row in rows}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def texts_of(documents: Iterable[Document]) -> dict[int, list[PageText]]:
    """Return the texts of documents by their ids, reading those that were never read.

    Those that cannot be read have none.
    """
    known = {document.pk: document for document in documents}
    found = stored_texts(known.values())
    for pk, document in known.items():
        if pk not in found:
            found[pk] = [_page(piece) for piece in _read(document).pages]
    return found


def keep_text(document: Document) -> None:
    """Read the text of a document, unless that was done for the same bytes before."""
    if _stored(document) is None:
        _read(document)


def forget_text(content_hash: str) -> None:
    """Delete the text of bytes that no document has any more."""
    if not Document.objects.filter(content_hash=content_hash).exists():
        FileText.objects.filter(content_hash=content_hash).delete()


def _stored(document: Document) -> FileText | None:
    return FileText.objects.filter(**_key(document), reader=READER).first()


def _key(document: Document) -> dict[str, str]:
    ending = PurePath(document.filename).suffix.lower().lstrip(".")
    length = FileText._meta.get_field("extension").max_length
    return {"content_hash": document.content_hash, "extension": ending[:length]}


def _read(document: Document) -> FileText:
    """Read the file, and keep what came of it; without a hash there is nothing to find it by."""
    pages: list[PageText] = []
    problem = ""
    try:
        with document.file.storage.open(document.file.name, "rb") as file:
            pages = extract_text(file, document.filename)
    except UnreadableFile as unreadable:
        problem = unreadable.reason.value
    found = {"pages": [_piece(page) for page in pages], "problem": problem, "reader": READER}
    row = FileText(**_key(document), **found, read_at=timezone.now())
    if document.content_hash:
        # Two at once write the same
        FileText.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["content_hash", "extension"],
            update_fields=["pages", "problem", "reader", "read_at"],
        )
    return row


def _piece(page: PageText) -> dict[str, Any]:
    """Return a piece as it is stored; PostgreSQL takes no null character."""
    return {
        **asdict(page),
        "text": page.text.replace("\0", ""),
        "label": page.label.replace("\0", ""),
    }


def _page(piece: dict[str, Any]) -> PageText:
    gap = piece["gap"]
    return PageText(
        piece["number"],
        piece["text"],
        Part(piece["part"]),
        piece["label"],
        Reason(gap) if gap else None,
    )
