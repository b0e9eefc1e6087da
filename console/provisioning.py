"""Provisioning units in batches, and taking back what nobody has touched since.

A batch is one transaction, so a run that is killed leaves whole batches behind and the next run
goes on with the rest. Every batch is written into a ledger that keeps its rows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from console.building import BuildOrder, build, certified
from console.digests import SiteDigest, digests_of
from console.enums import EntryState
from console.models import ProvisionEntry, ProvisionRun
from console.permissions import require_provisioner, user_can_open
from units.enums import Presence
from units.events import presence_changed
from units.models import Unit, UnitRoot, User

BATCH = 200

# Told after each batch: how many of how many units are done.
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class RunResult:
    """What a run did: units done, units that needed nothing, units that were refused."""

    done: list[Unit] = field(default_factory=list)
    skipped: list[Unit] = field(default_factory=list)
    refused: list[Unit] = field(default_factory=list)


def provision_units(
    units: Iterable[Unit],
    order: BuildOrder,
    *,
    user: User | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> RunResult:
    """Give units that have no pages a home, columns, groups, a collection and, if so ordered,
    contents and a host. Units that have a home are left as they are.

    What the IT office provisions waits for the leading group to open it. Raises
    ``PermissionDenied`` for anyone but the IT office and ``ProvisionError`` when a batch cannot be
    built; the batches before it stay.
    """
    require_provisioner(user)
    order = replace(order, opens=order.opens and user_can_open(user))
    todo, result = _sort_out(units)
    if not todo:
        return result
    run = ProvisionRun.objects.create(
        blueprint=order.blueprint.name,
        version=order.blueprint.version,
        with_demo=order.contents is not None,
        started_by=user,
        started_at=timezone.now(),
    )
    for part in batches(todo, batch):
        result.done += _provision_batch(part, order, run)
        if progress:
            progress(len(result.done), len(todo))
    return result


def _sort_out(units: Iterable[Unit]) -> tuple[list[Unit], RunResult]:
    units = list(units)
    have_home = set(UnitRoot.objects.filter(unit__in=units).values_list("unit_id", flat=True))
    todo = [unit for unit in units if unit.pk not in have_home]
    return todo, RunResult(skipped=[unit for unit in units if unit.pk in have_home])


def batches(units: Sequence[Unit], size: int) -> Iterator[Sequence[Unit]]:
    """Cut units into batches."""
    for start in range(0, len(units), size):
        yield units[start : start + size]


@transaction.atomic
def _provision_batch(part: Sequence[Unit], order: BuildOrder, run: ProvisionRun) -> list[Unit]:
    started_at = timezone.now()
    locked = Unit.objects.select_for_update(of=("self",)).filter(pk__in=[unit.pk for unit in part])
    todo, _done_elsewhere = _sort_out(locked)
    if not todo:
        return []
    before = _facts_before(todo)
    with certified(todo, order, user=run.started_by):
        built = build(todo, order, at=started_at)
        for host in built.known_hosts:
            before[host.unit_id]["hosts"].append(host.host)
        write_entries(
            run,
            todo,
            digests_of(todo, built.roots),
            EntryState.BUILT,
            versions={unit.pk: (order.blueprint.name, order.blueprint.version) for unit in todo},
            started_at=started_at,
            before=before,
        )
        _tell_of_presence(todo, before)
    transaction.on_commit(Site.clear_site_root_paths_cache)
    return todo


def _tell_of_presence(units: Sequence[Unit], before: Mapping[int, dict[str, Any]]) -> None:
    for unit in units:
        was = Presence(before[unit.pk]["presence"])
        if was != unit.presence:
            presence_changed.send(sender=Unit, unit=unit, before=was, after=unit.presence)


def _facts_before(units: Sequence[Unit]) -> dict[int, dict[str, Any]]:
    return {
        unit.pk: {
            "presence": unit.presence,
            "opened_on": unit.opened_on.isoformat() if unit.opened_on else None,
            "has_collection": unit.collection_id is not None,
            "hosts": [],
        }
        for unit in units
    }


def write_entries(
    run: ProvisionRun,
    units: Sequence[Unit],
    digests: Mapping[int, SiteDigest],
    state: EntryState,
    *,
    versions: Mapping[int, tuple[str, int]],
    started_at: datetime.datetime,
    before: Mapping[int, dict[str, Any]],
) -> None:
    """Add what a run did to each of the units to the ledger."""
    finished_at = timezone.now()
    ProvisionEntry.objects.bulk_create(
        [
            ProvisionEntry(
                run=run,
                unit=unit,
                blueprint=versions[unit.pk][0],
                version=versions[unit.pk][1],
                state=state,
                digest=digests[unit.pk].digest,
                page_count=digests[unit.pk].page_count,
                before=before[unit.pk],
                started_at=started_at,
                finished_at=finished_at,
            )
            for unit in units
        ]
    )
