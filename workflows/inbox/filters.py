"""What the lists of the inbox can be narrowed down to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.enums import Stage
from workflows.querysets import StageStateQuerySet

NAMES = ("q", "unit", "stage", "overdue", "findings", "fast")


class Held(NamedTuple):
    """A unit of which something waits, the stage it waits at, and how much it is."""

    unit_id: int
    unit_name: str
    stage: str
    number: int


def held_by(stages: StageStateQuerySet) -> list[Held]:
    """Return units and stages of what waits, each pair once with its number; one query."""
    groups = stages.order_by().values_list("unit_id", "unit__short_name", "stage")
    counted = groups.annotate(number=Count("pk")).order_by("unit__short_name", "unit_id", "stage")
    return [Held(*row) for row in counted]


class FilterForm(forms.Form):
    """The filters; units and stages only as far as there is anything of them to choose from."""

    q = forms.CharField(
        label=_("Search titles"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Search titles")}),
    )
    unit = forms.IntegerField(label=_("Unit"), required=False, widget=forms.Select)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All stages")), *Stage.choices]
    )
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    findings = forms.BooleanField(label=_("With findings"), required=False)
    fast = forms.BooleanField(label=_("Fast track"), required=False)

    def offer(self, held: Iterable[Held]) -> None:
        """Offer the units and stages of what waits; leave out what leaves no choice."""
        held = list(held)
        units = {row.unit_id: row.unit_name for row in held}
        stages = {row.stage for row in held}
        self._offer("unit", list(units.items()), _("All units"))
        self._offer("stage", [(s.value, s.label) for s in Stage if s in stages], _("All stages"))

    def _offer(self, name: str, choices: list[tuple[Any, Any]], everything: Any) -> None:
        if len(choices) > 1 or self.data.get(name):
            self.fields[name].widget.choices = [("", everything), *choices]
        else:
            del self.fields[name]

    @property
    def is_active(self) -> bool:
        """Say whether anything is left out."""
        return self.is_valid() and any(self.cleaned_data.values())


def narrowed(stages: StageStateQuerySet, values: Mapping[str, Any]) -> StageStateQuerySet:
    """Return those of the stages that the values of the filters leave."""
    if words := values.get("q"):
        stages = stages.filter(submission__page_title__icontains=words)
    if unit := values.get("unit"):
        stages = stages.filter(unit=unit)
    if stage := values.get("stage"):
        stages = stages.filter(stage=stage)
    if values.get("overdue"):
        stages = stages.overdue(timezone.now())
    if values.get("findings"):
        stages = stages.filter(~Q(severity=""))
    if values.get("fast"):
        stages = stages.filter(submission__is_fast=True)
    return stages


def narrowed_by_address(
    stages: StageStateQuerySet, parameters: Mapping[str, Any]
) -> StageStateQuerySet:
    """Return what the filters in an address leave; what makes no sense there changes nothing."""
    form = FilterForm(parameters)
    form.is_valid()
    return narrowed(stages, form.cleaned_data)


def as_query(parameters: Mapping[str, Any]) -> str:
    """Return the filters of an address as its query, with the question mark; else nothing."""
    kept = {name: parameters[name] for name in NAMES if parameters.get(name)}
    return f"?{urlencode(kept)}" if kept else ""
