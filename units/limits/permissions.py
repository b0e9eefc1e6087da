"""Who may look at quotas and features; who may change them is asked by the actions."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from units.enums import Role
from units.models import User
from units.permissions import user_can_manage_units, user_has_centre_role


def user_can_see_limits(user: User) -> bool:
    """Say whether the person may look: the IT office, and inspectors, who change nothing (S173)."""
    return user_can_manage_units(user) or user_has_centre_role(user, Role.INSPECTOR)


def require_seer(user: User) -> None:
    """Raise ``PermissionDenied`` unless the person may look."""
    if not user_can_see_limits(user):
        raise PermissionDenied(_("Only the IT office and inspectors see quotas and features."))
