"""Who may provision units, decide about blueprints, file for a unit, and read the console."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from console.models import BlueprintProposal
from units.enums import Role
from units.models import Membership, Unit, User
from units.permissions import (
    require_manager,
    user_can_lead,
    user_can_manage_units,
    user_sees_everybody,
    user_units,
)

# Who files for the own unit, and reads in the console about it
FILING_ROLES = (Role.LEADER, Role.OPERATOR)


def require_provisioner(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless the user may provision; None is the system itself."""
    require_manager(user)


def user_can_propose(user: User) -> bool:
    """Say whether the person may propose a new version of a blueprint."""
    return user_can_manage_units(user)


def user_can_approve(user: User, proposal: BlueprintProposal) -> bool:
    """Say whether the person may approve a proposal: the leading group, never for itself (S003)."""
    return user_can_lead(user) and user.pk != proposal.proposed_by_id


def user_can_open(user: User | None) -> bool:
    """Say whether sites may be opened for the person; None is the system itself (S003)."""
    return user is None or user_can_lead(user)


def require_proposer(user: User) -> None:
    """Raise ``PermissionDenied`` unless the user may propose."""
    if not user_can_propose(user):
        raise PermissionDenied(_("Only the IT office may propose a blueprint."))


def require_approver(user: User, proposal: BlueprintProposal) -> None:
    """Raise ``PermissionDenied`` unless the user may approve this proposal."""
    if not user_can_approve(user, proposal):
        raise PermissionDenied(
            _("Only the leading group approves a proposal, and nobody approves an own one.")
        )


def require_opener(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless sites may be opened for the user."""
    if not user_can_open(user):
        raise PermissionDenied(_("Only the leading group lets a site open."))


def user_can_file(user: User, unit: Unit) -> bool:
    """Say whether the person may file requests, plans and people for the unit: its own leaders
    and operators may."""
    return units_filed_for(user).filter(pk=unit.pk).exists()


def require_filer(user: User, unit: Unit) -> None:
    """Raise ``PermissionDenied`` unless the person may file for the unit."""
    if not user_can_file(user, unit):
        raise PermissionDenied(_("Only the unit's own leaders and operators file for it."))


def units_filed_for(user: User) -> QuerySet[Unit]:
    """Return the units for which the person may file."""
    return user_units(user, *FILING_ROLES)


def people_filing_for(units: Iterable[Unit]) -> QuerySet[User]:
    """Return who may file for one of the units."""
    held = Membership.objects.active().filter(unit__in=units, role__in=FILING_ROLES)
    return User.objects.filter(pk__in=held.values("person"))


def user_reads_unit(user: User, unit: Unit) -> bool:
    """Say whether the person may read what the console keeps about a unit: its own people who file
    may, and who sees everybody."""
    return user_sees_everybody(user) or user_can_file(user, unit)


def units_read_by(user: User) -> QuerySet[Unit]:
    """Return the units about which the person may read in the console."""
    return Unit.objects.all() if user_sees_everybody(user) else units_filed_for(user)


def require_office(user: User) -> None:
    """Raise ``PermissionDenied`` for anybody but the IT office."""
    if not user_can_manage_units(user):
        raise PermissionDenied(_("This is the IT office's to do."))


def require_leading_group(user: User) -> None:
    """Raise ``PermissionDenied`` for anybody but the leading group (S003)."""
    if not user_can_lead(user):
        raise PermissionDenied(_("This is the leading group's to decide."))


def require_overseer(user: User) -> None:
    """Raise ``PermissionDenied`` for who does not see everybody: IT office, leading group and
    inspectors do."""
    if not user_sees_everybody(user):
        raise PermissionDenied(_("Only the IT office, the leading group and inspectors see this."))
