"""Delegating authority: who may, to whom, for how long, and what ends it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_member, make_superuser
from tests.workflows.timing.conftest import days, let
from units.enums import Role
from units.models import Membership
from units.people.actions import add_member, deactivate_person, end_membership, mark_principal
from workflows.enums import LedgerAction, NoticeKind
from workflows.models import ApprovalDelegation, LedgerEntry, Notice
from workflows.timing.delegations import (
    LONGEST_DAYS,
    end_delegation,
    end_void_delegations,
)
from workflows.timing.permissions import (
    Post,
    delegations_seen_by,
    endable,
    possible_deputies,
    posts_held,
    user_can_delegate,
    user_can_end,
    user_sees_delegations,
)

pytestmark = pytest.mark.django_db


def in_force(**options):
    return list(ApprovalDelegation.objects.in_force(**options))


def refused_fields(city, **values):
    with pytest.raises(ValidationError) as refusal:
        let(city, **values)
    return set(getattr(refusal.value, "message_dict", {"": None}))


def membership(person):
    return Membership.objects.get(person=person, ended_on=None)


def test_a_leader_delegates_within_the_unit(city):
    given = let(city)

    assert in_force() == [given]


def test_an_editor_of_the_unit_may_be_deputy(city):
    assert let(city, deputy=city.editor).deputy == city.editor


def test_somebody_of_another_unit_may_not_be_deputy_of_a_leader(city):
    assert refused_fields(city, deputy=city.far_editor) == {"deputy"}


def test_a_leader_who_is_not_principal_delegates_nothing(city):
    with pytest.raises(PermissionDenied):
        let(city, user=city.second_leader, deputy=city.editor)


def test_a_leader_of_another_unit_delegates_nothing_of_this_one(city):
    with pytest.raises(PermissionDenied):
        let(city, user=city.far_leader)


def test_the_emergency_account_delegates_nothing(city):
    with pytest.raises(PermissionDenied):
        let(city, user=make_superuser(), giver=city.leader)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OPERATOR])
def test_roles_that_decide_nothing_in_a_unit_cannot_be_delegated(city, role):
    assert not user_can_delegate(city.it, Post(role, city.own))


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR, Role.LEADER])
def test_roles_that_decide_nothing_in_the_centre_cannot_be_delegated(city, role):
    assert not user_can_delegate(city.it, Post(role, None))


@pytest.mark.parametrize("deputy", ["party", "government", "portal_leader"])
def test_an_office_delegates_to_who_reviews_or_leads_in_the_centre(city, deputy):
    person = getattr(city, deputy)

    given = let(city, post=city.secrecy_office, user=city.secrecy, deputy=person)

    assert in_force() == [given]


@pytest.mark.parametrize("deputy", ["leader", "editor", "it", "group", "inspector"])
def test_an_office_delegates_to_nobody_else(city, deputy):
    person = getattr(city, deputy)

    fields = refused_fields(city, post=city.secrecy_office, user=city.secrecy, deputy=person)

    assert fields == {"deputy"}


def test_who_belongs_to_the_office_needs_no_authority(city):
    assert city.second_secrecy not in possible_deputies(city.secrecy_office)


def test_the_emergency_account_is_no_deputy(city):
    add_member(make_superuser(), Role.PARTY_OFFICE)

    assert not possible_deputies(city.secrecy_office).filter(is_superuser=True).exists()


def test_an_office_delegates_nothing_of_another_office(city):
    with pytest.raises(PermissionDenied):
        let(city, post=city.secrecy_office, user=city.party, deputy=city.government)


def test_the_it_office_registers_what_a_leader_ordered(city):
    assert let(city, user=city.it, giver=city.leader).giver == city.leader


def test_the_it_office_cannot_make_up_a_giver(city):
    assert refused_fields(city, user=city.it, giver=city.editor) == {"giver"}


def test_the_it_office_cannot_be_the_giver_itself(city):
    assert refused_fields(city, user=city.it) == {"giver"}


def test_nobody_registers_a_delegation_to_himself(city):
    add_member(city.it, Role.EDITOR, unit=city.own)

    assert refused_fields(city, user=city.it, giver=city.leader, deputy=city.it) == {"deputy"}


def test_nobody_delegates_to_himself(city):
    assert refused_fields(city, deputy=city.leader) == {"deputy"}


def test_a_leader_cannot_name_another_giver(city):
    with pytest.raises(PermissionDenied):
        let(city, giver=city.second_leader)


def test_a_deputy_passes_nothing_on(city):
    let(city)

    with pytest.raises(PermissionDenied):
        let(city, user=city.second_leader, deputy=city.editor)


def test_the_past_cannot_be_delegated(city):
    assert refused_fields(city, **days(-1)) == {"starts_on"}


def test_the_last_day_cannot_be_before_the_first(city):
    assert refused_fields(city, **days(5, 4)) == {"ends_on"}


def test_the_longest_delegation_is_allowed(city):
    assert let(city, **days(0, LONGEST_DAYS - 1)).pk


def test_a_day_more_is_refused(city):
    assert refused_fields(city, **days(0, LONGEST_DAYS)) == {"ends_on"}


def test_a_reason_is_asked_for(city):
    assert refused_fields(city, reason=" ") == {"reason"}


def test_the_same_is_not_delegated_twice_for_a_day(city):
    let(city, **days(0, 5))

    assert len(refused_fields(city, **days(5, 9))) == 1


def test_the_same_is_delegated_again_for_other_days(city):
    let(city, **days(0, 5))

    assert let(city, **days(6, 9)).pk


def test_a_delegation_that_begins_later_is_not_in_force(city):
    let(city, **days(1))

    assert in_force() == []


def test_both_days_belong_to_a_delegation(city):
    given = let(city, **days(0, 0))

    assert in_force() == [given]


def test_a_delegation_for_what_is_overdue_counts_for_that_only(city):
    given = let(city, only_when_overdue=True)

    assert (in_force(), in_force(overdue=True)) == ([], [given])


def test_delegating_is_in_the_ledger(city):
    let(city)

    entry = LedgerEntry.objects.get(action=LedgerAction.DELEGATED)
    assert (entry.actor, entry.unit_code) == (city.leader, city.own.code)


def test_the_deputy_is_told(city):
    let(city)

    assert [notice.recipient for notice in Notice.objects.all()] == [city.second_leader]


def test_giver_and_deputy_are_told_of_what_the_it_office_registers(city):
    let(city, user=city.it, giver=city.leader)

    told = {notice.recipient for notice in Notice.objects.filter(kind=NoticeKind.DELEGATED)}
    assert told == {city.leader, city.second_leader}


@pytest.mark.parametrize("person", ["leader", "second_leader", "it"])
def test_who_is_concerned_may_end_a_delegation(city, person):
    end_delegation(let(city), user=getattr(city, person))

    assert in_force() == []


@pytest.mark.parametrize("person", ["editor", "far_leader", "secrecy", "group", "inspector"])
def test_nobody_else_may_end_a_delegation(city, person):
    given = let(city)

    with pytest.raises(PermissionDenied):
        end_delegation(given, user=getattr(city, person))


def test_a_colleague_of_the_office_may_end_its_delegation(city):
    given = let(city, post=city.secrecy_office, user=city.secrecy, deputy=city.party)

    assert user_can_end(city.second_secrecy, given)


def test_ending_is_in_the_ledger_once(city):
    given = let(city)
    for _time in range(2):
        end_delegation(given, user=city.leader)

    assert LedgerEntry.objects.filter(action=LedgerAction.DELEGATION_ENDED).count() == 1


def test_the_deputy_is_told_of_the_end(city):
    end_delegation(let(city), user=city.leader)

    assert Notice.objects.filter(recipient=city.second_leader).count() == 2


def test_the_end_of_the_giver_s_role_ends_the_delegation(city):
    given = let(city)

    end_membership(membership(city.leader))

    given.refresh_from_db()
    assert given.ended_at is not None


def test_the_end_of_the_deputy_s_role_ends_the_delegation(city):
    given = let(city)

    end_membership(membership(city.second_leader))

    given.refresh_from_db()
    assert given.ended_at is not None


def test_a_deputy_with_another_role_in_the_unit_keeps_the_delegation(city):
    given = let(city)
    add_member(city.second_leader, Role.EDITOR, unit=city.own)

    end_membership(Membership.objects.get(person=city.second_leader, role=Role.LEADER))

    assert in_force() == [given]


def test_the_end_of_another_unit_s_role_ends_nothing(city):
    given = let(city)
    foreign = add_member(city.leader, Role.EDITOR, unit=city.far)

    end_membership(foreign)

    assert in_force() == [given]


def test_closing_the_account_ends_what_is_held_and_given(city):
    let(city)

    deactivate_person(city.second_leader)

    assert not ApprovalDelegation.objects.not_over().exists()


def test_a_new_principal_leader_ends_the_force_of_the_former_s_delegation(city):
    let(city, deputy=city.editor)

    mark_principal(membership(city.second_leader))

    assert in_force() == []


def test_what_has_lost_its_ground_is_ended_by_the_check(city):
    given = let(city, deputy=city.editor)
    mark_principal(membership(city.second_leader))

    assert end_void_delegations() == 1
    given.refresh_from_db()
    assert given.ended_at is not None


def test_the_check_ends_nothing_that_holds(city):
    let(city)

    assert end_void_delegations() == 0


def test_the_system_s_ending_says_why(city):
    let(city)
    end_membership(membership(city.leader))

    entry = LedgerEntry.objects.get(action=LedgerAction.DELEGATION_ENDED)
    assert (entry.actor, bool(entry.details["because"])) == (None, True)


@pytest.mark.parametrize("person", ["leader", "second_leader", "it", "group", "inspector"])
def test_who_is_concerned_reads_of_a_delegation(city, person):
    given = let(city)

    assert list(delegations_seen_by(getattr(city, person))) == [given]


@pytest.mark.parametrize("person", ["editor", "far_leader", "far_editor", "secrecy"])
def test_nobody_else_reads_of_a_delegation(city, person):
    let(city)

    assert list(delegations_seen_by(getattr(city, person))) == []


def test_an_office_does_not_read_of_another_office(city):
    let(city, post=city.secrecy_office, user=city.secrecy, deputy=city.government)

    assert list(delegations_seen_by(city.party)) == []


@pytest.mark.parametrize(
    ("person", "sees"),
    [("leader", True), ("secrecy", True), ("inspector", True), ("editor", False)],
)
def test_the_screen_is_for_who_delegates_or_supervises(city, person, sees):
    assert user_sees_delegations(getattr(city, person)) is sees


def test_an_editor_who_is_deputy_sees_the_screen(city):
    let(city, deputy=city.editor)

    assert user_sees_delegations(city.editor)


def test_what_a_person_may_end_costs_the_same_for_any_number(city, django_assert_num_queries):
    for number in range(3):
        let(city, **days(number * 10, number * 10 + 5))
    found = list(ApprovalDelegation.objects.select_related("unit"))

    with django_assert_num_queries(2):
        assert endable(city.leader, found) == found


def test_a_person_with_two_posts_may_delegate_both(city):
    add_member(city.leader, Role.SECRECY)

    assert set(posts_held(city.leader)) == {city.leadership, city.secrecy_office}


def test_who_lost_the_role_delegates_nothing(city):
    former = make_member(Role.SECRECY)
    end_membership(membership(former))

    assert posts_held(former) == []
