"""What a request says, for people to read."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from console.blueprint import Change, diff
from console.blueprint_files import BlueprintError, layout_in_words
from console.models import UnitBlueprint, UnitRequest
from console.requests.catalogue import kind_of
from console.requests.enums import RequestKind
from console.requests.kinds import label
from console.requests.layouts import own_version

LONG = ("purpose", "audience", "column_list", "function_text")


class Fact(NamedTuple):
    """One thing that a request says."""

    label: str
    text: str
    is_wide: bool


def facts_of(request: UnitRequest) -> list[Fact]:
    """Return what a request says, in the order of its form; what is not said is left out."""
    found = [_fact(request, name) for name in kind_of(request).fields]
    return [fact for fact in (*found, *_outcome(request)) if fact.text]


def layout_changes(request: UnitRequest) -> list[Change]:
    """Return what the layout that is asked for changes in the site as it stands."""
    row = UnitBlueprint.objects.filter(unit=request.unit_id).first()
    if request.kind != RequestKind.REDESIGN or row is None or not request.to_version:
        return []
    try:
        new = own_version(row, request.blueprint, request.to_version)
        return diff(own_version(row, row.name, row.version), new)
    except BlueprintError:  # a version that is gone; handing in says so
        return []


def _fact(request: UnitRequest, name: str) -> Fact:
    if name == "blueprint":
        return Fact(label(name), _layout(request.blueprint, request.to_version), False)
    if name == "to_version":
        return Fact("", "", False)
    if name == "column":
        return Fact(label(name), request.column_name, False)
    if name == "successors":
        names = [unit.name for unit in request.successors.order_by("pk")]
        return Fact(label(name), ", ".join(names), False)
    return Fact(label(name), _text(request, name), name in LONG)


def _text(request: UnitRequest, name: str) -> str:
    value: Any = getattr(request, name)
    shown = getattr(request, f"get_{name}_display", None)
    if shown is not None:
        return str(shown())
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if hasattr(value, "year"):
        return date_format(value, "Y-m-d")
    return "" if value is None else str(value)


def _outcome(request: UnitRequest) -> list[Fact]:
    """Return what carrying it out has added."""
    second = request.made_unit.code if request.made_unit else ""
    before = _layout(request.from_blueprint, request.from_version)
    return [
        Fact(_("Layout before"), before, False),
        Fact(label("made_unit"), second, False),
    ]


def _layout(name: str, version: int | None) -> str:
    return layout_in_words(name, version) if name and version else ""
