"""How filings stand to who works in the units."""

import datetime

import pytest
from django.utils import timezone

from console.filings.enums import FilingState, Post
from console.filings.standing import (
    missing_people,
    responsible_on,
    teams_of,
    with_filing_state,
)
from tests.console.filings.conftest import LONG_AGO, file_whole, make_staffed
from tests.factories import make_member, make_units_in_bulk
from units.enums import Role
from units.models import Unit, User
from units.people.actions import deactivate_person, end_membership

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def state_of(staffed):
    return with_filing_state(Unit.objects.filter(pk=staffed.unit.pk)).get().filing_state


def test_unit_that_filed_nothing(staffed):
    assert state_of(staffed) == FilingState.NONE


def test_whole_team_at_work_is_in_order(staffed):
    file_whole(staffed)

    assert state_of(staffed) == FilingState.FILED


@pytest.mark.parametrize("left_open", [{"head": None}, {"deputy": None}, {"operators": []}])
def test_open_post_is_incomplete(staffed, left_open):
    file_whole(staffed, **left_open)

    assert state_of(staffed) == FilingState.INCOMPLETE


@pytest.mark.parametrize("post", ["head", "deputy", "operator"])
def test_post_is_vacant_once_its_person_left(staffed, post):
    file_whole(staffed)
    end_membership(getattr(staffed, post))

    assert state_of(staffed) == FilingState.VACANT


def test_post_is_vacant_while_the_account_is_closed(staffed):
    file_whole(staffed)
    User.objects.filter(pk=staffed.people["head"].pk).update(is_active=False)

    assert state_of(staffed) == FilingState.VACANT


def test_member_who_left_is_a_change(staffed):
    file_whole(staffed)
    end_membership(staffed.editor)

    assert state_of(staffed) == FilingState.CHANGED


def test_new_operator_is_a_change(staffed):
    file_whole(staffed)
    make_member(Role.OPERATOR, staffed.unit)

    assert state_of(staffed) == FilingState.CHANGED


def test_new_filing_puts_in_order_what_changed(staffed):
    file_whole(staffed)
    end_membership(staffed.editor)
    file_whole(staffed, members=[], effective_on=timezone.localdate())

    assert state_of(staffed) == FilingState.FILED


def test_person_who_returned_has_to_be_filed_anew(staffed):
    file_whole(staffed)
    end_membership(staffed.operator)
    make_member(Role.OPERATOR, staffed.unit)

    assert state_of(staffed) == FilingState.VACANT


def test_another_unit_stands_for_itself(staffed):
    file_whole(make_staffed("far"))

    assert state_of(staffed) == FilingState.NONE


def test_all_three_are_missing_before_the_first_filing(staffed):
    assert missing_people(staffed.unit) == [str(post.label) for post in Post]


def test_nobody_is_missing_of_a_whole_team(staffed):
    file_whole(staffed)

    assert missing_people(staffed.unit) == []


def test_deactivated_operator_is_missing(staffed):
    file_whole(staffed)
    deactivate_person(staffed.people["operator"])

    assert missing_people(staffed.unit) == [str(Post.OPERATOR.label)]


def test_nobody_was_responsible_before_the_first_filing(staffed):
    file_whole(staffed)

    assert responsible_on(staffed.unit, LONG_AGO - DAY) is None


def test_filed_people_are_responsible_from_the_day(staffed):
    file_whole(staffed)

    found = responsible_on(staffed.unit, LONG_AGO)
    assert (found.head, found.deputy) == (staffed.people["head"], staffed.people["deputy"])
    assert found.operators == (staffed.people["operator"],)


def test_former_team_is_still_known_for_its_days(staffed):
    file_whole(staffed)
    successor = make_member(Role.OPERATOR, staffed.unit, started_on=LONG_AGO + 10 * DAY)
    file_whole(
        staffed,
        operators=[successor.memberships.get()],
        effective_on=LONG_AGO + 20 * DAY,
    )

    before = responsible_on(staffed.unit, LONG_AGO + 19 * DAY)
    after = responsible_on(staffed.unit, LONG_AGO + 20 * DAY)
    assert (before.operators, after.operators) == (
        (staffed.people["operator"],),
        (successor,),
    )


def test_who_left_is_not_responsible_from_then_on(staffed):
    file_whole(staffed)
    end_membership(staffed.head, ended_on=LONG_AGO + 5 * DAY)

    assert responsible_on(staffed.unit, LONG_AGO + 4 * DAY).head == staffed.people["head"]
    assert responsible_on(staffed.unit, LONG_AGO + 5 * DAY).head is None


@pytest.mark.parametrize("count", [2, 40])
def test_states_and_teams_cost_the_same_at_any_number(staffed, count, django_assert_num_queries):
    file_whole(staffed)
    make_units_in_bulk(count)

    with django_assert_num_queries(3):
        units = list(with_filing_state(Unit.objects.all()))
        teams_of(units)
