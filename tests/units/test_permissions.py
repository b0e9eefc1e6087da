"""Who may change units and people."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from tests.factories import make_member, make_person, make_superuser, make_unit, portal_unit
from units.enums import CENTRE_ROLES, Role
from units.people.actions import add_member, end_membership
from units.permissions import (
    require_manager,
    roles_of,
    user_can_delegate_columns,
    user_can_give_role,
    user_can_invite,
    user_can_lead,
    user_can_manage_people,
    user_can_manage_units,
    user_can_see_people,
    user_has_centre_role,
    user_sees_everybody,
    user_units,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_of_the_centre_only_the_it_office_manages_units(role):
    assert user_can_manage_units(make_member(role)) is (role == Role.IT_OFFICE)


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_of_the_centre_only_the_leading_group_leads(role):
    assert user_can_lead(make_member(role)) is (role == Role.LEADING_GROUP)


def test_superuser_manages_units():
    assert user_can_manage_units(make_superuser())


def test_superuser_does_not_lead():
    assert not user_can_lead(make_superuser())


def test_leader_of_a_unit_manages_none():
    assert not user_can_manage_units(make_member(Role.LEADER, make_unit()))


def test_who_left_the_it_office_manages_no_units():
    person = make_member(Role.IT_OFFICE)
    end_membership(person.memberships.get())

    assert not user_can_manage_units(person)


@pytest.mark.parametrize("make", [lambda: make_member(Role.IT_OFFICE), make_superuser])
def test_who_may_not_sign_in_manages_no_units(make):
    person = make()
    person.is_active = False
    person.save()

    assert not user_can_manage_units(person)


def test_one_of_several_roles_is_enough():
    assert user_has_centre_role(make_member(Role.SECRECY), Role.IT_OFFICE, Role.SECRECY)


def test_person_without_role_is_refused():
    with pytest.raises(PermissionDenied):
        require_manager(make_person())


def test_system_itself_is_not_refused():
    require_manager(None)


def test_roles_are_those_held_now_in_whatever_unit():
    person = make_member(Role.EDITOR, make_unit())
    add_member(person, Role.SECRECY)
    end_membership(add_member(person, Role.LEADER, unit=make_unit()))

    assert roles_of(person) == {Role.EDITOR, Role.SECRECY}


def test_units_are_those_where_the_role_is_held():
    unit = make_unit()
    person = make_member(Role.OPERATOR, unit)
    add_member(person, Role.EDITOR, unit=make_unit())

    assert list(user_units(person, Role.OPERATOR)) == [unit]


def test_unit_with_two_roles_is_named_once():
    unit = make_unit()
    person = make_member(Role.OPERATOR, unit)
    add_member(person, Role.EDITOR, unit=unit)

    assert list(user_units(person)) == [unit]


@pytest.mark.parametrize(
    "ask",
    [
        lambda nobody: roles_of(nobody),
        lambda nobody: user_units(nobody).exists(),
        user_can_see_people,
        user_can_invite,
        user_can_delegate_columns,
        lambda nobody: user_can_manage_people(nobody, None),
    ],
)
def test_who_is_not_signed_in_may_nothing(ask):
    assert not ask(AnonymousUser())


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_who_of_the_centre_sees_everybody(role):
    sees = role in (Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR)

    assert user_sees_everybody(make_member(role)) is sees


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_who_of_the_centre_manages_the_people_of_units(role):
    assert user_can_manage_people(make_member(role), make_unit()) is (role == Role.IT_OFFICE)


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_who_of_the_centre_manages_the_people_of_the_centre(role):
    assert user_can_manage_people(make_member(role), None) is (role == Role.LEADING_GROUP)


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_who_of_the_centre_may_invite(role):
    invites = role in (Role.IT_OFFICE, Role.LEADING_GROUP)

    assert user_can_invite(make_member(role)) is invites


def test_central_role_is_given_in_no_unit():
    assert not user_can_give_role(make_superuser(), Role.SECRECY, make_unit())


def test_operator_of_the_portal_delegates_columns():
    assert user_can_delegate_columns(make_member(Role.OPERATOR, portal_unit()))


def test_operator_of_a_unit_delegates_no_columns():
    assert not user_can_delegate_columns(make_member(Role.OPERATOR, make_unit()))
