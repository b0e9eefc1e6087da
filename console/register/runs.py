"""Work on many units in the background: ordering it, and going on after a stop."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.blueprint_files import load_blueprint
from console.enums import StepKind
from console.models import BlueprintProposal, OfficeRun
from console.permissions import require_office, require_proposer
from console.register.enums import RunKind, RunState
from console.register.tasks import carry_out_run
from console.register.working import units_behind
from console.steps import add_step
from units.enums import Presence
from units.models import Unit, User

# A run that has not moved for so long was interrupted, and may be started again
STALLED = datetime.timedelta(minutes=10)


@transaction.atomic
def order_provisioning(
    units: Sequence[Unit], *, blueprint: str, presence: Presence, user: User
) -> OfficeRun:
    """Have units provisioned in the background; those that have pages already are left out.

    Raises ``PermissionDenied`` for anyone but the IT office, ``BlueprintError`` for a blueprint
    that cannot be used, and ``ValidationError`` when nothing is to be done or the presence has no
    pages.
    """
    require_office(user)
    if presence == Presence.DIRECTORY:
        raise ValidationError(_("A directory entry has no pages to provision."))
    load_blueprint(blueprint)
    codes = sorted(unit.code for unit in units)
    todo = Unit.objects.real().without_home().filter(code__in=codes, closed_on=None)
    wanted = sorted(todo.values_list("code", flat=True))
    if not wanted:
        raise ValidationError(_("Each of these units has its pages already, or is closed."))
    order = {"blueprint": blueprint, "presence": str(presence), "units": wanted}
    return _start(RunKind.PROVISION, user, total=len(wanted), order=order)


@transaction.atomic
def order_application(proposal: BlueprintProposal, *, user: User) -> OfficeRun:
    """Have all units of a blueprint brought to its approved version in the background.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` before the
    approval, after the version was applied, and while a run is at it.
    """
    require_proposer(user)
    proposal = BlueprintProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not proposal.approved_at:
        raise ValidationError(_("The proposal is not approved yet."))
    if proposal.applied_at:
        raise ValidationError(_("The proposal has been applied."))
    if proposal.runs.filter(state__in=(RunState.WAITING, RunState.RUNNING)).exists():
        raise ValidationError(_("The proposal is being applied."))
    total = units_behind(proposal)
    return _start(RunKind.APPLY, user, total=total, proposal=proposal)


@transaction.atomic
def resume_run(run: OfficeRun, *, user: User) -> OfficeRun:
    """Let a run that stopped or was interrupted go on with what is left.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a run that
    is done, or that moved a short time ago.
    """
    require_office(user)
    run = OfficeRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not can_be_resumed(run):
        raise ValidationError(_("This run is done, or still under way."))
    run.state, run.problem, run.moved_at = RunState.WAITING, "", timezone.now()
    run.save(update_fields=("state", "problem", "moved_at"))
    add_step(run, StepKind.CHANGED, user=user)
    transaction.on_commit(partial(carry_out_run.enqueue, run.pk))
    return run


def can_be_resumed(run: OfficeRun) -> bool:
    """Say whether a run stands still and has something left to do."""
    is_stalled = run.is_moving and run.moved_at < timezone.now() - STALLED
    return run.state == RunState.STOPPED or is_stalled


def _start(kind: RunKind, user: User, **values: Any) -> OfficeRun:
    now = timezone.now()
    run = OfficeRun.objects.create(
        kind=kind, started_by=user, started_at=now, moved_at=now, **values
    )
    add_step(run, StepKind.FILED, user=user, order=run.order, total=run.total)
    transaction.on_commit(partial(carry_out_run.enqueue, run.pk))
    return run
