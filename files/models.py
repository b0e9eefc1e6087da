"""The install's own image, rendition and document models.

A file belongs to the unit whose collection it is in. Its content hash names its bytes; the
alternative text of an image is its ``description``, as Wagtail's own templates expect.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as StockDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from files.addresses import image_address
from files.fixed import insist_on_no_change
from files.hashing import content_hash
from files.page_count import count_pages
from files.querysets import OwnedDocumentQuerySet, OwnedImageQuerySet
from files.quotas import guard_growth, refuse_growth, take_size
from files.text import Reason


class OwnedFile(models.Model):
    """A file with the hash of its bytes, which never change; its owner is its collection's unit.

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

    # What is approved with the page that shows the file, by field
    approved_fields: ClassVar[frozenset[str]]

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
        """Store the row with its file's size and hash; of two at once, one finds the room taken.

        Raises :class:`files.fixed.FixedFile` for changes of what stands fast.
        """
        take_size(self)
        if self._state.adding and self.file and not self.content_hash:
            self.content_hash = content_hash(self.file)
        with transaction.atomic():
            insist_on_no_change(self, kwargs.get("update_fields"))
            guard_growth(self, kwargs.get("update_fields"))
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a file that does not fit into what its unit may store (S200)."""
        super().clean()
        refuse_growth(self)


class Image(OwnedFile, AbstractImage):  # noqa: DJ008 - AbstractImage has it
    """A picture of a unit, or of all units when it is in the shared collection."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="own_images")

    rights = models.CharField(
        _("rights statement"),
        max_length=200,
        blank=True,
        help_text=_("Who took or owns the picture, and by what right it is published."),
    )

    admin_form_fields = (
        *("title", "file", "description", "rights", "collection", "tags"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )
    approved_fields = frozenset(
        {
            *("title", "description", "rights"),
            *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
        }
    )

    objects = OwnedImageQuerySet.as_manager()

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

    @property
    def url(self) -> str:
        """The address at which the picture is served to those who may see it, never its file's."""
        return image_address(self.image_id, self.filter_spec)


class Document(OwnedFile, AbstractDocument):  # noqa: DJ008 - AbstractDocument has it
    """An attachment of a unit, or of all units when it is in the shared collection."""

    tags = TaggableManager(_("tags"), blank=True, help_text=None, related_name="own_documents")
    page_count = models.PositiveIntegerField(
        pgettext_lazy("length of a document", "pages"), null=True, blank=True, editable=False
    )

    admin_form_fields = StockDocument.admin_form_fields
    approved_fields = frozenset({"title"})

    objects = OwnedDocumentQuerySet.as_manager()

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


class PublicFile(models.Model):
    """One file that one page shows to the public; its hash names the file's bytes (I7).

    Publication writes the rows and withdrawal removes them: :mod:`files.public`. A file is public
    while there is a row with its hash, of whatever page. The row belongs to the page's unit.
    """

    content_hash = models.CharField(_("content hash (SHA-256)"), max_length=64)
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="public_files")

    class Meta:
        verbose_name = _("public file")
        verbose_name_plural = _("public files")
        constraints = (
            # Its index begins with the hash, which is what every request for a file asks for
            models.UniqueConstraint(fields=("content_hash", "page"), name="files_public_file_once"),
            models.CheckConstraint(
                condition=~models.Q(content_hash=""), name="files_public_file_has_hash"
            ),
        )

    def __str__(self) -> str:
        return f"{self.content_hash[:12]} · {self.page_id}"


class FileText(models.Model):
    """The text of a file, read once for all documents with the same bytes.

    ``pages`` holds the pieces as :mod:`files.texts` writes them; ``problem`` says why the file
    cannot be read as a whole, a value of :class:`files.text.Reason`. Shared by all units: it is
    only ever found through a document that the asker holds already.
    """

    content_hash = models.CharField(_("content hash (SHA-256)"), max_length=64)
    # The same bytes may be plain text under one name and nothing readable under another
    extension = models.CharField(_("file extension"), max_length=10, blank=True)
    pages = models.JSONField(_("text by page"), default=list)
    problem = models.CharField(_("problem"), max_length=20, choices=Reason, blank=True)
    # Which reader read it; what an older one read is read again
    reader = models.PositiveSmallIntegerField()
    read_at = models.DateTimeField(_("read at"))

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        constraints = (
            models.UniqueConstraint(
                fields=("content_hash", "extension"), name="files_file_text_once"
            ),
        )

    def __str__(self) -> str:
        return self.content_hash[:12]
