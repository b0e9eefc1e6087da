"""Roles are given and ended by those who may, and nothing is left without a keeper."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from wagtail.models import ModelLogEntry, Page

from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_person,
    make_portal,
    make_superuser,
    make_unit,
    portal_unit,
)
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.events import membership_ended
from units.models import Membership, Unit, User
from units.people.actions import (
    add_member,
    delegate_column,
    end_membership,
    hand_over,
    mark_principal,
)
from units.people.sessions import end_sessions

pytestmark = pytest.mark.django_db


@pytest.fixture
def alpha():
    return make_unit("alpha")


@pytest.fixture
def beta():
    return make_unit("beta")


def membership_of(person):
    return person.memberships.get()


def draft_of(person, home, **values):
    page = make_item(make_column(home), is_live=False, **values)
    Page.objects.filter(pk=page.pk).update(owner=person)
    return page


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_operator_gives_the_roles_of_the_own_unit(alpha, role):
    operator, person = make_member(Role.OPERATOR, alpha), make_member(Role.EDITOR, alpha)

    add_member(person, role, unit=alpha, user=operator)

    assert Membership.objects.active().filter(person=person, role=role, unit=alpha).exists()


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_operator_gives_no_role_in_another_unit(alpha, beta, role):
    operator, person = make_member(Role.OPERATOR, alpha), make_member(Role.EDITOR, alpha)

    with pytest.raises(PermissionDenied):
        add_member(person, role, unit=beta, user=operator)


@pytest.mark.parametrize("role", CENTRE_ROLES)
@pytest.mark.parametrize("giver", [*UNIT_ROLES, Role.IT_OFFICE, Role.INSPECTOR, Role.SECRECY])
def test_only_the_leading_group_gives_central_roles(alpha, giver, role):
    user = make_member(giver, alpha if giver in UNIT_ROLES else None)

    with pytest.raises(PermissionDenied):
        add_member(make_member(Role.EDITOR, alpha), role, user=user)


@pytest.mark.parametrize("make", [lambda: make_member(Role.LEADING_GROUP), make_superuser])
def test_leading_group_and_emergency_account_give_central_roles(make):
    person = make_person()

    add_member(person, Role.SECRECY, user=make())

    assert membership_of(person).role == Role.SECRECY


def test_it_office_gives_roles_in_any_unit(beta):
    person = make_person()

    add_member(person, Role.EDITOR, unit=beta, user=make_member(Role.IT_OFFICE))

    assert membership_of(person).unit == beta


def test_nobody_gives_a_role_to_himself(alpha):
    operator = make_member(Role.OPERATOR, alpha)

    with pytest.raises(PermissionDenied):
        add_member(operator, Role.EDITOR, unit=alpha, user=operator)


def test_nobody_ends_a_role_of_his_own(alpha):
    operator = make_member(Role.OPERATOR, alpha)

    with pytest.raises(PermissionDenied):
        end_membership(membership_of(operator), user=operator)


def test_operator_gives_no_role_to_a_person_of_another_unit(alpha, beta):
    stranger = make_member(Role.EDITOR, beta)

    with pytest.raises(PermissionDenied):
        add_member(stranger, Role.EDITOR, unit=alpha, user=make_member(Role.OPERATOR, alpha))


def test_role_held_already_is_given_once(alpha):
    person = make_member(Role.EDITOR, alpha)

    add_member(person, Role.EDITOR, unit=alpha)

    assert person.memberships.count() == 1


def test_central_role_does_not_fit_a_unit(alpha):
    with pytest.raises(ValidationError):
        add_member(make_person(), Role.SECRECY, unit=alpha)


def test_deactivated_person_gets_no_role(alpha):
    with pytest.raises(ValidationError):
        add_member(make_person(is_active=False), Role.EDITOR, unit=alpha)


def test_full_unit_takes_nobody_more():
    unit = make_unit("small", max_people=1)
    make_member(Role.EDITOR, unit)

    with pytest.raises(ValidationError):
        add_member(make_person(), Role.EDITOR, unit=unit)


def test_giving_a_role_is_logged_with_the_unit(alpha):
    operator, person = make_member(Role.OPERATOR, alpha), make_member(Role.EDITOR, alpha)

    add_member(person, Role.LEADER, unit=alpha, user=operator)

    entry = ModelLogEntry.objects.filter(action="units.role.give").first()
    assert (entry.user, entry.data["unit"]) == (operator, alpha.pk)


def test_operator_ends_no_role_in_another_unit(alpha, beta):
    stranger = make_member(Role.EDITOR, beta)

    with pytest.raises(PermissionDenied):
        end_membership(membership_of(stranger), user=make_member(Role.OPERATOR, alpha))


def test_ending_a_membership_ends_the_sessions(alpha):
    person = make_member(Role.EDITOR, alpha)
    before = person.session_generation

    end_membership(membership_of(person))

    person.refresh_from_db()
    assert person.session_generation == before + 1


def test_upper_apps_hear_of_the_end_inside_the_transaction(alpha):
    heard = []

    def hear(membership, **kwargs):
        heard.append(membership.ended_on)

    membership_ended.connect(hear)
    end_membership(membership_of(make_member(Role.EDITOR, alpha)))
    membership_ended.disconnect(hear)

    assert heard != [None] and len(heard) == 1


def test_ending_twice_changes_nothing(alpha):
    membership = membership_of(make_member(Role.EDITOR, alpha))
    first = end_membership(membership).ended_on

    assert end_membership(membership).ended_on == first


def test_who_holds_a_draft_does_not_leave_without_a_successor():
    home = make_home(make_unit("alpha"))
    person = make_member(Role.EDITOR, Unit.objects.get(code="alpha"))
    draft_of(person, home, title="Half a notice")

    with pytest.raises(ValidationError) as refusal:
        end_membership(membership_of(person))

    assert "Half a notice" in str(refusal.value)


def test_successor_takes_over_the_drafts():
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person, successor = make_member(Role.EDITOR, unit), make_member(Role.EDITOR, unit)
    draft = draft_of(person, home)

    end_membership(membership_of(person), successor=successor)

    assert Page.objects.get(pk=draft.pk).owner == successor


def test_successor_takes_over_the_columns():
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person, successor = make_member(Role.EDITOR, unit), make_member(Role.EDITOR, unit)
    column = make_column(home)
    Page.objects.filter(pk=column.pk).update(owner=person)

    end_membership(membership_of(person), successor=successor)

    assert Page.objects.get(pk=column.pk).owner == successor


def test_finished_items_stay_their_author_s():
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person = make_member(Role.EDITOR, unit)
    item = make_item(make_column(home))
    Page.objects.filter(pk=item.pk).update(owner=person)

    end_membership(membership_of(person))

    assert Page.objects.get(pk=item.pk).owner == person


def test_drafts_in_another_unit_need_no_successor(alpha):
    home, beta = make_home(make_unit("beta")), Unit.objects.get(code="beta")
    person = make_member(Role.EDITOR, alpha)
    add_member(person, Role.EDITOR, unit=beta)
    draft_of(person, home)

    end_membership(person.memberships.get(unit=alpha))

    assert person.memberships.get(unit=beta).ended_on is None


def test_who_stays_an_editor_keeps_the_drafts():
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person = make_member(Role.LEADER, unit)
    add_member(person, Role.EDITOR, unit=unit)
    draft = draft_of(person, home)

    end_membership(person.memberships.get(role=Role.LEADER))

    assert Page.objects.get(pk=draft.pk).owner == person


def test_draft_in_a_delegated_column_needs_a_successor(alpha):
    column = make_column(make_portal())
    delegate_column(column, alpha)
    person = make_member(Role.EDITOR, alpha)
    page = make_item(column, is_live=False)
    Page.objects.filter(pk=page.pk).update(owner=person)

    with pytest.raises(ValidationError):
        end_membership(membership_of(person))


def test_portal_s_editor_holds_nothing_in_the_units():
    home = make_home(make_unit("alpha"))
    person = make_member(Role.EDITOR, portal_unit())
    draft_of(person, home)

    end_membership(membership_of(person))

    assert membership_of(person).ended_on is not None


@pytest.mark.parametrize("role", [Role.LEADER, Role.OPERATOR])
def test_successor_must_be_an_editor_of_the_unit(role):
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person = make_member(Role.EDITOR, unit)
    draft_of(person, home)

    with pytest.raises(ValidationError):
        end_membership(membership_of(person), successor=make_member(role, unit))


def test_successor_from_another_unit_is_refused(beta):
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person = make_member(Role.EDITOR, unit)
    draft_of(person, home)

    with pytest.raises(ValidationError):
        end_membership(membership_of(person), successor=make_member(Role.EDITOR, beta))


def test_handing_over_ends_no_role():
    home, unit = make_home(make_unit("alpha")), Unit.objects.get(code="alpha")
    person, successor = make_member(Role.EDITOR, unit), make_member(Role.EDITOR, unit)
    draft = draft_of(person, home)

    hand_over(person, successor, unit=unit, user=make_member(Role.OPERATOR, unit))

    assert Page.objects.get(pk=draft.pk).owner == successor
    assert membership_of(person).ended_on is None


def test_former_principal_leader_stays_a_leader(alpha):
    former = make_member(Role.LEADER, alpha, is_principal=True)
    new = make_member(Role.LEADER, alpha)

    mark_principal(membership_of(new), user=make_member(Role.OPERATOR, alpha))

    assert not membership_of(former).is_principal
    assert [m.person for m in Membership.objects.principal_leaders()] == [new]


def test_principal_leader_of_another_unit_stays(alpha, beta):
    other = make_member(Role.LEADER, beta, is_principal=True)

    make_member(Role.LEADER, alpha, is_principal=True)

    assert membership_of(other).is_principal


def test_editor_is_no_principal_leader(alpha):
    with pytest.raises(ValidationError):
        mark_principal(membership_of(make_member(Role.EDITOR, alpha)))


def test_person_is_never_deleted():
    with pytest.raises(ProtectedError):
        make_person().delete()


def test_people_are_never_deleted_together():
    make_person()

    with pytest.raises(ProtectedError):
        User.objects.all().delete()


def test_ended_session_is_not_good_for_another_request():
    person = make_member(Role.EDITOR, make_unit())
    client = sign_in(person)

    end_sessions(person)

    assert client.get("/admin/").status_code == 302
