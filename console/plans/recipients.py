"""Whom to tell of a plan or a campaign."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from units.enums import Role
from units.models import Membership, Unit, User


def office() -> QuerySet[User]:
    """Return the people of the IT office."""
    return _in_centre(Role.IT_OFFICE)


def leading_group() -> QuerySet[User]:
    """Return the people of the leading group."""
    return _in_centre(Role.LEADING_GROUP)


def people_of(units: Iterable[Unit] | QuerySet[Unit]) -> QuerySet[User]:
    """Return the leaders and operators of some units."""
    roles = (Role.LEADER, Role.OPERATOR)
    held = Membership.objects.active().filter(unit__in=units, role__in=roles)
    return User.objects.filter(pk__in=held.values("person"))


def _in_centre(role: Role) -> QuerySet[User]:
    held = Membership.objects.active().for_centre().filter(role=role)
    return User.objects.filter(pk__in=held.values("person"))
