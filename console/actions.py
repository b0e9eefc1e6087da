"""What the IT office does: give units a site, and change blueprints once they are approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from console.blueprint import Blueprint, diff
from console.blueprint_files import blueprint_versions, load_blueprint
from console.building import BuildOrder
from console.enums import StepKind
from console.models import BlueprintProposal, LayoutChange, UnitBlueprint
from console.permissions import require_approver, require_proposer
from console.provisioning import provision_units
from console.requests.layouts import follow_layout
from console.steps import add_step
from units.actions import switch_presence
from units.enums import Presence
from units.models import Unit, User
from workflows.gate.certificates import structure

DEFAULT_BLUEPRINT = "city"
BATCH = 20


def appear_as(unit: Unit, presence: Presence, *, user: User | None = None) -> Unit:
    """Switch a unit's presence, first giving it a home if it has none.

    Raises ``ValidationError`` for what :func:`units.actions.switch_presence` refuses.
    """
    if presence != Presence.DIRECTORY and not unit.roots.exists():
        order = BuildOrder(blueprint=load_blueprint(DEFAULT_BLUEPRINT), presence=presence)
        provision_units([unit], order, user=user)
        unit.refresh_from_db()
        return unit
    return switch_presence(unit, presence, user=user)


def differences(name: str, to_version: int) -> list[dict[str, Any]]:
    """Return what a version changes for the units of a blueprint, one entry a version they have.

    Raises ``BlueprintError`` when there is no such version.
    """
    new = load_blueprint(name, to_version)
    versions = (
        UnitBlueprint.objects.filter(name=name)
        .exclude(version=to_version)
        .values_list("version")
        .annotate(units=Count("pk"))
        .order_by("version")
    )
    return [
        {"version": version, "units": units, "changes": _told(load_blueprint(name, version), new)}
        for version, units in versions
    ]


def _told(old: Blueprint, new: Blueprint) -> list[dict[str, str]]:
    return [
        {
            "kind": change.kind.value,
            "key": change.key,
            "name": change.name,
            "aspect": change.aspect,
            "before": change.before,
            "after": change.after,
        }
        for change in diff(old, new)
    ]


@transaction.atomic
def propose_blueprint(name: str, *, user: User, version: int | None = None) -> BlueprintProposal:
    """Propose that all units of a blueprint go to a version, the latest when none is given.

    Raises ``PermissionDenied`` for anyone but the IT office, ``ValidationError`` when no unit
    would change or a proposal is open, and ``BlueprintError`` when there is no such version.
    """
    require_proposer(user)
    version = version or max(blueprint_versions(name), default=0)
    found = differences(name, version)
    if not found:
        raise ValidationError(_("No unit would change."))
    proposal = BlueprintProposal(
        blueprint=name,
        from_version=found[0]["version"],
        to_version=version,
        diff=found,
        unit_count=sum(entry["units"] for entry in found),
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    proposal.full_clean()
    proposal.save()
    add_step(proposal, StepKind.FILED, user=user, units=proposal.unit_count)
    return proposal


@transaction.atomic
def approve_blueprint(proposal: BlueprintProposal, *, user: User) -> BlueprintProposal:
    """Approve a proposal; it can be applied from then on.

    Raises ``PermissionDenied`` for the proposer and for anyone but the leading group (S003), and
    ``ValidationError`` when it is approved already, or was refused or withdrawn.
    """
    proposal = BlueprintProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    require_approver(user, proposal)
    if proposal.approved_at:
        raise ValidationError(_("The proposal is approved already."))
    if proposal.dropped_at:
        raise ValidationError(_("The proposal was refused or withdrawn."))
    proposal.approved_by, proposal.approved_at = user, timezone.now()
    proposal.full_clean()
    proposal.save()
    add_step(proposal, StepKind.APPROVED, user=user)
    return proposal


@transaction.atomic
def drop_blueprint(proposal: BlueprintProposal, *, user: User, reason: str) -> BlueprintProposal:
    """Refuse a proposal as the leading group, or withdraw an own one.

    Raises ``PermissionDenied`` for everybody else, and ``ValidationError`` without a reason and
    for a proposal that is approved, refused or withdrawn already.
    """
    proposal = BlueprintProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    is_own = proposal.proposed_by_id == user.pk
    require_proposer(user) if is_own else require_approver(user, proposal)
    if proposal.approved_at or proposal.dropped_at:
        raise ValidationError(_("This proposal has been decided already."))
    if not reason.strip():
        raise ValidationError(_("Give a reason."))
    proposal.dropped_at = timezone.now()
    proposal.save(update_fields=("dropped_at",))
    kind = StepKind.WITHDRAWN if is_own else StepKind.REFUSED
    add_step(proposal, kind, user=user, reason=reason.strip())
    return proposal


def apply_blueprint(
    proposal: BlueprintProposal, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Bring all units to an approved version, some at a time; return how many were changed.

    What was interrupted goes on where it stopped. Raises ``ValidationError`` before approval.
    """
    if not proposal.approved_at:
        raise ValidationError(_("The proposal is not approved yet."))
    todo = list(
        UnitBlueprint.objects.filter(name=proposal.blueprint)
        .exclude(version=proposal.to_version)
        .order_by("unit_id")
        .values_list("pk", flat=True)
    )
    for start in range(0, len(todo), BATCH):
        _apply_batch(todo[start : start + BATCH], proposal)
        if progress:
            progress(min(start + BATCH, len(todo)), len(todo))
    _note_applied(proposal, len(todo))
    return len(todo)


@transaction.atomic
def _note_applied(proposal: BlueprintProposal, count: int) -> None:
    unapplied = BlueprintProposal.objects.filter(pk=proposal.pk, applied_at=None)
    if unapplied.update(applied_at=timezone.now()):
        add_step(proposal, StepKind.CARRIED_OUT, user=None, units=count)


@transaction.atomic
def _apply_batch(ids: list[int], proposal: BlueprintProposal) -> None:
    version = proposal.to_version
    recorded = UnitBlueprint.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    rows = list(recorded.exclude(version=version).select_related("unit"))
    if not rows:
        return
    with structure(
        [row.unit for row in rows],
        reason=_("Blueprint applied"),
        user=proposal.approved_by,
        blueprint_name=proposal.blueprint,
        blueprint_version=version,
    ):
        LayoutChange.objects.bulk_create([follow_layout(row, row.name, version) for row in rows])
