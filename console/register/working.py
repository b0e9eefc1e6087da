"""What the worker does for a run over units, batch by batch, with its progress stored."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.actions import apply_blueprint
from console.blueprint_files import BlueprintError, load_blueprint
from console.building import BuildOrder, ProvisionError
from console.enums import StepKind
from console.models import BlueprintProposal, OfficeRun, UnitBlueprint
from console.permissions import require_proposer
from console.provisioning import provision_units
from console.register.enums import RunKind, RunState
from console.steps import add_step
from units.enums import Presence
from units.models import Unit

# Units in one transaction: small enough that progress is seen to move
BATCH = 10

# What a run may be refused; it stands in the run, and the run may go on when it is mended
REFUSALS = (ProvisionError, BlueprintError, PermissionDenied, ValidationError)


def carry_out(pk: int) -> None:
    """Do what a run was ordered to, batch by batch; called by the worker.

    What the run is refused stands in it afterwards. A run that is not waiting is left alone.
    """
    now = timezone.now()
    waiting = OfficeRun.objects.filter(pk=pk, state=RunState.WAITING)
    if not waiting.update(state=RunState.RUNNING, moved_at=now):
        return
    run = OfficeRun.objects.select_related("started_by", "proposal").get(pk=pk)
    try:
        _WORK[RunKind(run.kind)](run)
    except REFUSALS as refusal:
        _stop(run, _told(refusal))
    except Exception:
        _stop(run, _("An error stopped the run; the log of the worker says which."))
        raise
    else:
        _finish(run)


def _provision(run: OfficeRun) -> None:
    units = Unit.objects.real().filter(code__in=run.order["units"], closed_on=None)
    order = BuildOrder(
        blueprint=load_blueprint(run.order["blueprint"]),
        presence=Presence(run.order["presence"]),
    )

    def move(_done: int = 0, _total: int = 0) -> None:
        _move(run, run.total - units.without_home().count())

    provision_units(units, order, user=run.started_by, batch=BATCH, progress=move)
    move()


def _apply(run: OfficeRun) -> None:
    proposal = run.proposal
    if proposal is None:
        raise ValidationError(_("The proposal of this run is gone."))
    require_proposer(run.started_by)

    def move(_done: int = 0, _total: int = 0) -> None:
        _move(run, run.total - units_behind(proposal))

    apply_blueprint(proposal, progress=move)
    move()


def units_behind(proposal: BlueprintProposal) -> int:
    """Count the units that do not have the version of a proposal."""
    of_blueprint = UnitBlueprint.objects.filter(name=proposal.blueprint)
    return of_blueprint.exclude(version=proposal.to_version).count()


_WORK: dict[RunKind, Callable[[OfficeRun], None]] = {
    RunKind.PROVISION: _provision,
    RunKind.APPLY: _apply,
}


def _move(run: OfficeRun, done: int) -> None:
    """Note how far a run is: what the facts say, however often it was begun."""
    done = min(max(done, 0), run.total)
    OfficeRun.objects.filter(pk=run.pk).update(done=done, moved_at=timezone.now())


@transaction.atomic
def _finish(run: OfficeRun) -> None:
    now = timezone.now()
    OfficeRun.objects.filter(pk=run.pk).update(state=RunState.DONE, moved_at=now, finished_at=now)
    add_step(run, StepKind.CARRIED_OUT, user=None)


@transaction.atomic
def _stop(run: OfficeRun, problem: str) -> None:
    now = timezone.now()
    OfficeRun.objects.filter(pk=run.pk).update(
        state=RunState.STOPPED, problem=problem, moved_at=now
    )
    add_step(run, StepKind.REFUSED, user=None, reason=problem)


def _told(refusal: Exception) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(refusal)
