"""Who may change units, presence and people.

Roles are memberships that have not ended, of people who may sign in; nothing is read from groups,
which only follow. The emergency account, the one superuser, may do what any of them may, but leads
nothing. ``user=None`` in a ``require_`` function is the system itself: commands and provisioning.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import CENTRE_ROLES, PORTAL_CODE, SUPERVISORS, UNIT_ROLES, Role
from units.models import Membership, Unit, User
from units.posts import posts_held


def roles_of(user: User) -> frozenset[Role]:
    """Return the roles that the person holds now, in whatever unit or for the centre."""
    return frozenset(post.role for post in posts_held(user))


def user_units(user: User, *roles: Role) -> QuerySet[Unit]:
    """Return the units in which the person holds one of the roles now; without roles, any."""
    if not user.is_active:
        return Unit.objects.none()
    held = Membership.objects.active().filter(person=user, role__in=roles or UNIT_ROLES)
    return Unit.objects.filter(pk__in=held.values("unit_id"))


def user_has_centre_role(user: User, *roles: Role) -> bool:
    """Say whether the person holds one of the central roles now."""
    return any(post.role in roles for post in posts_held(user) if post.unit is None)


def user_has_unit_role(user: User, *roles: Role) -> bool:
    """Say whether the person holds one of the roles in some unit now."""
    return any(post.role in roles for post in posts_held(user) if post.unit is not None)


def user_is_emergency_account(user: User) -> bool:
    """Say whether this is the one sealed account for emergencies."""
    return bool(user.is_active and user.is_superuser)


def user_can_manage_units(user: User) -> bool:
    """Say whether the person may register units and switch their presence (S173)."""
    return user_is_emergency_account(user) or user_has_centre_role(user, Role.IT_OFFICE)


def user_can_lead(user: User) -> bool:
    """Say whether the person may approve the blueprint, the rules, opening and closing (S003)."""
    return user.is_active and user_has_centre_role(user, Role.LEADING_GROUP)


def user_can_manage_people(user: User, unit: Unit | None) -> bool:
    """Say whether the person may give and end roles in a unit, or for the centre (None)."""
    if user_is_emergency_account(user):
        return True
    if unit is None:
        return user_can_lead(user)
    return units_managed_by(user).filter(pk=unit.pk).exists()


def user_can_give_role(user: User, role: Role, unit: Unit | None) -> bool:
    """Say whether the person may give others this role in this unit, or end it.

    A role of a unit is never given for the centre, nor a central role in a unit.
    """
    is_central = role in CENTRE_ROLES
    return is_central == (unit is None) and user_can_manage_people(user, unit)


def user_sees_everybody(user: User) -> bool:
    """Say whether the person may read about the people of all units and of the centre."""
    return user_is_emergency_account(user) or user_has_centre_role(user, *SUPERVISORS)


def user_can_see_people(user: User) -> bool:
    """Say whether the person may read about anybody at all."""
    return user_sees_everybody(user) or user_has_unit_role(user, Role.OPERATOR)


def user_can_invite(user: User) -> bool:
    """Say whether the person may give roles to anybody at all."""
    managing = {Role.OPERATOR, Role.IT_OFFICE, Role.LEADING_GROUP}
    return user_is_emergency_account(user) or bool(managing & roles_of(user))


def roles_given_by(user: User) -> list[Role]:
    """Return the roles that the person may give to others, somewhere."""
    held = roles_of(user)
    if user_is_emergency_account(user):
        return list(Role)
    unit_roles = UNIT_ROLES if held & {Role.OPERATOR, Role.IT_OFFICE} else ()
    centre_roles = CENTRE_ROLES if Role.LEADING_GROUP in held else ()
    return [*unit_roles, *centre_roles]


def units_managed_by(user: User) -> QuerySet[Unit]:
    """Return the units whose people the person manages."""
    if user_can_manage_units(user):
        return Unit.objects.all()
    return user_units(user, Role.OPERATOR)


def people_seen_by(user: User) -> QuerySet[User]:
    """Return the people about whom the user may read.

    An operator sees who has a role in a unit he operates, and who has no role anywhere and left
    such a unit last, so that a membership ended by mistake can be given again.
    """
    if user_sees_everybody(user):
        return User.objects.all()
    units = user_units(user, Role.OPERATOR).values("pk")
    of_person = Membership.objects.filter(person=OuterRef("pk"))
    current = of_person.filter(ended_on__isnull=True)
    last = of_person.order_by("-ended_on", "-pk").values("unit_id")[:1]
    return User.objects.alias(last_unit=last).filter(
        Q(Exists(current.filter(unit__in=units)))
        | Q(~Exists(current), last_unit__in=units, is_superuser=False)
    )


def user_can_see_person(user: User, person: User) -> bool:
    """Say whether the user may read about a person."""
    return people_seen_by(user).filter(pk=person.pk).exists()


def memberships_seen_by(user: User) -> QuerySet[Membership]:
    """Return the memberships about which the user may read: an operator's only in his units."""
    if user_sees_everybody(user):
        return Membership.objects.all()
    units = user_units(user, Role.OPERATOR).values("pk")
    return Membership.objects.filter(unit__in=units)


