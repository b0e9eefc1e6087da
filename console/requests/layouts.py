"""Which layout a unit's site follows, how it gets another one, and which it had on a day."""

from __future__ import annotations

import datetime

from django.utils import timezone

from console.applying import bring_to
from console.blueprint import Blueprint
from console.blueprint_files import blueprint_names, blueprint_versions, load_blueprint
from console.enums import EntryState
from console.models import LayoutChange, ProvisionEntry, UnitBlueprint, UnitRequest
from console.portal import PORTAL_BLUEPRINT
from units.models import Unit


def follow_layout(
    row: UnitBlueprint, name: str, version: int, *, request: UnitRequest | None = None
) -> LayoutChange:
    """Bring a unit's site to a layout, and return the row that says so, which the caller stores.

    Runs inside a transaction, under a certificate for the unit's structure, on a locked row.
    """
    change = LayoutChange(
        unit=row.unit,
        request=request,
        from_blueprint=row.name,
        from_version=row.version,
        blueprint=name,
        to_version=version,
        at=timezone.now(),
    )
    old, new = own_version(row, row.name, row.version), own_version(row, name, version)
    bring_to(row.unit, old, new)
    row.name, row.version, row.applied_at = name, version, change.at
    row.save(update_fields=("name", "version", "applied_at"))
    return change


def own_version(row: UnitBlueprint, name: str, version: int) -> Blueprint:
    """Return a version with the unit's own names, as far as the version leaves them to it."""
    known = dict(load_blueprint(name, version).parameters)
    own = {key: value for key, value in row.parameters.items() if key in known}
    return load_blueprint(name, version, own)


def layouts() -> list[Blueprint]:
    """Return every layout that the site of a unit may have, version by version."""
    return [
        load_blueprint(name, version)
        for name in blueprint_names()
        if name != PORTAL_BLUEPRINT
        for version in blueprint_versions(name)
    ]


def layout_on(unit: Unit, day: datetime.date) -> tuple[str, int] | None:
    """Return the blueprint and its version that a unit's site ran at the end of a day.

    None stands for a day on which the unit had no pages.
    """
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time.min)
    end = timezone.make_aware(midnight)
    built = ProvisionEntry.objects.for_unit(unit).filter(finished_at__lt=end)
    changed = LayoutChange.objects.for_unit(unit).filter(at__lt=end)
    entry = built.order_by("-finished_at", "-id").first()
    change = changed.order_by("-at", "-id").first()
    if change and (entry is None or change.at > entry.finished_at):
        return change.blueprint, change.to_version
    if entry is None or entry.state == EntryState.UNDONE:
        return None
    return entry.blueprint, entry.version
