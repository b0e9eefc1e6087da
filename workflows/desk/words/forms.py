"""The forms of the list of words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from units.workbench.sealing import SealedForm


class FileForm(forms.Form):
    """The file to be looked at."""

    file = forms.FileField(
        label=_("File with words"),
        help_text=_("CSV in UTF-8, or XLSX; the first line names the columns as the export does."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ConfirmForm(SealedForm):
    """Rows that were looked at."""

    salt = "workflows.desk.words"
