"""Who may provision units and decide about blueprints."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from console.models import BlueprintProposal
from units.models import User
from units.permissions import require_manager, user_can_lead, user_can_manage_units


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
