"""How many pages a document has, read from the file itself (S234)."""

from __future__ import annotations

import logging

from django.core.files.base import File
from pypdf import PdfReader
from pypdf.errors import PyPdfError

logger = logging.getLogger(__name__)


def count_pages(file: File[bytes], extension: str) -> int | None:
    """Return the number of pages of a PDF; None where the format does not say, or is broken."""
    if extension.lower() != "pdf":
        return None
    file.open()
    file.seek(0)
    try:
        return len(PdfReader(file).pages)
    except (PyPdfError, ValueError) as error:
        logger.warning("The pages of %s cannot be counted: %s", file.name, error)
        return None
    finally:
        file.seek(0)
