"""Serving documents and pictures, to everybody where they are public, else to who may see them.

There is no other way to a stored file: the media folder has no address.
"""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views import View
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.images.utils import verify_signature

from files.models import Document, Image
from files.serving import Stored, answer


class DocumentView(View):
    """Serve a document under its own name."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
        """Answer with the document; raise ``Http404`` if its name is another, or it is not seen."""
        document = get_object_or_404(Document, pk=document_id)
        if document.filename != filename:
            raise Http404
        return answer(request, document, partial(_stored_document, document))


class ImageView(View):
    """Serve a picture made by a signed filter, from the original when it is first asked for."""

    http_method_names = ["get", "head", "options"]

    def get(
        self, request: HttpRequest, signature: str, image_id: int, filter_spec: str
    ) -> HttpResponseBase:
        """Answer with the picture; raise ``Http404`` unless it was signed, and is to be seen."""
        if not verify_signature(signature.encode(), image_id, filter_spec):
            raise Http404
        image = get_object_or_404(Image, pk=image_id)
        return answer(request, image, partial(_stored_rendition, image, filter_spec))


def _stored_document(document: Document) -> Stored:
    return Stored(document.file, document.filename, f'"{document.content_hash}"')


def _stored_rendition(image: Image, filter_spec: str) -> Stored:
    """Return the picture that a filter makes; raise ``Http404`` where it can make none."""
    try:
        rendition = image.get_rendition(filter_spec)
    except (SourceImageIOError, InvalidFilterSpecError) as error:
        raise Http404 from error
    # Where its focal point is moved, another picture is made under the same address
    etag = "-".join(filter(None, (image.content_hash, filter_spec, rendition.focal_point_key)))
    return Stored(rendition.file, rendition.file.name.rpartition("/")[2], f'"{etag}"')
