"""The dashboard costs the same however many units there are, and however many a person serves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_column, make_home, make_item, make_person, make_portal
from tests.visits import sign_in
from units.access import ensure_centre_groups, ensure_unit_groups
from units.enums import CENTRE_ROLES, Role
from units.models import Unit
from units.people.actions import add_member

pytestmark = pytest.mark.django_db

FEW, MANY, BUDGET = 2, 60, 40


@pytest.fixture
def people():
    """One person for each role."""
    ensure_centre_groups(make_portal())
    people = {role: make_person(role.value) for role in Role}
    for role in CENTRE_ROLES:
        add_member(people[role], role)
    return people


def open_units(people, count):
    """Give each person a role in so many new units, each with a column and an item begun."""
    homes = {}
    for _number in range(count):
        home = make_home()
        column = make_column(home, update_rule="days", update_days=1)
        draft = make_item(column, is_live=False)
        draft.save_revision(user=people[Role.EDITOR])
        homes[Unit.objects.get(code=home.slug)] = home
    ensure_unit_groups(homes)
    for unit in homes:
        for role in people.keys() - set(CENTRE_ROLES):
            add_member(people[role], role, unit=unit)


def cost(person):
    """Return how many queries a person's dashboard takes, once caches are warm."""
    browser = sign_in(person)
    browser.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(reverse("wagtailadmin_home")).status_code == 200
    return len(queries)


def test_every_role_s_dashboard_costs_the_same_at_two_sizes(people):
    open_units(people, FEW)
    before = {role: cost(person) for role, person in people.items()}

    open_units(people, MANY - FEW)

    assert {role: cost(person) for role, person in people.items()} == before


@pytest.mark.parametrize("role", Role)
def test_no_dashboard_costs_more_than_its_budget(people, role):
    open_units(people, FEW)

    assert cost(people[role]) <= BUDGET
