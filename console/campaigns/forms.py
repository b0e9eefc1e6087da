"""The forms of campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from console.campaigns.scope import units_coded, units_matching
from console.models import Campaign, CampaignUnit
from console.office.forms import ReasonForm
from units.enums import Level, SiteStatus, UnitKind
from units.models import Unit


class CampaignForm(forms.ModelForm[Campaign]):
    """What a campaign asks for, and by when."""

    class Meta:
        model = Campaign
        fields = ("name", "kind", "purpose", "plans_due_on", "deadline")
        widgets = {
            "kind": forms.RadioSelect,
            "purpose": forms.Textarea(attrs={"rows": 4}),
            "plans_due_on": AdminDateInput,
            "deadline": AdminDateInput,
        }


class ScopeForm(forms.Form):
    """Units to be added, by what they are or by their codes."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        choices=UnitKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"),
        choices=Level,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    site_status = forms.ChoiceField(
        label=gettext_lazy("Site in the roster"),
        choices=[("", gettext_lazy("Any")), *SiteStatus.choices],
        required=False,
    )
    only_unopened = forms.BooleanField(
        label=gettext_lazy("Only units whose site is not open"), required=False
    )
    codes = forms.CharField(
        label=gettext_lazy("Or units by their codes"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Separated by spaces. The choices above do not count then."),
    )

    def clean(self) -> dict[str, Any]:
        """Find the units; refuse what finds none."""
        said = super().clean() or self.cleaned_data
        codes = said.pop("codes", "")
        units = units_coded(codes) if codes.strip() else units_matching(**said)
        found = list(units)
        if not found:
            raise ValidationError(_("No unit is like this."))
        return {"units": found}


class DatesForm(ReasonForm):
    """Later days, and why."""

    plans_due_on = forms.DateField(label=gettext_lazy("Plans due on"), widget=AdminDateInput)
    deadline = forms.DateField(label=gettext_lazy("Deadline"), widget=AdminDateInput)
    field_order: Sequence[str] = ("plans_due_on", "deadline", "reason")


class PlaceForm(ReasonForm):
    """A unit of the campaign, by its code: a list of them would be long."""

    campaign: Campaign | None = None

    unit = forms.CharField(label=gettext_lazy("Code of the unit"), max_length=30)
    field_order: Sequence[str] = ("unit", "reason")

    def clean_unit(self) -> Unit:
        """Find the unit."""
        code = self.cleaned_data["unit"]
        places = CampaignUnit.objects.in_scope().filter(campaign=self.campaign, unit__code=code)
        place = places.select_related("unit").first()
        if place is None:
            raise ValidationError(_("No unit of the campaign has this code."))
        return place.unit


class PlaceDatesForm(DatesForm, PlaceForm):
    """Later days for one unit, and why."""

    field_order: Sequence[str] = ("unit", "plans_due_on", "deadline", "reason")


class EndForm(forms.Form):
    """The end of a campaign; a reason is needed while units have not finished."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, where units have not finished"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SnapshotForm(forms.Form):
    """The meeting for which the board is kept."""

    meeting = forms.CharField(label=gettext_lazy("Meeting"), max_length=120)
    held_on = forms.DateField(label=gettext_lazy("Held on"), widget=AdminDateInput)


def of_campaign(form_class: type[PlaceForm], campaign: Campaign) -> type[PlaceForm]:
    """Return the form about the units of a campaign."""
    return type(form_class.__name__, (form_class,), {"campaign": campaign})