def people_in_centre(*roles: Role, with_emergency: bool = False) -> QuerySet[User]:
    """Return who holds one of the central roles now and may sign in."""
    held = Membership.objects.active().for_centre().filter(role__in=roles)
    may = Q(pk__in=held.values("person_id"))
    return User.objects.filter(may | Q(is_superuser=True) if with_emergency else may).filter(
        is_active=True
    )


def person_is_central(person: User) -> bool:
    """Say whether a person, even one who may not sign in, has a central role that has not ended."""
    return Membership.objects.for_centre().filter(person=person, ended_on__isnull=True).exists()


def people_managed_by(user: User) -> QuerySet[User]:
    """Return the people whose data the user may change, and whose accounts close and open.

    Operators may for people whose roles all lie in units they operate, the IT office for anybody
    without a central role, the leading group for people with one. Nobody may for himself or for
    the emergency account, which is kept on the command line.
    """
    others = User.objects.filter(is_superuser=False).exclude(pk=user.pk)
    if not user.is_active:
        return others.none()
    if user.is_superuser:
        return others
    current = Membership.objects.filter(person=OuterRef("pk"), ended_on__isnull=True)
    central, anything = Exists(current.filter(unit=None)), Exists(current)
    foreign = Exists(current.exclude(unit__in=user_units(user, Role.OPERATOR).values("pk")))
    roles = roles_of(user)
    may = Q(anything, ~Q(central), ~Q(foreign))
    if Role.IT_OFFICE in roles:
        may |= ~Q(central)
    if Role.LEADING_GROUP in roles:
        may |= Q(central)
    return others.filter(may)


def user_can_manage_account(user: User, person: User) -> bool:
    """Say whether the user may change a person's data and deactivate or reactivate the account."""
    return people_managed_by(user).filter(pk=person.pk).exists()


def user_can_set_password(user: User, person: User) -> bool:
    """Say whether the user may hand a person a new initial password.

    People with a central role choose theirs by a link only, so that no office can sign in as them.
    """
    if not user_can_manage_account(user, person):
        return False
    return user_is_emergency_account(user) or not person_is_central(person)


def user_can_send_link(user: User, person: User) -> bool:
    """Say whether the user may mail a person a link to set a password, and end the sessions."""
    if user_can_manage_account(user, person):
        return True
    is_other = user.pk != person.pk and not person.is_superuser
    return is_other and user_has_centre_role(user, Role.IT_OFFICE)


def user_can_delegate_columns(user: User) -> bool:
    """Say whether the user may let other units' editors keep a column of the portal (S166)."""
    if user_can_manage_units(user):
        return True
    held = posts_held(user)
    operated = (post.unit for post in held if post.unit and post.role == Role.OPERATOR)
    return any(unit.code == PORTAL_CODE for unit in operated)


def require_manager(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless the user may manage units; None is the system itself."""
    if user is not None and not user_can_manage_units(user):
        raise PermissionDenied(_("Only the IT office may change units."))


def require_people_manager(user: User | None, unit: Unit | None) -> None:
    """Raise ``PermissionDenied`` unless the user may manage the people of a unit or the centre."""
    if user is not None and not user_can_manage_people(user, unit):
        raise PermissionDenied(_("You may not manage the people of this unit."))


def require_not_self(user: User | None, person: User) -> None:
    """Raise ``PermissionDenied`` for changes of one's own roles, whatever one may do for others."""
    if user is not None and user.pk == person.pk:
        raise PermissionDenied(_("Nobody may change their own roles."))


def require_role_giver(user: User | None, role: Role, unit: Unit | None, person: User) -> None:
    """Raise ``PermissionDenied`` unless the user may give or end this role of this person."""
    require_not_self(user, person)
    if user is not None and not user_can_give_role(user, role, unit):
        raise PermissionDenied(_("You may not give or end this role."))


def require_seen(user: User | None, person: User) -> None:
    """Raise ``PermissionDenied`` unless the user may read about the person."""
    if user is not None and not user_can_see_person(user, person):
        raise PermissionDenied(_("This person belongs to another unit."))


def require_account_manager(user: User | None, person: User) -> None:
    """Raise ``PermissionDenied`` unless the user may manage the person's account."""
    if user is not None and not user_can_manage_account(user, person):
        raise PermissionDenied(_("You may not manage this person's account."))


def require_link_sender(user: User | None, person: User) -> None:
    """Raise ``PermissionDenied`` unless the user may send a link and end the sessions."""
    if user is not None and not user_can_send_link(user, person):
        raise PermissionDenied(_("You may not send this person a link."))


def require_password_setter(user: User | None, person: User) -> None:
    """Raise ``PermissionDenied`` unless the user may hand the person an initial password."""
    if user is not None and not user_can_set_password(user, person):
        raise PermissionDenied(_("You may not set this person's password; send a link instead."))


def require_delegator(user: User | None) -> None:
    """Raise ``PermissionDenied`` unless the user may delegate columns of the portal."""
    if user is not None and not user_can_delegate_columns(user):
        raise PermissionDenied(_("Only the IT office and the portal may delegate columns."))
