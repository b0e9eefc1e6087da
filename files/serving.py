"""How the bytes of a file are answered: to whom, for how long, under which type and name.

Whoever may see a file asks :func:`answer`; nothing else in the project sends stored bytes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from files.models import OwnedFile
from files.permissions import user_can_see_file
from files.public import is_public
from files.ranges import Portion, Span, UnsatisfiableError, span_of
from units.pages import PUBLIC_MAX_AGE

logger = logging.getLogger(__name__)

# Shown by browsers themselves; a page with scripts, such as HTML or SVG, is never among them
INLINE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "webp": "image/webp",
}
# Saved, and opened by other programs; a type that is not here is told as mere bytes
SAVED_TYPES = {
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "ofd": "application/ofd",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
MERE_BYTES = "application/octet-stream"


@dataclass(frozen=True)
class Stored:
    """Bytes to be sent: the field file that holds them, found once it is clear who may see them.

    ``etag`` names the bytes, in quotes, and is the same in every process and at every time.
    """

    file: Any
    name: str
    etag: str


def answer(request: HttpRequest, owned: OwnedFile, find: Callable[[], Stored]) -> HttpResponseBase:
    """Answer with what ``find`` gives of a file, if this request may see the file.

    For a public file nobody looks at who asks: no session is read. Anybody else than those who may
    see a file is told that there is none.

    Raises:
        Http404: the file is not public and the person may not see it, or its bytes are gone.
    """
    open_to_all = is_public(owned.content_hash)
    if not (open_to_all or user_can_see_file(request.user, owned)):
        raise Http404
    stored = find()
    unchanged = get_conditional_response(request, etag=stored.etag) if open_to_all else None
    response = unchanged or _content(request, stored)
    if open_to_all:
        response["ETag"] = stored.etag
        patch_cache_control(response, public=True, max_age=PUBLIC_MAX_AGE)
    else:
        patch_cache_control(response, private=True, no_store=True)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _content(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    try:
        size = stored.file.size
        span = _span(request, stored.etag, size)
        return _whole(stored, size) if span is None else _part(stored, span, size)
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    except FileNotFoundError as error:
        logger.error("The file %s is not in its storage", stored.file.name)
        raise Http404 from error


def _span(request: HttpRequest, etag: str, size: int) -> Span | None:
    """Return the range asked for, unless it is of other bytes than these (If-Range)."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return span_of(request.headers.get("Range", ""), size)


def _whole(stored: Stored, size: int) -> FileResponse:
    response = FileResponse(stored.file.storage.open(stored.file.name, "rb"))
    _describe(response, stored, size)
    return response


def _part(stored: Stored, span: Span, size: int) -> StreamingHttpResponse:
    portion = Portion(stored.file.storage.open(stored.file.name, "rb"), span)
    response = StreamingHttpResponse(portion, status=206)
    _describe(response, stored, len(span))
    response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    return response


def _describe(response: HttpResponseBase, stored: Stored, length: int) -> None:
    ending = PurePath(stored.name).suffix.lower().lstrip(".")
    is_inline = ending in INLINE_TYPES
    response["Content-Type"] = INLINE_TYPES.get(ending) or SAVED_TYPES.get(ending, MERE_BYTES)
    disposition = content_disposition_header(not is_inline, stored.name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = "bytes"
