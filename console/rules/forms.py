"""Forms on which rules are proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.models.rules import FILE_TYPES
from units.enums import Level, System

MAX_MEGABYTES = 20


class VersionForm(forms.Form):
    """The text of a new version of a rule."""

    document_number = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )
    text = forms.CharField(
        label=gettext_lazy("Text of the rule"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    changes = forms.CharField(
        label=gettext_lazy("What is new"),
        help_text=gettext_lazy("What differs from the version before."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The signed document, if there is one: %(types)s.")
        % {"types": ", ".join(FILE_TYPES)},
        required=False,
        max_length=150,
        validators=[FileExtensionValidator(FILE_TYPES)],
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file and (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise ValidationError(
                _("The file is larger than %(limit)s MB.") % {"limit": MAX_MEGABYTES}
            )
        return file


class RuleForm(VersionForm):
    """A rule that there is not yet, with its first version."""

    title = forms.CharField(label=gettext_lazy("Title of the rule"), max_length=120)
    level = forms.ChoiceField(
        label=gettext_lazy("For units of this level"),
        choices=[("", gettext_lazy("All levels")), *Level.choices],
        required=False,
    )
    system = forms.ChoiceField(
        label=gettext_lazy("For units of this system"),
        choices=[("", gettext_lazy("Both systems")), *System.choices],
        required=False,
    )
    changes = None  # type: ignore[assignment]
    field_order = ("title", "level", "system", "document_number", "text", "file")
