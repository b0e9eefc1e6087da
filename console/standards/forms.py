"""Forms of the unifications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.models import StandardCheck
from console.standards.enums import Outcome
from console.standards.facts import known_facts


class EvidenceForm(forms.Form):
    """What was found by hand."""

    outcome = forms.ChoiceField(label=_("Result"), choices=Outcome.choices)
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("What was seen, where and when, for example addresses of pages."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckForm(forms.ModelForm):  # type: ignore[type-arg]
    """One of the unifications; its key stays what it was."""

    facts = forms.ChoiceField(
        label=_("Facts it is computed from"),
        required=False,
        help_text=_("For a check from stored facts only."),
    )

    class Meta:
        model = StandardCheck
        fields = ("key", "name", "kind", "facts", "requirement", "remedy", "position", "is_active")
        widgets = {
            "requirement": forms.Textarea(attrs={"rows": 2}),
            "remedy": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(facts.key, facts.label) for facts in known_facts()]
        field: Any = self.fields["facts"]
        field.choices = [("", "---------"), *choices]
        if self.instance.pk:
            del self.fields["key"]
