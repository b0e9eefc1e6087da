"""What the screen of a unit gathers about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from console.blueprint_files import layout_in_words
from console.models import Contract, ProvisionEntry, Step, UnitBlueprint
from console.money.figures import UnitCosts, costs_of
from console.register.columns import Cell, prepared, registered_columns
from units.models import Membership, Unit
from units.quotas import Usage, usages_of
from units.workbench.tables import as_read

STEPS_A_PAGE = 15
MOST_CONTRACTS = 20


@dataclass(frozen=True)
class UnitFacts:
    """All that is shown of a unit."""

    unit: Any
    columns: list[tuple[str, Cell]]
    people: list[Membership]
    usages: list[Usage]
    costs: UnitCosts
    contracts: list[Contract]
    blueprint: UnitBlueprint | None
    layout: str
    provisioned: ProvisionEntry | None
    steps: Page[Step]


def facts_of(code: str, *, day: datetime.date, page: str) -> UnitFacts | None:
    """Return what is known of a unit on a day, with a page of what was done; None if none is."""
    units = Unit.objects.real().with_state().select_related("parent")
    unit = prepared(units).filter(code=code).first()
    if unit is None:
        return None
    steps: QuerySet[Step] = Step.objects.filter(unit=unit).order_by("-id").select_related("person")
    people = Membership.objects.active().for_unit(unit).select_related("person")
    blueprint = UnitBlueprint.objects.filter(unit=unit).first()
    contracts = Contract.objects.for_unit(unit).select_related("contractor")
    return UnitFacts(
        unit=unit,
        columns=[
            (str(column.label), as_read(column.value(unit))) for column in registered_columns()
        ],
        people=list(people.order_by("-is_principal", "role", "person_id")),
        usages=usages_of(unit),
        costs=costs_of(unit, day),
        contracts=list(contracts[:MOST_CONTRACTS]),
        blueprint=blueprint,
        layout=layout_in_words(blueprint.name, blueprint.version) if blueprint else "",
        provisioned=ProvisionEntry.objects.filter(unit=unit).first(),
        steps=Paginator(steps, STEPS_A_PAGE).get_page(page),
    )
