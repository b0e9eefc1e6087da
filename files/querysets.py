"""Querysets of images and documents, which hold in bulk what holds for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.documents.models import DocumentQuerySet
from wagtail.images.models import ImageQuerySet

from files.fixed import BYTES, FixedFile, fixed_text, insist_on_staying, is_shown

if TYPE_CHECKING:
    from files.models import OwnedFile


class FixedInBulk:
    """Refuses to write in bulk what stands fast."""

    def update(self, **values: Any) -> int:
        """Update the rows.

        Raises :class:`files.fixed.FixedFile` for the bytes of any file, and for what was approved
        of a file that a public page shows, its unit among it.
        """
        model: type[Any] = self.model  # type: ignore[attr-defined]
        if BYTES & values.keys():
            raise FixedFile(_("A stored file is not replaced: upload the new one."))
        if model.approved_fields & values.keys() and any(map(is_shown, self._public())):
            raise FixedFile(fixed_text())
        if place := values.get("collection", values.get("collection_id")):
            insist_on_staying(self._public(), getattr(place, "pk", place))
        return super().update(**values)  # type: ignore[misc]

    update.alters_data = True  # type: ignore[attr-defined]

    def _public(self) -> Iterable[OwnedFile]:
        hashes = apps.get_model("files", "PublicFile").objects.values("content_hash")
        found: Iterable[OwnedFile] = self.filter(content_hash__in=hashes)  # type: ignore[attr-defined]
        return found


class OwnedImageQuerySet(FixedInBulk, ImageQuerySet):
    """Queries over images."""


class OwnedDocumentQuerySet(FixedInBulk, DocumentQuerySet):
    """Queries over documents."""
