"""Who may change units."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import make_member, make_person, make_superuser, make_unit
from units.actions import end_membership
from units.enums import CENTRE_ROLES, Role
from units.permissions import (
    require_manager,
    user_can_lead,
    user_can_manage_units,
    user_has_centre_role,
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
