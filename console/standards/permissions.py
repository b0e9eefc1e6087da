"""Who has sites checked, and who reads what was found."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from console.permissions import user_can_file
from units.models import Unit, User
from units.permissions import user_can_manage_units


def user_can_check(user: User, unit: Unit) -> bool:
    """Say whether the person may have one unit checked: its own people may, to see it mended."""
    return user_can_manage_units(user) or user_can_file(user, unit)


def require_checker(user: User, unit: Unit) -> None:
    """Raise ``PermissionDenied`` unless the person may have the unit checked."""
    if not user_can_check(user, unit):
        raise PermissionDenied(
            _("A site is checked by the IT office and by the unit's own leaders and operators.")
        )
