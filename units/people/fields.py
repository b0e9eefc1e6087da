"""Form fields that choose a unit or a person without ever listing all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.models import Unit, User

# With more units than this, one is named by its code or name instead of chosen from a list.
LISTED_AT_MOST = 30


class UnitField(forms.Field):
    """One unit out of those given: from a list while there are few, else by code or name."""

    def __init__(self, units: QuerySet[Unit], *, required: bool = True) -> None:
        self.units = units.order_by("pk")
        few = list(self.units[: LISTED_AT_MOST + 1])
        is_long = len(few) > LISTED_AT_MOST
        is_only = len(few) == 1 and required
        super().__init__(
            label=gettext_lazy("Unit"),
            required=required,
            initial=few[0].code if is_only else None,
            widget=forms.TextInput(attrs={"autocomplete": "off"}) if is_long else _select(few),
            help_text=gettext_lazy("The code or the name of the unit.") if is_long else "",
        )

    def to_python(self, value: Any) -> Unit | None:
        """Find the unit by code, official name or short name; raise ``ValidationError`` if none."""
        words = str(value or "").strip()
        if not words:
            return None
        named = Q(code=words) | Q(name=words) | Q(short_name=words)
        found = list(self.units.filter(named)[:2])
        exact = [unit for unit in found if unit.code == words] or found
        if len(exact) != 1:
            raise ValidationError(_("There is no such unit, or several; enter its code."))
        return exact[0]


def _select(units: list[Unit]) -> forms.Select:
    return forms.Select(choices=[("", "---------"), *((unit.code, unit.name) for unit in units)])


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person out of a few, told apart by the username."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.get_full_name()} ({obj.username})"
