"""The forms of images and documents, which know what a file takes up and what of it stands fast."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html_join
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from files import fixed, quotas


class OwnedFileForm:
    """Mixed into Wagtail's forms: the collection stands before the file is checked.

    Wagtail leaves out the choice among one collection and fills it in on saving, which is too
    late for the rule of the unit that the collection belongs to. A stored file is not replaced,
    so the form of one offers no other.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # type: ignore[attr-defined]
            self.fields.pop("file", None)  # type: ignore[attr-defined]
            self._tell_what_stands_fast()
        self._warn()

    def clean(self) -> dict[str, Any]:
        """Put the file where it will be stored, so that the model can check whether it fits."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        if "collection" not in self.fields:  # type: ignore[attr-defined]
            self.instance.collection = self.collections[0]  # type: ignore[attr-defined]
        return cleaned

    def _post_clean(self) -> None:
        """Refuse, at its field, a change of what was approved with a public page."""
        super()._post_clean()  # type: ignore[misc]
        for name, text in fixed.objections(self.instance).items():  # type: ignore[attr-defined]
            shown = name in self.fields and not self[name].is_hidden  # type: ignore[attr-defined, index]
            self.add_error(name if shown else None, text)  # type: ignore[attr-defined]

    def _tell_what_stands_fast(self) -> None:
        fields, file = self.fields, self.instance  # type: ignore[attr-defined]
        if fixed.is_shown(file):
            self._say("title", fixed.fixed_text())
            for name in file.approved_fields & fields.keys():
                fields[name].widget.attrs["readonly"] = True

    def _warn(self) -> None:
        """Say at the first field which unit's room is nearly used up."""
        fields = self.fields  # type: ignore[attr-defined]
        name = "file" if "file" in fields else "title"
        for text in quotas.warnings(self.collections) if name in fields else ():  # type: ignore[attr-defined]
            self._say(name, text)

    def _say(self, name: str, text: str) -> None:
        """Add to the help of a field; Wagtail has taken the help of the title before this."""
        field = self.fields[name]  # type: ignore[attr-defined]
        told = [(part,) for part in (field.help_text, text) if part]
        field.help_text = self[name].help_text = format_html_join(" ", "{}", told)  # type: ignore[index]


class ImageForm(OwnedFileForm, BaseImageForm):
    """The form of an image."""

    class Meta(BaseImageForm.Meta):
        pass


class DocumentForm(OwnedFileForm, BaseDocumentForm):
    """The form of a document."""

    class Meta(BaseDocumentForm.Meta):
        pass
