"""Who files the team of a unit's site, and who reads about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from console.permissions import FILING_ROLES, units_read_by
from units.models import Unit, User
from units.permissions import user_has_unit_role, user_sees_everybody


def user_can_read_filings(user: User) -> bool:
    """Say whether there is any unit about whose team the person may read."""
    return user_sees_everybody(user) or user_has_unit_role(user, *FILING_ROLES)


def require_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for whoever may read about no unit."""
    if not user_can_read_filings(user):
        raise PermissionDenied(
            _("This is for units' leaders and operators, the IT office and who supervises.")
        )


def unit_read_by(user: User, code: str) -> Unit:
    """Return a unit about which the person may read.

    Raises ``PermissionDenied`` for who reads about no unit, and ``Http404`` for other units.
    """
    require_reader(user)
    found = readable_units(user).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def readable_units(user: User) -> QuerySet[Unit]:
    """Return the units of the roster about which the person may read."""
    return units_read_by(user).real()  # type: ignore[attr-defined]
