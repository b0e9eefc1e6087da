"""The forms of quotas, level settings and features."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums import FeatureScope
from units.limits.actions import LEVEL_FIELDS, QUOTA_FIELDS
from units.models import LevelSettings, Unit


class QuotasForm(forms.ModelForm[Unit]):
    """A unit's own numbers; an empty field shows what holds instead."""

    class Meta:
        model = Unit
        fields = QUOTA_FIELDS

    def __init__(self, *args: Any, inherited: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, number in inherited.items():
            self.fields[f"max_{name}"].help_text = _(
                "Left empty, %(number)s holds, from the level or the city."
            ) % {"number": number}


class LevelForm(forms.ModelForm[LevelSettings]):
    """What holds for the units of one level."""

    class Meta:
        model = LevelSettings
        fields = LEVEL_FIELDS


class ScopeForm(forms.Form):
    """Where a feature is on; the units are ticked in the list below it."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Is on"), choices=FeatureScope, widget=forms.RadioSelect
    )


class SearchForm(forms.Form):
    """Words to look for in the codes and names of units, and which of them to show."""

    q = forms.CharField(label=gettext_lazy("Code or name"), required=False, max_length=100)
    only = forms.BooleanField(required=False)

    def __init__(self, *args: Any, only_label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["only"].label = only_label
