"""States of units, computed from facts, and how many are online."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import (
    make_column,
    make_home,
    make_item,
    make_member,
    make_person,
    make_unit,
    make_units_in_bulk,
)
from units.enums import Role, UnitState
from units.models import Membership, Unit
from units.people.actions import add_member, end_membership
from units.querysets import Coverage

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 1, 5)


def state_of(code):
    return Unit.objects.with_state().get(code=code).state


@pytest.mark.parametrize(
    ("values", "has_home", "expected"),
    [
        ({}, False, UnitState.UNBUILT),
        ({"plan_deadline": DAY}, False, UnitState.PLANNED),
        ({}, True, UnitState.BUILDING),
        ({"opened_on": DAY}, True, UnitState.LIVE),
        ({"opened_on": DAY, "closed_on": DAY}, True, UnitState.CLOSED),
        ({"opened_on": DAY, "closed_on": DAY}, False, UnitState.CLOSED),
    ],
)
def test_state_follows_from_facts(values, has_home, expected):
    unit = make_unit("alpha", **values)
    if has_home:
        make_item(make_column(make_home(unit)))

    assert state_of("alpha") == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(13, UnitState.LIVE), (15, UnitState.DORMANT), (400, UnitState.DORMANT)]
)
def test_unit_without_anything_new_is_dormant(days, expected, settings):
    settings.BATONG_DORMANT_DAYS = 14
    column = make_column(make_home(make_unit("alpha", opened_on=DAY)))
    make_item(column, date=timezone.now() - datetime.timedelta(days=days))

    assert state_of("alpha") == expected


def test_news_of_another_unit_wakes_nobody():
    make_home(make_unit("alpha", opened_on=DAY))
    make_item(make_column(make_home(make_unit("beta", opened_on=DAY))))

    assert state_of("alpha") == UnitState.DORMANT


def test_state_of_all_units_is_one_query(django_assert_num_queries):
    make_units_in_bulk(20)

    with django_assert_num_queries(1):
        assert len(Unit.objects.with_state()) == 21


def test_48_of_93_is_51_6_per_cent():
    assert Coverage(93, 48).percent == 51.6


def test_nobody_of_nobody_is_0_per_cent():
    assert Coverage(0, 0).percent == 0


def test_coverage_counts_designated_units_that_are_online():
    make_units_in_bulk(45, "planned")
    make_units_in_bulk(7, "besides", is_designated=False)
    for n in range(3):
        make_home(make_unit(f"online{n}", opened_on=DAY))
    make_home(make_unit("other", opened_on=DAY, is_designated=False))

    assert Unit.objects.coverage() == Coverage(designated=48, online=3)


def test_portal_is_in_no_count():
    assert Unit.objects.coverage().designated == 0


def test_units_with_and_without_home_are_told_apart():
    make_home(make_unit("alpha"))
    make_unit("beta")

    assert [u.code for u in Unit.objects.real().with_home()] == ["alpha"]
    assert [u.code for u in Unit.objects.real().without_home()] == ["beta"]


@pytest.fixture
def unit():
    return make_unit("alpha")


def test_membership_that_ended_is_not_active(unit):
    end_membership(add_member(make_person(), Role.EDITOR, unit=unit))

    assert not Membership.objects.active().exists()


def test_membership_of_somebody_who_may_not_sign_in_is_not_active(unit):
    person = make_member(Role.EDITOR, unit)
    person.is_active = False
    person.save()

    assert not Membership.objects.active().exists()


def test_memberships_of_a_unit_are_no_other_unit_s(unit):
    make_member(Role.EDITOR, make_unit("beta"))
    mine = make_member(Role.EDITOR, unit)

    assert [m.person for m in Membership.objects.for_unit(unit)] == [mine]


def test_memberships_of_the_centre_are_no_unit_s(unit):
    make_member(Role.EDITOR, unit)
    central = make_member(Role.SECRECY)

    assert [m.person for m in Membership.objects.for_centre()] == [central]


def test_the_centre_comes_first(unit):
    editor, secrecy = make_member(Role.EDITOR, unit), make_member(Role.SECRECY)

    assert [m.person for m in Membership.objects.in_order_of_unit()] == [secrecy, editor]
