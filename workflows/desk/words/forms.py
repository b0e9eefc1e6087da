"""The forms of the list of words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.models import User

SALT = "workflows.desk.words"
# Seconds in which a preview can be taken over
PREVIEW_AGE = 3600


class FileForm(forms.Form):
    """The file to be looked at."""

    file = forms.FileField(
        label=_("File with words"),
        help_text=_("CSV in UTF-8, or XLSX; the first line names the columns as the export does."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ConfirmForm(forms.Form):
    """Rows that were looked at, signed for the person who saw them."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_rows(self) -> list[dict[str, Any]]:
        """Return the rows; refuse what was changed on the way, or lies too far back."""
        try:
            kept = signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=PREVIEW_AGE)
        except signing.BadSignature as error:
            message = _("This preview can no longer be taken over; choose the file again.")
            raise ValidationError(message) from error
        if kept["person"] != self.user.pk:
            raise ValidationError(_("This preview was shown to somebody else."))
        rows: list[dict[str, Any]] = kept["rows"]
        return rows


def sealed(rows: list[dict[str, Any]], user: User) -> str:
    """Return rows in the form in which they travel with the preview."""
    return signing.dumps({"person": user.pk, "rows": rows}, salt=SALT, compress=True)
