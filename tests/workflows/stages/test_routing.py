"""Which post decides what, who holds it, and which posts nobody could fill."""

import pytest

from tests.factories import make_member, make_superuser, make_unit, portal_unit
from units.enums import Role, System
from units.people.actions import add_member, deactivate_person, end_membership
from workflows.enums import Stage
from workflows.stages.routing import delegation_used, eligible, routes, vacancies

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader_route(world):
    return routes(world.unit, System.GOVERNMENT)[0]


def people(route, **options):
    return set(eligible(route, **options))


@pytest.mark.parametrize(
    ("subject_class", "office"),
    [(System.PARTY, Role.PARTY_OFFICE), (System.GOVERNMENT, Role.GOVERNMENT_OFFICE)],
)
def test_the_subject_class_decides_the_office(subject_class, office):
    found = routes(make_unit(), subject_class)

    assert [route.role for route in found] == [Role.LEADER, office, Role.SECRECY]
    assert [route.stage for route in found] == list(Stage)


def test_the_first_stage_is_the_principal_leader_s(world, leader_route):
    make_member(Role.LEADER, world.unit)

    assert people(leader_route) == {world.people["leader"]}


@pytest.mark.parametrize(("place", "name"), [(1, "reviewer"), (2, "secrecy")])
def test_the_offices_are_those_of_the_centre(world, place, name):
    route = routes(world.unit, System.GOVERNMENT)[place]

    assert people(route) == {world.people[name]}


def test_who_left_holds_no_post(world, leader_route):
    end_membership(world.people["leader"].memberships.get())

    assert people(leader_route) == set()


def test_whose_account_is_closed_holds_no_post(world, leader_route):
    deactivate_person(world.people["leader"])

    assert people(leader_route) == set()


def test_the_emergency_account_holds_no_post(world):
    add_member(make_superuser(), Role.SECRECY)
    route = routes(world.unit, System.PARTY)[2]

    assert people(route) == {world.people["secrecy"]}


def test_a_deputy_of_today_holds_the_post(world, leader_route, delegate):
    deputy = delegate().deputy

    assert people(leader_route) == {world.people["leader"], deputy}


@pytest.mark.parametrize("days", [{"since": 1, "until": 2}, {"since": -2, "until": -1}])
def test_a_deputy_of_other_days_does_not(leader_route, delegate, world, days):
    delegate(**days)

    assert people(leader_route) == {world.people["leader"]}


def test_a_deputy_for_late_texts_holds_it_for_late_texts_only(leader_route, delegate, world):
    deputy = delegate(only_when_overdue=True).deputy

    assert people(leader_route) == {world.people["leader"]}
    assert people(leader_route, overdue=True) == {world.people["leader"], deputy}


def test_a_deputy_of_another_unit_s_leader_does_not(world, leader_route, delegate):
    delegate(
        make_member(Role.LEADER, world.other), unit=world.other, giver=world.people["far_leader"]
    )

    assert people(leader_route) == {world.people["leader"]}


def test_a_deputy_s_delegation_is_named(world, leader_route, delegate):
    given = delegate()

    assert delegation_used(leader_route, given.deputy) == given
    assert delegation_used(leader_route, world.people["leader"]) is None


def test_the_portal_s_own_texts_have_the_portal_s_leader():
    leader = make_member(Role.LEADER, portal_unit(), is_principal=True)
    route = routes(portal_unit(), System.GOVERNMENT)[0]

    assert people(route) == {leader}


def test_with_all_posts_filled_nothing_is_vacant(world):
    assert vacancies(world.unit, System.GOVERNMENT, [world.people["editor"].pk]) == []


def test_a_vacancy_names_post_and_unit(world):
    end_membership(world.people["leader"].memberships.get())
    route = routes(world.unit, System.GOVERNMENT)[0]

    [message] = vacancies(world.unit, System.GOVERNMENT, [])

    assert route.post in message
    assert world.unit.name in message


def test_an_author_fills_no_post(world):
    assert len(vacancies(world.unit, System.GOVERNMENT, [world.people["secrecy"].pk])) == 1


def test_one_person_fills_one_post_only(world):
    add_member(world.people["leader"], Role.SECRECY)
    end_membership(world.people["secrecy"].memberships.get())

    assert len(vacancies(world.unit, System.GOVERNMENT, [])) == 1


def test_posts_are_given_so_that_all_are_filled(world):
    reviewer = world.people["reviewer"]
    add_member(reviewer, Role.SECRECY)
    add_member(world.people["secrecy"], Role.GOVERNMENT_OFFICE)

    assert vacancies(world.unit, System.GOVERNMENT, []) == []
