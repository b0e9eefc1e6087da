"""The forms in which a unit writes a request, and an office decides about one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from console.blueprint import Blueprint
from console.models import Contractor, UnitRequest
from console.office.forms import ReasonForm
from console.requests.columns import columns_of, top_columns_of
from console.requests.enums import RequestKind
from console.requests.kinds import Kind, label
from console.requests.layouts import layouts
from content.models import ColumnPage
from units.models import Unit

_LAYOUT = ("blueprint", "to_version")
_EXEMPTIONS: dict[RequestKind, tuple[str | Promise, str | Promise]] = {
    RequestKind.OPENING: (
        gettext_lazy("A second site, as an exemption"),
        gettext_lazy("A unit has one site; a second one needs a code and a name of its own."),
    ),
    RequestKind.COLUMN: (
        gettext_lazy("Beyond the quota, as an exemption"),
        gettext_lazy("The leading group decides, if the unit has as many columns as it may."),
    ),
}
_ROWS = {"purpose": 4, "audience": 3, "column_list": 8, "function_text": 4}


class ColumnChoice(forms.ModelChoiceField[ColumnPage]):
    """A column of the unit, those below others set in."""

    def label_from_instance(self, column: ColumnPage) -> str:
        inset = "　" * max(0, column.depth - 5)
        return f"{inset}{column.title}"


class UnitsField(forms.CharField):
    """Units by their codes or official names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(unit.code for unit in value)
        return value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        named = Unit.objects.real().filter(Q(code__in=lines) | Q(name__in=lines))
        found = list(named.order_by("pk"))
        known = {text for unit in found for text in (unit.code, unit.name)}
        if unknown := [line for line in lines if line not in known]:
            raise ValidationError(
                _("No unit has this code or name: %(names)s") % {"names": ", ".join(unknown)}
            )
        return found


class WritingForm(forms.ModelForm[UnitRequest]):
    """What a unit says of a request; nothing has to be said before it is handed in."""

    kind: Kind

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in _ROWS.items():
            if name in self.fields:
                self.fields[name].widget = forms.Textarea(attrs={"rows": rows})
        for name in ("starts_on", "ends_on", "closes_on"):
            if name in self.fields:
                self.fields[name].widget = AdminDateInput()
        if "is_exemption" in self.fields:
            asked, told = _EXEMPTIONS[self.kind.key]
            self.fields["is_exemption"].label = str(asked)
            self.fields["is_exemption"].help_text = str(told)
        if "contractor" in self.fields:
            self._offer_contractors()
        self._offer_layouts()
        self._offer_columns()
        self._offer_units()

    def facts(self) -> dict[str, Any]:
        """Return what was said, by the fields of the kind."""
        said = dict(self.cleaned_data)
        if "layout" in said:
            name, _colon, version = said.pop("layout").partition(":")
            said |= {"blueprint": name, "to_version": int(version) if version else None}
        return said

    def _offer_contractors(self) -> None:
        """Offer firms that may be given work today (S100)."""
        field: Any = self.fields["contractor"]
        field.queryset = Contractor.objects.qualified_on(timezone.localdate())
        field.help_text = _("Only firms whose qualification holds today are offered.")

    def _offer_layouts(self) -> None:
        if "blueprint" not in self.kind.fields:
            return
        chosen = f"{self.instance.blueprint}:{self.instance.to_version}"
        field = forms.ChoiceField(
            label=label("blueprint"),
            required=False,
            choices=[("", _("Choose a layout")), *map(_layout_choice, layouts())],
            initial=chosen if self.instance.blueprint else "",
        )
        names = list(self.fields)
        self.fields["layout"] = field
        self.order_fields([names[0], "layout", *names[1:]])

    def _offer_columns(self) -> None:
        """Offer columns of the unit only."""
        offered = {"column": columns_of, "above": top_columns_of}
        for name, found in offered.items():
            if name in self.fields:
                old = self.fields[name]
                self.fields[name] = ColumnChoice(
                    queryset=found(self.instance.unit),
                    label=old.label,
                    help_text=old.help_text,
                    required=False,
                    initial=old.initial,
                )

    def _offer_units(self) -> None:
        if "successors" in self.kind.fields:
            known = list(self.instance.successors.all()) if self.instance.pk else []
            self.fields["successors"] = UnitsField(
                label=label("successors"),
                required=False,
                initial=known,
                help_text=_("Codes or official names of the units that go on, one a line."),
            )


def writing_form(kind: Kind) -> type[WritingForm]:
    """Return the form of a kind of request."""
    own = [name for name in kind.fields if name not in (*_LAYOUT, "successors")]
    made: Any = modelform_factory(UnitRequest, form=WritingForm, fields=own)
    made.kind = kind
    form: type[WritingForm] = made
    return form


def decision_form(kind: Kind) -> type[ReasonForm]:
    """Return the form with which a request of a kind is sent back or refused: it says what is
    missing."""
    choices = [(name, label(name)) for name in kind.fields if name not in _LAYOUT]
    if "blueprint" in kind.fields:
        choices.append(("blueprint", label("blueprint")))

    class DecisionForm(ReasonForm):
        missing = forms.MultipleChoiceField(
            label=_("What is missing or does not suffice"),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    return DecisionForm


class WithdrawalForm(forms.Form):
    """A request taken back; why need not be said."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _layout_choice(layout: Blueprint) -> tuple[str, str]:
    told = _("%(title)s, version %(version)s") % {"title": layout.title, "version": layout.version}
    return f"{layout.name}:{layout.version}", told
