"""The files of a text that waits, each with what the content check found in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from files.models import Document
from workflows.inbox.findings import ShownFinding
from workflows.screening.page_content import PageContent


class ReviewedFile(NamedTuple):
    """A document that a page offers."""

    document: Document
    findings: list[ShownFinding]


def reviewed_files(content: PageContent, findings: Iterable[ShownFinding]) -> list[ReviewedFile]:
    """Return the documents that a page refers to, in its order."""
    findings = list(findings)
    return [
        ReviewedFile(
            document,
            [found for found in findings if found.kept.path == content.document_places[key].path],
        )
        for key, document in content.documents.items()
        if isinstance(document, Document)
    ]
