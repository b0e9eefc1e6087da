"""The forms of images and documents, which know whose room a file takes before it is stored."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html_join
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from files import quotas


class OwnedFileForm:
    """Mixed into Wagtail's forms: the collection stands before the file is checked.

    Wagtail leaves out the choice among one collection and fills it in on saving, which is too
    late for the rule of the unit that the collection belongs to.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._warn()

    def clean(self) -> dict[str, Any]:
        """Put the file where it will be stored, so that the model can check whether it fits."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        if "collection" not in self.fields:  # type: ignore[attr-defined]
            self.instance.collection = self.collections[0]  # type: ignore[attr-defined]
        return cleaned

    def _warn(self) -> None:
        """Say at the first field which unit's room is nearly used up."""
        fields = self.fields  # type: ignore[attr-defined]
        field = fields.get("file") or fields.get("title")
        texts = quotas.warnings(self.collections) if field else []  # type: ignore[attr-defined]
        if field and texts:
            told = [(text,) for text in [str(field.help_text), *texts] if text]
            field.help_text = format_html_join(" ", "{}", told)


class ImageForm(OwnedFileForm, BaseImageForm):
    """The form of an image."""

    class Meta(BaseImageForm.Meta):
        pass


class DocumentForm(OwnedFileForm, BaseDocumentForm):
    """The form of a document."""

    class Meta(BaseDocumentForm.Meta):
        pass
