"""The forms of the register: a roster, the order to provision, a switch of presence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.actions import DEFAULT_BLUEPRINT
from console.blueprint_files import blueprint_names, load_blueprint
from units.enums import Presence
from units.models import Unit
from units.workbench.sealing import SealedForm

PROVISIONED = [(p.value, p.label) for p in Presence if p != Presence.DIRECTORY]
# The portal has a blueprint of its own, which no unit gets
PORTAL_BLUEPRINT = "portal"


class RosterForm(forms.Form):
    """The file to be looked at."""

    file = forms.FileField(
        label=_("Roster of units"),
        help_text=_("CSV in UTF-8; the first line names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )


class RosterConfirmForm(SealedForm):
    """A roster that was looked at, with the digest of what it would do."""

    salt = "console.register.roster"


class ProvisionForm(forms.Form):
    """What the chosen units are to get."""

    codes = forms.CharField(widget=forms.HiddenInput)
    blueprint = forms.ChoiceField(label=_("Blueprint"))
    presence = forms.ChoiceField(
        label=_("Presence"), choices=PROVISIONED, initial=Presence.SITE, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in blueprint_names() if name != PORTAL_BLUEPRINT]
        field: Any = self.fields["blueprint"]
        field.choices = [(name, load_blueprint(name).title) for name in names]
        field.initial = DEFAULT_BLUEPRINT

    def clean_codes(self) -> list[Unit]:
        """Return the units that were chosen; refuse codes of none."""
        codes = self.cleaned_data["codes"].split()
        units = list(Unit.objects.real().filter(code__in=codes))
        missing = sorted(set(codes) - {unit.code for unit in units})
        if missing:
            raise forms.ValidationError(
                _("No such units: %(codes)s"), params={"codes": ", ".join(missing)}
            )
        return units


class PresenceForm(forms.Form):
    """How a unit is to appear."""

    presence = forms.ChoiceField(label=_("Presence"), choices=Presence.choices)
    host = forms.CharField(
        label=_("Host"),
        required=False,
        max_length=200,
        help_text=_("Left empty, the last one or the one below the portal's host."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProposeForm(forms.Form):
    """The version all units of a blueprint are to get."""

    name = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
