"""What operators see of their people, and supervisors of the city."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_home,
    make_member,
    make_portal,
    make_superuser,
    make_unit,
    make_units_in_bulk,
)
from tests.visits import links, sign_in
from units.access import ensure_centre_groups
from units.enums import Role, SignInOutcome, UnitState
from units.models import SignIn, Unit, User
from units.workbench import city, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return make_unit("alpha")


@pytest.fixture
def other():
    return make_unit("beta")


@pytest.fixture
def dashboard():
    """Return the dashboard of a new person with a role for the centre."""
    ensure_centre_groups(make_portal())
    return lambda role: sign_in(make_member(role)).get(reverse("wagtailadmin_home"))


def panels(answer):
    return {panel.key: panel for panel in answer.context["panels"]}


# People


def test_people_are_counted_by_role(own):
    make_member(Role.EDITOR, own)
    make_member(Role.EDITOR, own)
    make_member(Role.LEADER, own)

    (row,) = people.people_of([own])

    assert (row.editors, row.leaders, row.usage.used) == (2, 1, 3)


def test_people_of_a_foreign_unit_are_not_counted(own, other):
    make_member(Role.EDITOR, own)
    make_member(Role.EDITOR, other)

    assert people.people_of([own])[0].editors == 1


def test_a_unit_whose_leader_is_not_named_principal_lacks_one(own):
    make_member(Role.LEADER, own)

    assert not people.people_of([own])[0].has_principal


def test_a_unit_with_a_principal_leader_lacks_none(own):
    make_member(Role.LEADER, own, is_principal=True)

    assert people.people_of([own])[0].has_principal


def test_people_without_a_second_factor_are_counted(own):
    make_member(Role.EDITOR, own)

    assert people.people_of([own])[0].without_second_factor == 1


def test_who_never_signed_in_is_not_at_work_yet(own):
    newcomer = make_member(Role.EDITOR, own)

    assert list(people.not_at_work_yet([own])) == [newcomer]


def test_who_has_to_choose_a_password_is_not_at_work_yet(own):
    newcomer = make_member(Role.EDITOR, own)
    User.objects.update(last_login=timezone.now(), must_change_password=True)

    assert list(people.not_at_work_yet([own])) == [newcomer]


def test_who_has_signed_in_is_at_work(own):
    make_member(Role.EDITOR, own)
    User.objects.update(last_login=timezone.now())

    assert not people.not_at_work_yet([own]).exists()


def test_newcomers_of_a_foreign_unit_are_not_listed(own, other):
    make_member(Role.EDITOR, other)

    assert not people.not_at_work_yet([own]).exists()


def test_an_operator_sees_no_name_of_another_unit(own, other):
    foreign = make_member(Role.EDITOR, other)
    operator = make_member(Role.OPERATOR, own)

    text = sign_in(operator).get(reverse("wagtailadmin_home")).content.decode()

    assert foreign.username not in text


# The city


def test_units_are_counted_by_state():
    make_units_in_bulk(3)
    make_unit(plan_deadline=datetime.date(2027, 1, 1))
    make_home()

    counted = {found.state: found.count for found in city.states()}

    assert counted[UnitState.UNBUILT] == 3
    assert counted[UnitState.PLANNED] == 1
    assert counted[UnitState.BUILDING] == 1


def test_every_state_is_shown():
    assert [found.state for found in city.states()] == list(UnitState)


def test_a_unit_that_sleeps_is_ailing():
    unit = Unit.objects.get(code=make_home().slug)
    Unit.objects.filter(pk=unit.pk).update(opened_on=datetime.date(2020, 1, 1))

    assert list(city.ailing()) == [unit]


def test_a_unit_that_lacks_only_an_operator_is_unmanned():
    unit = Unit.objects.get(code=make_home().slug)
    make_member(Role.LEADER, unit, is_principal=True)
    make_member(Role.EDITOR, unit)

    (found,) = city.unmanned()

    assert (found.has_principal, found.has_editor, found.has_operator) == (True, True, False)


def test_a_unit_with_all_its_people_is_not_unmanned():
    unit = Unit.objects.get(code=make_home().slug)
    make_member(Role.LEADER, unit, is_principal=True)
    make_member(Role.EDITOR, unit)
    make_member(Role.OPERATOR, unit)

    assert not city.unmanned().exists()


def test_a_unit_without_pages_needs_no_people(own):
    assert not city.unmanned().exists()


def test_a_unit_at_four_fifths_of_a_quota_is_nearly_full(own):
    Unit.objects.filter(pk=own.pk).update(max_people=1)
    make_member(Role.EDITOR, own)

    (found,) = city.nearly_full()

    assert (found.unit, found.usage.percent) == (own, 100)


def test_a_unit_with_room_is_not_nearly_full(own):
    make_member(Role.EDITOR, own)

    assert city.nearly_full() == []


@pytest.fixture
def emergency_use():
    """The emergency account has signed in just now."""
    return SignIn.objects.create(
        person=make_superuser(), username="root", outcome=SignInOutcome.SIGNED_IN
    )


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.SECRECY])
def test_use_of_the_emergency_account_is_told_to_its_supervisors(dashboard, emergency_use, role):
    assert "emergency" in panels(dashboard(role))


def test_use_of_the_emergency_account_is_told_to_nobody_else(dashboard, emergency_use):
    assert "emergency" not in panels(dashboard(Role.INSPECTOR))


def test_old_use_of_the_emergency_account_is_not_told(dashboard, emergency_use):
    SignIn.objects.update(at=timezone.now() - datetime.timedelta(days=40))

    assert "emergency" not in panels(dashboard(Role.IT_OFFICE))


def test_the_it_office_is_led_to_features(dashboard):
    assert reverse("units_limits:features") in links(dashboard(Role.IT_OFFICE))


def test_the_leading_group_is_not_led_where_it_may_not_go(dashboard):
    assert reverse("units_limits:features") not in links(dashboard(Role.LEADING_GROUP))


def test_an_inspector_s_dashboard_changes_nothing(dashboard):
    text = dashboard(Role.INSPECTOR).content.decode()

    assert 'method="post"' not in text.lower()
