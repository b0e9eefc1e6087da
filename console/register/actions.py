"""What an officer does by hand with the register: taking over a roster, switching a presence."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.actions import appear_as
from console.enums import StepKind
from console.models import OfficeRun
from console.permissions import require_office
from console.register.enums import RunKind, RunState
from console.steps import add_step
from units.actions import switch_presence
from units.enums import Presence
from units.imports import RosterResult, import_units, preview_units
from units.models import Unit, User
from workflows.ledger.canonical import plain


class RosterMovedError(Exception):
    """What a roster would do is no longer what was looked at."""


@transaction.atomic
def take_over_roster(data: bytes, *, seen: str, user: User) -> OfficeRun:
    """Register and change units as a file says, passing over its bad lines, as it was looked at.

    ``seen`` is the :func:`outcome` of the preview; the run that is returned keeps what was done.
    Raises ``PermissionDenied`` for anyone but the IT office, ``ImportRefused`` for a file that
    cannot be read, and ``RosterMovedError`` when the file would do something else by now.
    """
    require_office(user)
    # Locked first, so that nothing moves between this look and the writing
    list(Unit.objects.select_for_update().values_list("pk"))
    if outcome(preview_units(data, user=user)) != seen:
        raise RosterMovedError
    result = import_units(data, skip_bad=True, user=user)
    now = timezone.now()
    count = len(result.new) + len(result.changed)
    run = OfficeRun.objects.create(
        kind=RunKind.IMPORT,
        state=RunState.DONE,
        order=plain(told(result)),
        total=count,
        done=count,
        started_by=user,
        started_at=now,
        moved_at=now,
        finished_at=now,
    )
    file = hashlib.sha256(data).hexdigest()
    counts: dict[str, Any] = {"new": len(result.new), "changed": len(result.changed)}
    add_step(run, StepKind.CARRIED_OUT, user=user, file=file, outcome=seen, **counts)
    return run


def told(result: RosterResult) -> dict[str, Any]:
    """Return what an import does: new units, changes by the code of the unit, bad lines."""
    return {
        "new": [unit.code for unit in result.new],
        "changes": {
            code: [list(change) for change in found] for code, found in result.changes.items()
        },
        "bad": [str(error) for error in result.errors],
    }


def outcome(result: RosterResult) -> str:
    """Return a digest of what an import does, which differs when anything of it differs."""
    written = json.dumps(plain(told(result)), sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


@transaction.atomic
def switch_unit(unit: Unit, presence: Presence, *, host: str, reason: str, user: User) -> Unit:
    """Switch how a unit appears, first giving it pages if it has none and is to have some.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason and for what :func:`units.actions.switch_presence` refuses.
    """
    require_office(user)
    if not reason.strip():
        raise ValidationError(_("Give a reason."))
    before = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if before.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": before.name})
    unit = appear_as(before, presence, user=user)
    if host and presence == Presence.SITE:
        unit = switch_presence(unit, presence, host=host, user=user)
    add_step(
        unit,
        StepKind.CHANGED,
        user=user,
        unit=unit,
        reason=reason.strip(),
        presence=presence,
        host=host,
    )
    return unit
