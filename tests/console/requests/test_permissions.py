"""Who may do what about requests."""

import pytest

from console.requests.actions import ask_roll_back
from console.requests.enums import RequestKind
from console.requests.permissions import requests_read_by, user_may, wrote_on
from tests.console.requests.world import (
    WHY,
    carried_out,
    column,
    filed,
    forwarded,
    redesign,
)
from units.people.actions import end_membership

pytestmark = pytest.mark.django_db


def may(request, person):
    request.refresh_from_db()
    return user_may(person, request)


@pytest.mark.parametrize("who", ["head", "second_head", "both"])
def test_leading_group_may_decide_what_was_reviewed(unit, people, who):
    assert "approve" in may(forwarded(unit, people), getattr(people, who))


@pytest.mark.parametrize("who", ["reviewer", "second_reviewer", "operator", "inspector", "root"])
def test_nobody_else_may_decide_what_was_reviewed(unit, people, who):
    assert "approve" not in may(forwarded(unit, people), getattr(people, who))


def test_it_office_may_approve_a_column_at_once(site, people):
    request = filed(site, people, RequestKind.COLUMN, **column())
    assert may(request, people.reviewer) == {"approve", "return", "refuse"}


def test_nothing_may_be_done_about_an_opening_that_was_carried_out(unit, people):
    request = carried_out(unit, people)
    assert [may(request, person) for person in (people.operator, people.head)] == [set(), set()]


def test_it_office_may_ask_for_the_roll_back_of_a_redesign(site, people):
    request = carried_out(site, people, RequestKind.REDESIGN, **redesign())
    assert may(request, people.reviewer) == {"ask_roll_back"}


def test_who_asked_for_a_roll_back_may_not_decide_it(site, people):
    request = carried_out(site, people, RequestKind.REDESIGN, **redesign())
    ask_roll_back(request, user=people.both, reason=WHY)
    assert (may(request, people.both), len(may(request, people.head))) == (set(), 2)


def test_who_left_the_unit_reads_its_requests_no_more(unit, people):
    filed(unit, people)
    end_membership(people.operator.memberships.get())
    assert not requests_read_by(people.operator).exists()


def test_filer_wrote_on_a_request(unit, people):
    request = filed(unit, people)
    assert [wrote_on(person, request) for person in (people.operator, people.leader)] == [
        True,
        False,
    ]
