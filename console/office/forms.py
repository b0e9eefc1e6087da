"""Forms that several screens of the console ask with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput


class NothingForm(forms.Form):
    """A deed that needs no words."""


class ReasonForm(forms.Form):
    """A deed that is never done without a reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DayForm(forms.Form):
    """The day for which something is shown."""

    day = forms.DateField(label=_("As of"), required=False, widget=AdminDateInput)
