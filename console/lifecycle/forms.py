"""What is asked for when a site opens, closes, or goes on under another name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from console.lifecycle.closing import earliest_closing
from console.office.forms import ReasonForm
from units.enums import Aftermath
from units.models import Unit


class UnitChoice(forms.ModelChoiceField[Unit]):
    """A unit that goes on, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.real().filter(closed_on=None), **kwargs)


class UnitsChoice(forms.ModelMultipleChoiceField[Unit]):
    """Units that go on, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.real().filter(closed_on=None), **kwargs)


class AnnounceForm(ReasonForm):
    """The closing of a site."""

    closes_on = forms.DateField(label=_("Closes on"), widget=AdminDateInput)
    aftermath = forms.ChoiceField(label=_("What stays"), choices=Aftermath.choices)
    successors = UnitsChoice(
        label=_("Units that go on with its work"),
        required=False,
        help_text=_("Needed where its addresses are to lead on."),
    )
    field_order = ("closes_on", "aftermath", "successors", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].initial = earliest_closing()


class RenameForm(ReasonForm):
    """Another name."""

    name = forms.CharField(label=_("Official name"), max_length=100)
    short_name = forms.CharField(label=_("Short name"), max_length=40)
    on = forms.DateField(label=_("Since"), widget=AdminDateInput)
    field_order = ("name", "short_name", "on", "reason")


class SucceededForm(ReasonForm):
    """The end of a unit whose work goes on."""

    on = forms.DateField(label=_("Since"), widget=AdminDateInput)
    aftermath = forms.ChoiceField(
        label=_("What stays"),
        choices=[(one.value, one.label) for one in (Aftermath.ARCHIVE, Aftermath.MOVED)],
    )
    field_order = ("into", "on", "aftermath", "reason")


class MergeForm(SucceededForm):
    """The unit into which this one goes."""

    into = UnitChoice(label=_("Unit that goes on with its work"))


class SplitForm(SucceededForm):
    """The units into which this one is split."""

    into = UnitsChoice(label=_("Units that go on with its work"))
