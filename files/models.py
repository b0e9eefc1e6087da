"""The install's own image, rendition and document models.

A file belongs to the unit whose collection it is in. Its content hash names its bytes; the
alternative text of an image is its ``description``, as Wagtail's own templates expect.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as StockDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as StockImage

from files.hashing import content_hash
from files.page_count import count_pages
from files.quotas import guard_growth, refuse_growth, take_size


class OwnedFile(models.Model):
    """A file with the hash of its bytes; its owner is the unit of its collection.

    Tags (in each class) and uploader are Wagtail's fields with other names for the way back:
    Wagtail's own models of the same names, which stay installed, have taken the usual ones.
    """

    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by user"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    # Wagtail's fields, which the two classes below have
    file: Any
    file_size: int | None
    collection_id: int | None

    content_hash = models.CharField(
        _("content hash (SHA-256)"), max_length=64, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with its file's size; of two at once, one finds the last room taken."""
        take_size(self)
        with transaction.atomic():
            guard_growth(self, kwargs.get("update_fields"))
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a file that does not fit into what its unit may store (S200)."""
        super().clean()
        refuse_growth(self)


class Image(OwnedFile, AbstractImage):  # noqa: DJ008 - AbstractImage has it
    """A picture of a unit, or of all units when it is in the shared collection."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="own_images")

    admin_form_fields = StockImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = (("choose_image", "Can choose image"),)

    def _set_image_file_metadata(self) -> None:
        """Take the content hash along with Wagtail's own size and hash."""
        super()._set_image_file_metadata()
        self.content_hash = content_hash(self.file)


class Rendition(AbstractRendition):
    """A picture made from an image by a filter; it belongs where its image belongs."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Document(OwnedFile, AbstractDocument):  # noqa: DJ008 - AbstractDocument has it
    """An attachment of a unit, or of all units when it is in the shared collection."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="own_documents")
    page_count = models.PositiveIntegerField(
        pgettext_lazy("length of a document", "pages"), null=True, blank=True, editable=False
    )

    admin_form_fields = StockDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = (("choose_document", "Can choose document"),)

    def clean(self) -> None:
        """Check the file once there is one: an upload to be described gets it after its form."""
        if self.file:
            super().clean()

    def _set_document_file_metadata(self) -> None:
        """Take the content hash and the number of pages along with Wagtail's own facts (S234)."""
        super()._set_document_file_metadata()
        self.content_hash = content_hash(self.file)
        self.page_count = count_pages(self.file, self.file_extension)

    @property
    def file_type(self) -> str:
        """The type as readers know it, such as PDF."""
        return str(self.file_extension).upper()
