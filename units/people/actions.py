"""What is done to people: roles, accounts, handing over, and columns delegated to units.

Each action checks the permission first, is one transaction, logs what it did, and leaves groups and
sessions as the memberships say. ``user=None`` is the system: commands and provisioning.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from units import access
from units.accounts.invitations import send_invitation
from units.accounts.passwords import set_initial_password
from units.enums import Role
from units.models import ColumnDelegation, Membership, Unit, User
from units.people import names
from units.people.columns import delegable_columns
from units.people.roles import (
    end_role,
    give_role,
    lock_person,
    make_principal,
    past_day,
    place_of,
    take_over,
)
from units.people.sessions import end_sessions
from units.permissions import (
    require_account_manager,
    require_delegator,
    require_link_sender,
    require_not_self,
    require_password_setter,
    require_people_manager,
    require_role_giver,
    require_seen,
)


class Way(StrEnum):
    """How a new person comes to a password."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 the name of a way, not a secret


class Invitation(NamedTuple):
    """A person let in, and the initial password to hand out if there is one."""

    person: User
    password: str


@transaction.atomic
def add_member(
    person: User,
    role: Role,
    *,
    unit: Unit | None = None,
    is_principal: bool = False,
    started_on: datetime.date | None = None,
    user: User | None = None,
) -> Membership:
    """Give a person a role; having it already changes nothing but who is principal leader.

    Raises ``PermissionDenied`` for those who may not give it, and ``ValidationError`` when the
    person is deactivated, the unit is full (S200) or the role does not fit the place.
    """
    require_role_giver(user, role, unit, person)
    require_seen(user, person)
    return give_role(
        person, role, unit=unit, is_principal=is_principal, started_on=started_on, user=user
    )


@transaction.atomic
def end_membership(
    membership: Membership,
    *,
    user: User | None = None,
    successor: User | None = None,
    ended_on: datetime.date | None = None,
) -> Membership:
    """End a membership: hand over what the person holds, end the sessions, tell the upper apps.

    Ending it twice changes nothing. Raises ``PermissionDenied`` for those who may not end it, and
    ``ValidationError`` when the person still holds something in the unit and no successor, an
    editor of the unit, is named to take it over.
    """
    require_role_giver(user, Role(membership.role), membership.unit, membership.person)
    return end_role(membership, user=user, successor=successor, ended_on=ended_on)


@transaction.atomic
def hand_over(
    person: User, successor: User, *, unit: Unit | None, user: User | None = None
) -> None:
    """Give what a person holds in a unit to another editor of it, who may ask for no role.

    Raises ``PermissionDenied`` for those who do not manage the unit's people, and
    ``ValidationError`` when the successor is no active editor of the unit.
    """
    require_people_manager(user, unit)
    require_not_self(user, person)
    require_seen(user, person)
    take_over(lock_person(person), successor, unit, user=user)


@transaction.atomic
def mark_principal(membership: Membership, *, user: User | None = None) -> Membership:
    """Make a leader the one who answers for the unit; the former one stays a leader.

    Raises ``PermissionDenied`` for those who do not manage the unit's people, and
    ``ValidationError`` unless the membership is that of an active leader.
    """
    require_role_giver(user, Role(membership.role), membership.unit, membership.person)
    return make_principal(membership, user=user)


@transaction.atomic
def invite_person(
    *,
    username: str,
    full_name: str,
    roles: Sequence[Role],
    unit: Unit | None = None,
    staff_number: str = "",
    email: str = "",
    way: Way = Way.LINK,
    user: User | None = None,
) -> Invitation:
    """Open an account with roles in one unit, or for the centre, and let the person in.

    Someone who has the name of another person needs a staff number of his own. Raises
    ``PermissionDenied`` for those who may not give one of the roles, and ``ValidationError`` for
    bad values, a username or staff number that is taken, and a unit that is full (S200).
    """
    person = User(
        username=names.tidy(username),
        full_name=names.tidy(full_name),
        staff_number=names.tidy(staff_number) or None,
        email=email.strip(),
    )
    for role in roles:
        require_role_giver(user, role, unit, person)
    _refuse_incomplete(person, roles, way)
    names.refuse_taken_username(person.username)
    names.refuse_taken_staff_number(staff_number)
    if not person.staff_number:
        names.refuse_taken_name(person.full_name)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    log(person, "units.person.invite", user=user, data=place_of(unit))
    for role in roles:
        give_role(person, role, unit=unit, user=user)
    if way == Way.PASSWORD:
        return Invitation(person, set_initial_password(person))
    send_invitation(person, user=user)
    return Invitation(person, "")


def _refuse_incomplete(person: User, roles: Sequence[Role], way: Way) -> None:
    if not roles:
        raise ValidationError({"roles": _("Choose at least one role.")})
    if not person.full_name:
        raise ValidationError({"full_name": _("Everybody needs a name.")})
    if way == Way.LINK and not person.email:
        raise ValidationError({"email": _("A link can only be sent to an e-mail address.")})


