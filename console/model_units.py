"""Using a model unit as the blueprint of another: its structure, never its articles or people."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from console.blueprint import Blueprint, ColumnSpec, Freshness
from console.blueprint_files import load_blueprint
from console.building import ProvisionError
from console.models import UnitBlueprint
from content.enums import UpdateRule
from content.models import ColumnPage, UnitHomePage
from units.models import Unit


def blueprint_of(unit: Unit) -> Blueprint:
    """Return what a model unit's site looks like now as a blueprint for others.

    Columns that the unit opened itself are part of it, with their introductions; texts, items and
    people are not. Raises :class:`ProvisionError` unless the unit is marked as model and stands
    provisioned.
    """
    recorded = UnitBlueprint.objects.filter(unit=unit).first()
    home = UnitHomePage.objects.filter(
        unit_root__unit=unit, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if not unit.is_model or recorded is None or home is None:
        raise ProvisionError(
            _("%(unit)s is not a model unit with pages of its own.") % {"unit": unit.name}
        )
    base = load_blueprint(recorded.name, recorded.version, recorded.parameters)
    columns = list(ColumnPage.objects.descendant_of(home).live().order_by("path"))
    return Blueprint(
        name=base.name,
        version=base.version,
        title=base.title,
        regions=tuple(home.home_layout),
        columns=tuple(
            _spec(column, columns, base) for column in columns if column.depth == home.depth + 1
        ),
        parameters=base.parameters,
    )


def _spec(column: ColumnPage, columns: list[ColumnPage], base: Blueprint) -> ColumnSpec:
    planned = base.by_key().get(column.key)
    return ColumnSpec(
        key=column.key or column.slug,
        name=column.title,
        slug=column.slug,
        kind=column.kind,
        takes=tuple(column.takes),
        update=Freshness(UpdateRule(column.update_rule), column.update_days or 0),
        layout=column.layout,
        function=column.function,
        is_required=column.is_required,
        in_menu=column.show_in_menus,
        hint=column.introduction,
        demo=planned.spec.demo if planned else (),
        children=tuple(
            _spec(child, columns, base)
            for child in columns
            if child.depth == column.depth + 1 and child.path.startswith(column.path)
        ),
    )
