"""No role of a unit gives itself or others a central role or another unit, on whatever way."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, reverse
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from tests.factories import (
    make_home,
    make_member,
    make_person,
    make_portal,
    make_superuser,
    make_unit,
)
from tests.visits import sign_in
from units import access
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.imports import import_units
from units.models import Membership, Unit, User
from units.people.actions import add_member

pytestmark = pytest.mark.django_db

REFUSED = (403, 404, 405)


@pytest.fixture
def alpha():
    access.ensure_centre_groups(make_portal())
    home = make_home(make_unit("alpha"))
    unit = Unit.objects.get(code="alpha")
    access.ensure_unit_groups({unit: home})
    return unit


@pytest.fixture
def beta():
    return make_unit("beta")


def address(name, *arguments):
    return reverse(f"wagtailusers_users:{name}", args=arguments)


def everything_held():
    """Return all that gives anybody a right."""
    return (
        set(Membership.objects.values_list("person", "unit", "role", "ended_on")),
        set(User.groups.through.objects.values_list("user", "group")),
        set(User.user_permissions.through.objects.values_list("user", "permission")),
        set(User.objects.values_list("username", "is_superuser", "is_staff", "is_active")),
        set(GroupPagePermission.objects.values_list("group", "page", "permission")),
    )


def roles_for(kind):
    """Return a crafted role and unit: a central role, or a role of the other unit."""
    return {
        "a central role": ("secrecy", ""),
        "a central role with the own unit": ("it_office", "alpha"),
        "a role in another unit": ("editor", "beta"),
        "a role in a unit named by its id": ("editor", str(Unit.objects.get(code="beta").pk)),
        "a role that does not exist": ("root", "alpha"),
    }[kind]


KINDS = [
    "a central role",
    "a central role with the own unit",
    "a role in another unit",
    "a role in a unit named by its id",
    "a role that does not exist",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("giver", UNIT_ROLES)
def test_crafted_form_gives_nobody_a_role(alpha, beta, giver, kind):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(giver, alpha))
    role, unit = roles_for(kind)
    before = everything_held()

    client.post(address("add_role", person.pk), {"role-role": role, "role-unit": unit})

    assert everything_held() == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("giver", UNIT_ROLES)
def test_crafted_form_gives_oneself_no_role(alpha, beta, giver, kind):
    person = make_member(giver, alpha)
    role, unit = roles_for(kind)
    before = everything_held()

    sign_in(person).post(address("add_role", person.pk), {"role-role": role, "role-unit": unit})

    assert everything_held() == before


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_operator_gives_himself_no_role_of_the_own_unit(alpha, role):
    person = make_member(Role.OPERATOR, alpha)
    before = everything_held()

    sign_in(person).post(address("add_role", person.pk), {"role-role": role, "role-unit": "alpha"})

    assert everything_held() == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("giver", UNIT_ROLES)
def test_crafted_invitation_lets_nobody_in(alpha, beta, giver, kind):
    client = sign_in(make_member(giver, alpha))
    role, unit = roles_for(kind)
    before = everything_held()

    client.post(
        address("add"),
        {
            "username": "mallory",
            "full_name": "Mallory",
            "way": "password",
            "roles": ["editor", role],
            "unit": unit,
        },
    )

    assert everything_held() == before


EXTRAS = {
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": "1",
    "role": "secrecy",
    "roles": "secrecy",
    "username": "root",
    "session_generation": "7",
}


def test_extra_fields_of_the_person_s_form_do_nothing(alpha):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(Role.OPERATOR, alpha))
    before = everything_held()

    group = Group.objects.get(name="centre:secrecy")
    client.post(address("edit", person.pk), {"full_name": "New Name", "groups": group.pk, **EXTRAS})

    assert User.objects.get(pk=person.pk).full_name == "New Name"
    assert everything_held() == before


def test_extra_fields_of_the_invitation_do_nothing(alpha):
    client = sign_in(make_member(Role.OPERATOR, alpha))

    client.post(
        address("add"),
        {
            **EXTRAS,
            "groups": Group.objects.get(name="centre:secrecy").pk,
            "username": "mallory",
            "full_name": "Mallory",
            "way": "password",
            "roles": ["editor"],
            "unit": "alpha",
        },
    )

    person = User.objects.get(username="mallory")
    assert not (person.is_superuser or person.is_staff or person.user_permissions.exists())
    assert {group.name for group in person.groups.all()} == {"staff", "unit:alpha:editor"}


@pytest.mark.parametrize("giver", UNIT_ROLES)
def test_nobody_changes_his_own_data(alpha, giver):
    person = make_member(giver, alpha)

    response = sign_in(person).post(address("edit", person.pk), {"full_name": "Somebody Else"})

    assert response.status_code in REFUSED
    assert User.objects.get(pk=person.pk).full_name == ""


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "make", [lambda unit: make_member(Role.OPERATOR, unit), lambda unit: make_superuser()]
)
def test_actions_on_many_people_at_once_do_not_exist(alpha, action, method, make):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make(alpha))
    group = Group.objects.get(name="centre:secrecy")
    url = reverse("wagtail_bulk_action", args=("units", "user", action)) + f"?id={person.pk}"
    before = everything_held()

    response = getattr(client, method)(url, {"role": group.pk, "mark_as_active": "False"})

    assert response.status_code in REFUSED
    assert everything_held() == before


@pytest.mark.parametrize("name", ["delete", "copy", "usage", "inspect"])
def test_addresses_of_wagtail_that_people_do_not_need_are_gone(name):
    with pytest.raises(NoReverseMatch):
        address(name, 1)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("giver", UNIT_ROLES)
def test_groups_are_not_edited(alpha, giver, method):
    client = sign_in(make_member(giver, alpha))
    group = Group.objects.get(name="unit:alpha:editor")
    before = everything_held()

    response = getattr(client, method)(
        reverse("wagtailusers_groups:edit", args=(group.pk,)), {"name": "centre:secrecy"}
    )

    assert response.status_code in REFUSED
    assert everything_held() == before


@pytest.mark.parametrize(
    "view",
    ["edit", "link", "password", "sign_out", "deactivate", "reactivate", "add_role", "history"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_people_of_another_unit_do_not_exist(alpha, beta, view, method):
    person, client = make_member(Role.EDITOR, beta), sign_in(make_member(Role.OPERATOR, alpha))
    before = everything_held()

    response = getattr(client, method)(address(view, person.pk), {"full_name": "Taken"})

    assert response.status_code in REFUSED
    assert everything_held() == before


@pytest.mark.parametrize("view", ["end_role", "principal"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_role_in_another_unit_of_an_own_person_does_not_exist(alpha, beta, view, method):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(Role.OPERATOR, alpha))
    foreign = add_member(person, Role.LEADER, unit=beta)

    response = getattr(client, method)(address(view, person.pk, foreign.pk))

    assert response.status_code in REFUSED
    foreign.refresh_from_db()
    assert foreign.ended_on is None and not foreign.is_principal


def test_role_is_not_reached_through_an_own_person(alpha, beta):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(Role.OPERATOR, alpha))
    foreign = make_member(Role.EDITOR, beta).memberships.get()

    response = client.post(address("end_role", person.pk, foreign.pk))

    assert response.status_code in REFUSED
    foreign.refresh_from_db()
    assert foreign.ended_on is None


def test_successor_is_not_a_person_of_another_unit(alpha, beta):
    person, stranger = make_member(Role.EDITOR, alpha), make_member(Role.EDITOR, beta)
    client = sign_in(make_member(Role.OPERATOR, alpha))
    membership = person.memberships.get()

    response = client.get(address("end_role", person.pk, membership.pk))

    assert stranger.username not in response.content.decode()


@pytest.mark.parametrize("view", ["link", "password", "sign_out", "deactivate"])
@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_operator_does_not_seize_the_account_of_a_reviewer_in_the_own_unit(alpha, view, role):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(Role.OPERATOR, alpha))
    add_member(person, role)
    before = User.objects.get(pk=person.pk).password

    response = client.post(address(view, person.pk))

    assert response.status_code in REFUSED
    assert User.objects.get(pk=person.pk).password == before


@pytest.mark.parametrize("view", ["link", "password", "sign_out", "deactivate", "edit"])
@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.LEADING_GROUP])
def test_nobody_seizes_the_emergency_account(alpha, view, role):
    account = make_superuser()
    before = User.objects.get(pk=account.pk).password

    response = sign_in(make_member(role)).post(address(view, account.pk), {"full_name": "Taken"})

    assert response.status_code in REFUSED
    assert User.objects.get(pk=account.pk).password == before


def test_it_office_gives_itself_no_central_role(alpha):
    person = make_member(Role.IT_OFFICE)
    before = everything_held()

    sign_in(person).post(address("add_role", person.pk), {"role-role": "secrecy"})

    assert everything_held() == before


def test_it_office_gives_others_no_central_role(alpha):
    person, client = make_member(Role.EDITOR, alpha), sign_in(make_member(Role.IT_OFFICE))
    before = everything_held()

    client.post(address("add_role", person.pk), {"role-role": "secrecy"})

    assert everything_held() == before


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_admin_api_writes_nothing_about_people(alpha, method):
    client = sign_in(make_member(Role.OPERATOR, alpha))
    before = everything_held()

    for path in ("/admin/api/main/users/", "/admin/api/main/groups/", "/api/v3/users/"):
        assert getattr(client, method)(path, {"is_superuser": True}).status_code in REFUSED

    assert everything_held() == before


def test_import_of_units_needs_the_it_office_and_sets_no_role(alpha):
    operator = make_member(Role.OPERATOR, alpha)
    before = everything_held()
    table = "code,name,short_name,kind,system,operator\nalpha,Alpha,A,department,party,mallory\n"

    with pytest.raises(PermissionDenied):
        import_units(table.encode(), user=operator)

    assert everything_held() == before


def test_account_page_gives_no_role(alpha):
    person = make_member(Role.EDITOR, alpha)
    before = everything_held()

    sign_in(person).post(reverse("wagtailadmin_account"), EXTRAS | {"groups": "1"})

    assert everything_held() == before


def test_account_page_does_not_change_name_and_staff_number(alpha):
    person = make_member(Role.EDITOR, alpha)
    extras = {"full_name": "Taken", "staff_number": "1", "name_email-full_name": "Taken"}

    sign_in(person).post(reverse("wagtailadmin_account"), extras)

    person.refresh_from_db()
    assert (person.full_name, person.staff_number) == ("", None)


@pytest.mark.parametrize("action", ["add", "change", "delete", "view"])
def test_right_given_by_hand_opens_no_person(alpha, action):
    person = make_person()
    person.groups.add(Group.objects.get(name="staff"))
    person.user_permissions.add(*Permission.objects.filter(content_type__model="user"))

    policy = policy_registry.get_by_type(User)
    assert not policy.user_has_permission(person, action)
    assert sign_in(person).get(address("index")).status_code == 403


@pytest.mark.parametrize("make", [make_superuser, lambda: make_member(Role.IT_OFFICE)])
def test_policy_lets_nobody_delete_people(make):
    policy = policy_registry.get_by_type(User)

    assert not policy.user_has_permission(make(), "delete")
    assert not policy.instances_user_has_permission_for(make(), "delete").exists()