@transaction.atomic
def change_person(
    person: User,
    *,
    full_name: str,
    staff_number: str = "",
    email: str = "",
    user: User | None = None,
) -> User:
    """Change a person's data; the username never changes.

    Raises ``PermissionDenied`` for those who may not manage the account, and ``ValidationError``
    for a name or staff number that is, or once was, another person's, active or not.
    """
    require_account_manager(user, person)
    person = lock_person(person)
    before = {"full_name": person.full_name, "staff_number": person.staff_number or ""}
    person.full_name = names.tidy(full_name)
    person.staff_number = names.tidy(staff_number) or None
    person.email = email.strip()
    _refuse_incomplete(person, list(Role), Way.PASSWORD)
    is_renamed = names.likeness(full_name) != names.likeness(before["full_name"])
    if is_renamed or (before["staff_number"] and not person.staff_number):
        names.refuse_taken_name(person.full_name, person)
    names.refuse_taken_staff_number(staff_number, person)
    person.full_clean()
    person.save(update_fields=("full_name", "staff_number", "email"))
    log(person, "units.person.change", user=user, data={"before": before})
    return person


@transaction.atomic
def deactivate_person(
    person: User, *, successors: Mapping[int | None, User] | None = None, user: User | None = None
) -> User:
    """Close a person's account and end all roles; nobody is ever deleted.

    ``successors`` names by the id of the unit (None: the centre) who takes over what is held there.
    Raises ``PermissionDenied`` for those who may not manage the account, and ``ValidationError``
    when a successor is missing.
    """
    require_account_manager(user, person)
    person = lock_person(person)
    held = Membership.objects.filter(person=person, ended_on__isnull=True)
    for membership in held.select_related("unit", "person").in_order_of_unit():
        successor = (successors or {}).get(membership.unit_id)
        end_role(membership, user=user, successor=successor)
    if person.is_active:
        person.is_active = False
        person.save(update_fields=("is_active",))
        log(person, "units.person.deactivate", user=user)
    access.follow_memberships([person])
    end_sessions(person)
    return person


@transaction.atomic
def reactivate_person(person: User, *, user: User | None = None) -> User:
    """Open a deactivated account again, without any role and with no usable password.

    Raises ``PermissionDenied`` for those who may not manage the account.
    """
    require_account_manager(user, person)
    person = lock_person(person)
    if not person.is_active:
        person.is_active = True
        person.set_unusable_password()
        person.save(update_fields=("is_active", "password"))
        log(person, "units.person.reactivate", user=user)
    return person


@transaction.atomic
def send_link(person: User, *, user: User | None = None) -> None:
    """Mail a person a link to set a new password; older links and all sessions end.

    Raises ``PermissionDenied`` for those who may not, and ``ValidationError`` for a person without
    an e-mail address.
    """
    require_link_sender(user, person)
    send_invitation(person, user=user)
    log(person, "units.person.link", user=user)


@transaction.atomic
def renew_password(person: User, *, user: User | None = None) -> str:
    """Give a person a new initial password and return it, to be handed over; all sessions end.

    Raises ``PermissionDenied`` for those who may not: people with a central role get a link only.
    """
    require_password_setter(user, person)
    password = set_initial_password(lock_person(person))
    log(person, "units.person.password", user=user)
    return password


@transaction.atomic
def sign_out(person: User, *, user: User | None = None) -> None:
    """End all sessions of a person at once. Raises ``PermissionDenied`` for those who may not."""
    require_link_sender(user, person)
    end_sessions(person)
    log(person, "units.person.sessions", user=user)


@transaction.atomic
def delegate_column(
    page: Page,
    unit: Unit,
    *,
    user: User | None = None,
    started_on: datetime.date | None = None,
) -> ColumnDelegation:
    """Let the editors of a unit keep a column of the portal, and nothing else of it (S166).

    Delegating it again changes nothing. Raises ``PermissionDenied`` for all but the IT office and
    the portal's operators, and ``ValidationError`` for a page that is no column of the portal.
    """
    require_delegator(user)
    if not delegable_columns().filter(pk=page.pk).exists():
        raise ValidationError({"page": _("Only a column of the portal can be delegated.")})
    if unit.is_portal:
        raise ValidationError({"unit": _("The portal's editors keep all its columns already.")})
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    held = ColumnDelegation.objects.active().for_unit(unit).filter(page_id=page.pk).first()
    if held is not None:
        return held
    delegation = ColumnDelegation(page_id=page.pk, unit=unit, started_on=past_day(started_on))
    delegation.full_clean()
    delegation.save()
    access.follow_delegations(unit)
    log(page.specific_deferred, "units.column.delegate", user=user, data=place_of(unit))
    return delegation


@transaction.atomic
def end_delegation(
    delegation: ColumnDelegation,
    *,
    user: User | None = None,
    ended_on: datetime.date | None = None,
) -> ColumnDelegation:
    """Take a delegated column back; its editors keep what they own of it, but no right to it.

    Ending it twice changes nothing. Raises ``PermissionDenied`` for all but the IT office and the
    portal's operators.
    """
    require_delegator(user)
    delegation = ColumnDelegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if delegation.ended_on is not None:
        return delegation
    delegation.ended_on = past_day(ended_on)
    delegation.save(update_fields=("ended_on",))
    access.follow_delegations(delegation.unit)
    page = delegation.page.specific_deferred
    log(page, "units.column.end", user=user, data=place_of(delegation.unit))
    return delegation
