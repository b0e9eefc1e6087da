"""Which rules a unit has to follow, and what its responsible person has not acknowledged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from console.models import RuleAcknowledgement, RuleDocument, RuleVersion
from units.models import Unit


def obliged_units(document: RuleDocument) -> QuerySet[Unit]:
    """Return the units that have to follow a rule: those of its level and system, not closed."""
    units: QuerySet[Unit] = Unit.objects.real().filter(closed_on=None)
    return units.filter(scope(document))


def scope(document: RuleDocument) -> Q:
    """Return the condition over units that a rule is for them."""
    wanted = Q()
    if document.level:
        wanted &= Q(level=document.level)
    if document.system:
        wanted &= Q(system=document.system)
    return wanted


def has_acknowledged(version: RuleVersion) -> Exists:
    """Return the condition over units that a version has been acknowledged for them."""
    return Exists(RuleAcknowledgement.objects.filter(version=version, unit=OuterRef("pk")))


def current_versions(unit: Unit) -> QuerySet[RuleVersion]:
    """Return the versions in force that a unit has to follow."""
    found = RuleVersion.objects.current().for_unit(unit).select_related("document")
    return found.order_by("document_id")


def unacknowledged(unit: Unit) -> list[RuleVersion]:
    """Return the versions in force that nobody has acknowledged for the unit."""
    done = RuleAcknowledgement.objects.for_unit(unit).filter(version=OuterRef("pk"))
    return list(current_versions(unit).filter(~Exists(done)))


def acknowledgements(
    versions: Iterable[RuleVersion], units: Iterable[Unit]
) -> dict[tuple[int, int], RuleAcknowledgement]:
    """Return who acknowledged which version for which unit, by both ids, in one query."""
    found = RuleAcknowledgement.objects.filter(
        version__in=[version.pk for version in versions], unit__in=[unit.pk for unit in units]
    ).select_related("person")
    return {(row.version_id, row.unit_id): row for row in found}


def with_unacknowledged(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Annotate ``unacknowledged_rules``, how many versions in force a unit has left."""
    done = RuleAcknowledgement.objects.filter(version=OuterRef("pk"), unit=OuterRef(OuterRef("pk")))
    missing = (
        RuleVersion.objects.current()
        .filter(
            Q(document__level="") | Q(document__level=OuterRef("level")),
            Q(document__system="") | Q(document__system=OuterRef("system")),
        )
        .filter(~Exists(done))
        .order_by()
        .values(all=Value(1))
        .annotate(count=Count("pk"))
        .values("count")
    )
    counted = Coalesce(Subquery(missing, output_field=IntegerField()), 0)
    return units.annotate(unacknowledged_rules=counted)
