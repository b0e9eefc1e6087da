"""Who may change units, presence and people."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from units.enums import Role
from units.models import Membership, User


def user_has_centre_role(user: User, *roles: Role) -> bool:
    """Say whether the person holds one of the central roles now."""
    return Membership.objects.active().for_centre().filter(person=user, role__in=roles).exists()


def user_can_manage_units(user: User) -> bool:
    """Say whether the person may register units and switch their presence (S173)."""
    return user.is_active and (user.is_superuser or user_has_centre_role(user, Role.IT_OFFICE))


def user_can_lead(user: User) -> bool:
    """Say whether the person may approve the blueprint, the rules, opening and closing (S003)."""
    return user.is_active and user_has_centre_role(user, Role.LEADING_GROUP)


def require_manager(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless the user may manage units; None is the system itself."""
    if user is not None and not user_can_manage_units(user):
        raise PermissionDenied(_("Only the IT office may change units."))
