"""Who may propose changes of two persons, decide them, and read about them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from units.enums import Role
from units.models import Membership, User
from units.permissions import user_can_manage_units, user_has_centre_role
from workflows.changes.register import Registration, registration_of
from workflows.enums import ChangeState
from workflows.models import ProposedChange

DECIDING_ROLES = (Role.IT_OFFICE, Role.LEADING_GROUP)


def user_is_it_office(user: User) -> bool:
    """Say whether the person may propose: the IT office, and the emergency account."""
    return user_can_manage_units(user)


def user_is_second_person(user: User) -> bool:
    """Say whether the person may decide what others propose.

    The IT office and the leading group. The emergency account, which holds no role, decides
    nothing.
    """
    return user_has_centre_role(user, *DECIDING_ROLES)


def user_can_see_changes(user: User) -> bool:
    """Say whether the person may read what was proposed and decided: inspectors may, too."""
    return user_can_manage_units(user) or user_has_centre_role(
        user, *DECIDING_ROLES, Role.INSPECTOR
    )


def user_can_decide_change(user: User, change: ProposedChange) -> bool:
    """Say whether the person may decide this change: never one's own."""
    registration = registration_of(change.model)
    return (
        change.state == ChangeState.PROPOSED
        and registration is not None
        and change.proposed_by_id != user.pk
        and registration.may_decide(user)
    )


def user_can_withdraw_change(user: User, change: ProposedChange) -> bool:
    """Say whether the person may take the change back: who proposed it, while it waits."""
    return change.state == ChangeState.PROPOSED and change.proposed_by_id == user.pk


def possible_deciders(registration: Registration, proposer: User) -> list[User]:
    """Return everybody but the proposer who may decide a change of this kind."""
    return [
        person
        for person in _people_of_the_centre().exclude(pk=proposer.pk)
        if registration.may_decide(person)
    ]


def require_seer(user: User) -> None:
    """Raise ``PermissionDenied`` unless the person may read about changes."""
    if not user_can_see_changes(user):
        raise PermissionDenied(
            _("Changes of two persons are read by the IT office and those who supervise.")
        )


def require_proposer(user: User, registration: Registration) -> None:
    """Raise ``PermissionDenied`` unless the person may propose changes of this kind."""
    if not registration.may_propose(user):
        raise PermissionDenied(_("Only the IT office may propose changes of this kind."))


def _people_of_the_centre() -> QuerySet[User]:
    held = Membership.objects.active().for_centre()
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")
