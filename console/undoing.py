"""Taking back what provisioning made of units, as long as nobody has touched it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Site

from console.digests import digests_of
from console.enums import EntryState
from console.models import ProvisionEntry, ProvisionRun, UnitBlueprint
from console.permissions import require_provisioner
from console.provisioning import BATCH, Progress, RunResult, batches, write_entries
from units import access, addresses
from units.enums import Presence
from units.events import presence_changed
from units.models import UNIT_PREFIX_LENGTH, Unit, UnitHost, UnitRoot, User
from workflows.gate.certificates import structure


def undo_units(
    units: Iterable[Unit],
    *,
    user: User | None = None,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> RunResult:
    """Remove all that provisioning made for units; only the ledger keeps its rows, and gains one.

    A unit of which any page or file differs from what was made is refused and left as it is; one
    that does not stand provisioned needs nothing. Raises ``PermissionDenied`` for anyone but the
    IT office.
    """
    require_provisioner(user)
    units = list(units)
    standing = ProvisionEntry.objects.standing(units)
    todo = [unit for unit in units if unit.pk in standing]
    result = RunResult(skipped=[unit for unit in units if unit.pk not in standing])
    if not todo:
        return result
    run = ProvisionRun.objects.create(is_undo=True, started_by=user, started_at=timezone.now())
    for part in batches(todo, batch):
        done, refused = _undo_batch(part, run)
        result.done += done
        result.refused += refused
        if progress:
            progress(len(result.done) + len(result.refused), len(todo))
    return result


@transaction.atomic
def _undo_batch(part: Sequence[Unit], run: ProvisionRun) -> tuple[list[Unit], list[Unit]]:
    started_at = timezone.now()
    locked = list(
        Unit.objects.select_for_update(of=("self",)).filter(pk__in=[unit.pk for unit in part])
    )
    standing = ProvisionEntry.objects.standing(locked)
    digests = digests_of(locked, UnitRoot.objects.filter(unit__in=locked))
    todo = [
        unit
        for unit in locked
        if unit.pk in standing
        and unit.pk in digests
        and digests[unit.pk].digest == standing[unit.pk].digest
    ]
    kept = {unit.pk for unit in todo}
    refused = [unit for unit in locked if unit.pk in standing and unit.pk not in kept]
    if not todo:
        return [], refused
    try:
        with (
            transaction.atomic(),
            structure(todo, reason=_("Provisioning undone"), user=run.started_by),
        ):
            _remove(todo, standing)
    except ProtectedError:
        return [], refused + todo
    write_entries(
        run,
        todo,
        digests,
        EntryState.UNDONE,
        versions={pk: (entry.blueprint, entry.version) for pk, entry in standing.items()},
        started_at=started_at,
        before={unit.pk: standing[unit.pk].before for unit in todo},
    )
    transaction.on_commit(Site.clear_site_root_paths_cache)
    return todo, refused


def _remove(units: Sequence[Unit], standing: dict[int, ProvisionEntry]) -> None:
    _remove_pages(units)
    _remove_files(units)
    access.remove_unit_groups(units)
    UnitBlueprint.objects.filter(unit__in=units).delete()
    _restore(units, standing)
    addresses.forget()


def _remove_pages(units: Sequence[Unit]) -> None:
    """Delete the units' trees; withdrawn first, since Wagtail withdraws live pages one by one."""
    roots = list(UnitRoot.objects.filter(unit__in=units))
    below = Page.objects.annotate(unit_prefix=Substr("path", 1, UNIT_PREFIX_LENGTH))
    below.filter(unit_prefix__in=[root.prefix for root in roots]).update(live=False)
    Page.objects.filter(pk__in=[root.page_id for root in roots]).delete()


def _remove_files(units: Sequence[Unit]) -> None:
    collections = [unit.collection_id for unit in units if unit.collection_id]
    for model in (get_image_model(), get_document_model()):
        model._default_manager.filter(collection__in=collections).delete()


def _restore(units: Sequence[Unit], standing: dict[int, ProvisionEntry]) -> None:
    """Give units back the presence, opening day, hosts and collection they had before."""
    made, changed = [], []
    new_hosts: list[int] = []
    hosts = UnitHost.objects.filter(unit__in=units, is_current=True)
    known = {host.unit_id: host for host in hosts}
    for unit in units:
        before = standing[unit.pk].before
        was = Presence(unit.presence)
        unit.presence = before["presence"]
        opened_on = before["opened_on"]
        unit.opened_on = datetime.date.fromisoformat(opened_on) if opened_on else None
        if not before["has_collection"]:
            made.append(unit.collection_id)
            unit.collection = None
        host = known.get(unit.pk)
        if host and host.host not in before["hosts"]:
            new_hosts.append(host.pk)
        if was != unit.presence:
            changed.append((unit, was))
    Unit.objects.bulk_update(units, ["presence", "opened_on", "collection"])
    UnitHost.objects.filter(pk__in=new_hosts).delete()
    hosts.exclude(unit__presence=Presence.SITE).update(is_current=False)
    Collection.objects.filter(pk__in=made).delete()
    for unit, was in changed:
        presence_changed.send(sender=Unit, unit=unit, before=was, after=unit.presence)
