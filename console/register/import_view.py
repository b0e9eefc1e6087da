"""The screen that takes a roster: look at what it changes, then carry it out."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from console.permissions import require_office
from console.register.actions import RosterMovedError, outcome, take_over_roster
from console.register.forms import RosterConfirmForm, RosterForm
from units.imports import COLUMNS, OPTIONAL_COLUMNS, FieldChange, RosterResult, preview_units
from units.models import Unit, User
from units.tables import ImportRefused, listing
from units.workbench.registers import ImportView

MEGABYTE = 1024 * 1024
LARGEST_FILE = 2 * MEGABYTE
# Of a long roster so many units are shown
MOST_SHOWN = 100


class ShownChange(NamedTuple):
    """A change of one field, in words."""

    field: str
    before: str
    after: str


class ImportUnitsView(ImportView, TemplateView):
    """Takes a roster, shows by unit what it would change and by line what is wrong."""

    template_name = "console/register/import.html"
    page_title = gettext_lazy("Import units")
    index_url_name = "console_register_units"
    list_label = gettext_lazy("Units")
    columns = (*COLUMNS, *OPTIONAL_COLUMNS)

    def require(self, user: User) -> None:
        """Refuse everybody but the IT office."""
        require_office(user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at a file, or carry out what was looked at."""
        return self._carry_out() if "rows" in request.POST else self._look()

    def _look(self) -> HttpResponse:
        form = RosterForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._answer(form=form)
        data = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            size = {"size": LARGEST_FILE // MEGABYTE}
            return self._answer(faults=[_("The file is larger than %(size)d MB.") % size])
        return self._preview(data)

    def _preview(self, data: bytes) -> HttpResponse:
        try:
            result = preview_units(data, user=self.user)
        except ImportRefused as refused:
            return self._answer(faults=list(listing(refused.errors)))
        sealed = RosterConfirmForm.sealed(
            {"file": data.decode("utf-8-sig"), "outcome": outcome(result)}, self.user
        )
        confirm = RosterConfirmForm(initial={"rows": sealed}, user=self.user)
        return self._answer(
            confirm=confirm,
            preview=result,
            changed=_shown(result),
            lines=list(listing(result.errors)),
        )

    def _carry_out(self) -> HttpResponse:
        confirm = RosterConfirmForm(self.request.POST, user=self.user)
        if not confirm.is_valid():
            faults = [fault for errors in confirm.errors.values() for fault in errors]
            return self._answer(faults=faults)
        data = confirm.cleaned_data["rows"]["file"].encode()
        try:
            run = take_over_roster(
                data, seen=confirm.cleaned_data["rows"]["outcome"], user=self.user
            )
        except RosterMovedError:
            messages.warning(
                self.request,
                _("The units have changed since you looked; look at what would happen now."),
            )
            return self._preview(data)
        counts = {"new": len(run.order["new"]), "changed": len(run.order["changes"])}
        messages.success(
            self.request, _("%(new)d units were registered and %(changed)d changed.") % counts
        )
        return redirect("console_register_units")

    def _answer(self, **facts: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**facts))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add an empty form for another file."""
        kwargs.setdefault("form", RosterForm())
        return super().get_context_data(most_shown=MOST_SHOWN, **kwargs)


def _shown(result: RosterResult) -> list[tuple[Unit, list[ShownChange]]]:
    """Return the changed units, as many as are shown, with their changes in words."""
    return [
        (unit, [_in_words(change) for change in result.changes[unit.code]])
        for unit in result.changed[:MOST_SHOWN]
    ]


def _in_words(change: FieldChange) -> ShownChange:
    field: Any = Unit._meta.get_field(change.field)
    return ShownChange(
        str(field.verbose_name), _written(field, change.before), _written(field, change.after)
    )


def _written(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, ""):
        return "–"
    return str(dict(field.flatchoices).get(value, value))
