"""Accounts are opened, changed and closed by those who may; names are never taken over."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Page

from tests.factories import make_column, make_home, make_item, make_member, make_person, make_unit
from units.enums import CENTRE_ROLES, Role
from units.models import Unit, User
from units.people.actions import (
    Way,
    add_member,
    change_person,
    deactivate_person,
    invite_person,
    reactivate_person,
    renew_password,
    send_link,
    sign_out,
)

pytestmark = pytest.mark.django_db

WORKER = {"full_name": "Li Na", "email": "lina@example.org"}


@pytest.fixture
def alpha():
    return make_unit("alpha")


@pytest.fixture
def beta():
    return make_unit("beta")


def invite(unit, user=None, **values):
    common = WORKER | {"username": "lina", "roles": [Role.EDITOR], "way": Way.PASSWORD}
    return invite_person(**common | values, unit=unit, user=user)


def data(**values):
    return WORKER | {"staff_number": ""} | values


def test_operator_invites_an_editor_of_the_own_unit(alpha):
    person = invite(alpha, make_member(Role.OPERATOR, alpha)).person

    assert [(m.unit, m.role) for m in person.memberships.all()] == [(alpha, Role.EDITOR)]


def test_operator_invites_nobody_into_another_unit(alpha, beta):
    with pytest.raises(PermissionDenied):
        invite(beta, make_member(Role.OPERATOR, alpha))


def test_refused_invitation_leaves_no_account(alpha, beta):
    with pytest.raises(PermissionDenied):
        invite(beta, make_member(Role.OPERATOR, alpha))

    assert not User.objects.filter(username="lina").exists()


def test_invitation_into_a_full_unit_leaves_no_account():
    with pytest.raises(ValidationError):
        invite(make_unit("full", max_people=0))

    assert not User.objects.filter(username="lina").exists()


@pytest.mark.parametrize("role", CENTRE_ROLES)
def test_operator_invites_nobody_to_the_centre(alpha, role):
    with pytest.raises(PermissionDenied):
        invite(None, make_member(Role.OPERATOR, alpha), roles=[role])


def test_initial_password_works_and_must_be_replaced(alpha):
    invitation = invite(alpha)

    assert invitation.person.check_password(invitation.password)
    assert invitation.person.must_change_password


def test_link_goes_to_the_person(alpha, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(alpha, way=Way.LINK)

    assert [message.to for message in mail.outbox] == [["lina@example.org"]]


def test_link_needs_an_address(alpha):
    with pytest.raises(ValidationError):
        invite(alpha, way=Way.LINK, email="")


@pytest.mark.parametrize("missing", [{"roles": []}, {"full_name": "  "}])
def test_invitation_needs_a_name_and_a_role(alpha, missing):
    with pytest.raises(ValidationError):
        invite(alpha, **missing)


@pytest.mark.parametrize("number", ["A 17", "a17", "\uff21\uff11\uff17", " A17 "])
@pytest.mark.parametrize("is_active", [True, False])
def test_staff_number_is_not_given_twice(alpha, number, is_active):
    make_person(staff_number="A17", is_active=is_active)

    with pytest.raises(ValidationError):
        invite(alpha, staff_number=number)


@pytest.mark.parametrize("name", ["Li Na", "LiNa", "li na", "\uff2c\uff49\u3000\uff2e\uff41"])
@pytest.mark.parametrize("is_active", [True, False])
def test_name_is_not_given_twice_without_a_staff_number(alpha, name, is_active):
    make_person(full_name="Li Na", is_active=is_active)

    with pytest.raises(ValidationError):
        invite(alpha, full_name=name)


def test_namesake_with_a_staff_number_gets_an_account(alpha):
    make_person(full_name="Li Na")

    assert invite(alpha, staff_number="B2").person.full_name == "Li Na"


def test_username_that_differs_in_case_only_is_taken(alpha):
    make_person("LiNa")

    with pytest.raises(ValidationError):
        invite(alpha)


def test_person_does_not_take_the_name_of_another(alpha, beta):
    make_member(Role.EDITOR, beta)
    make_person(full_name="Wang Fang", is_active=False)
    person = invite(alpha).person

    with pytest.raises(ValidationError):
        change_person(person, **data(full_name="Wang  fang", staff_number="C3"))


def test_person_does_not_take_the_staff_number_of_another(alpha):
    make_person(staff_number="D4", is_active=False)
    person = invite(alpha).person

    with pytest.raises(ValidationError):
        change_person(person, **data(staff_number="d4"))


def test_name_given_up_stays_the_person_s(alpha):
    change_person(invite(alpha).person, **data(full_name="Li Na-Zhang"))
    other = invite(alpha, username="other", full_name="Zhao Min").person

    with pytest.raises(ValidationError):
        change_person(other, **data(full_name="Li Na"))


def test_person_returns_to_a_former_name(alpha):
    person = invite(alpha).person
    change_person(person, **data(full_name="Li Na-Zhang"))

    assert change_person(person, **data()).full_name == "Li Na"


def test_namesake_keeps_the_staff_number_that_tells_them_apart(alpha):
    make_person(full_name="Li Na")
    person = invite(alpha, staff_number="B2").person

    with pytest.raises(ValidationError):
        change_person(person, **data(staff_number=""))


def test_person_shown_by_username_keeps_that_name(alpha):
    make_person("zhaomin")

    with pytest.raises(ValidationError):
        invite(alpha, full_name="ZhaoMin")


def test_nobody_changes_his_own_data(alpha):
    operator = make_member(Role.OPERATOR, alpha)

    with pytest.raises(PermissionDenied):
        change_person(operator, **data(), user=operator)


def test_operator_does_not_manage_who_has_a_role_in_another_unit_too(alpha, beta):
    person = make_member(Role.EDITOR, alpha)
    add_member(person, Role.EDITOR, unit=beta)

    with pytest.raises(PermissionDenied):
        change_person(person, **data(), user=make_member(Role.OPERATOR, alpha))


MANAGING = [change_person, deactivate_person, reactivate_person, renew_password]


@pytest.mark.parametrize("action", [*MANAGING, send_link, sign_out])
def test_operator_does_nothing_to_people_of_another_unit(alpha, beta, action):
    values = data() if action is change_person else {}

    with pytest.raises(PermissionDenied):
        action(make_member(Role.EDITOR, beta), **values, user=make_member(Role.OPERATOR, alpha))


@pytest.mark.parametrize("action", MANAGING)
def test_it_office_does_not_manage_accounts_of_the_centre(action):
    values = data() if action is change_person else {}

    with pytest.raises(PermissionDenied):
        action(make_member(Role.SECRECY), **values, user=make_member(Role.IT_OFFICE))


def test_it_office_sends_a_link_to_people_of_the_centre(django_capture_on_commit_callbacks):
    person = make_member(Role.SECRECY)
    User.objects.filter(pk=person.pk).update(email="secrecy@example.org")
    person.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        send_link(person, user=make_member(Role.IT_OFFICE))

    assert len(mail.outbox) == 1


def test_leading_group_sets_no_password_for_people_of_the_centre():
    with pytest.raises(PermissionDenied):
        renew_password(make_member(Role.SECRECY), user=make_member(Role.LEADING_GROUP))


def test_inspector_manages_nobody(alpha):
    with pytest.raises(PermissionDenied):
        sign_out(make_member(Role.EDITOR, alpha), user=make_member(Role.INSPECTOR))


def test_deactivated_person_has_no_role_left(alpha, beta):
    person = make_member(Role.EDITOR, alpha)
    add_member(person, Role.LEADER, unit=beta)

    deactivate_person(person)

    assert not person.memberships.filter(ended_on=None).exists()
    assert not person.groups.exists()


def test_deactivated_person_is_signed_out(alpha):
    person = make_member(Role.EDITOR, alpha)
    before = person.session_generation

    assert deactivate_person(person).session_generation > before


def test_deactivation_asks_for_a_successor():
    home = make_home(make_unit("alpha"))
    person = make_member(Role.EDITOR, Unit.objects.get(code="alpha"))
    page = make_item(make_column(home), is_live=False)
    Page.objects.filter(pk=page.pk).update(owner=person)

    with pytest.raises(ValidationError):
        deactivate_person(person)

    assert User.objects.get(pk=person.pk).is_active


def test_reactivated_person_has_no_role_and_no_password(alpha):
    person = make_member(Role.EDITOR, alpha)

    person = reactivate_person(deactivate_person(person))

    assert person.is_active and not person.has_usable_password()
    assert not person.groups.exists()


def test_operator_gives_a_role_again_that_was_ended_by_mistake(alpha):
    person, operator = make_member(Role.EDITOR, alpha), make_member(Role.OPERATOR, alpha)
    person.memberships.update(ended_on="2026-01-01", started_on="2026-01-01")

    add_member(person, Role.EDITOR, unit=alpha, user=operator)

    assert person.memberships.filter(ended_on=None).count() == 1


def test_operator_does_not_find_who_left_another_unit_last(alpha, beta):
    person, operator = make_member(Role.EDITOR, alpha), make_member(Role.OPERATOR, alpha)
    person.memberships.update(ended_on="2026-01-01", started_on="2026-01-01")
    add_member(person, Role.EDITOR, unit=beta)
    person.memberships.filter(unit=beta).update(ended_on="2026-11-01", started_on="2026-01-01")

    with pytest.raises(PermissionDenied):
        add_member(person, Role.EDITOR, unit=alpha, user=operator)
