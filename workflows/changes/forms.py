"""Forms of changes of two persons."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Field, URLField
from django.forms import ModelForm, modelform_factory
from django.utils.translation import gettext_lazy as _

from units.limits.actions import LEVEL_FIELDS
from units.limits.forms import LevelForm
from units.models import LevelSettings
from workflows.changes.register import Registration
from workflows.models import ProposedChange


class ReasonForm(forms.Form):
    """Why something is to be changed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=ProposedChange._meta.get_field("reason").max_length,
        help_text=_("The second person reads it before deciding; it is kept in the ledger."),
    )


class DecisionForm(forms.Form):
    """What the second person says."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=ProposedChange._meta.get_field("comment").max_length,
        required=False,
        help_text=_("Needed to refuse."),
    )


class ProposedLevelForm(LevelForm):
    """What is to hold for the units of one level, and why."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=ProposedChange._meta.get_field("reason").max_length,
        help_text=_("The change holds once a second person has approved it."),
    )


class LevelSettingsForm(ModelForm[LevelSettings]):
    """The same with the level, which is chosen once."""

    class Meta:
        model = LevelSettings
        fields = ("level", *LEVEL_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].disabled = self.instance.pk is not None


def form_class_of(registration: Registration) -> type[ModelForm[Any]]:
    """Return the form of a registered model: its own, else one of its fields."""
    return registration.form or modelform_factory(
        registration.model, fields=registration.fields, formfield_callback=_form_field
    )


def _form_field(field: Field[Any, Any], **options: Any) -> forms.Field:
    """Return a field of a form; an address without a scheme is meant with TLS."""
    if isinstance(field, URLField):
        options["assume_scheme"] = "https"
    return cast(forms.Field, field.formfield(**options))
