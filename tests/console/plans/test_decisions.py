"""Discussing, returning and approving plans."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from console.enums import StepKind
from console.models import PlanApproval, PlanComment
from console.plans.actions import approve_plan, comment_on, return_plan, revise_plan
from console.plans.enums import PlanState
from console.plans.standing import approved_version, has_approved_plan
from console.querysets import LedgerError
from console.steps import steps_of
from tests.console.plans.worlds import (
    approve,
    draft,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
)
from tests.factories import make_member
from units.enums import Role
from units.people.actions import add_member
from workflows.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    """A plan that waits, and the operator who filed it."""
    unit, operator = make_operated()
    return make_plan(unit, operator), operator


def test_office_approves_a_plan(filed):
    plan, _operator = filed

    assert approve(plan).state == PlanState.APPROVED


def test_approval_is_kept_with_both_people(filed):
    plan, operator = filed
    office = make_office()

    approve(plan, office)

    kept = PlanApproval.objects.get()
    assert (kept.filed_by, kept.approved_by) == (operator, office)


def test_approving_twice_changes_nothing(filed):
    plan, _operator = filed
    office = make_office()

    approve(approve(plan, office), office)

    assert PlanApproval.objects.count() == 1


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR])
def test_other_people_of_the_centre_approve_no_plan(filed, role):
    plan, _operator = filed

    with pytest.raises(PermissionDenied):
        approve(plan, make_member(role))


def test_unit_approves_no_plan_of_its_own(filed):
    plan, _operator = filed

    with pytest.raises(PermissionDenied):
        approve(plan, make_member(Role.LEADER, plan.unit))


def test_officer_who_filed_it_for_a_unit_does_not_approve_it(filed):
    plan, operator = filed
    add_member(operator, Role.IT_OFFICE)

    with pytest.raises(PermissionDenied):
        approve(plan, operator)


def test_database_refuses_an_approval_by_who_filed_it(filed):
    plan, operator = filed
    version = plan.versions.get()
    row = PlanApproval(
        version=version, filed_by=operator, approved_by=operator, approved_on=in_days(0)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_version_that_was_revised_meanwhile_is_not_approved(filed):
    plan, operator = filed
    revise_plan(plan, user=operator, draft=draft(operator, changes="More"))

    with pytest.raises(ValidationError):
        approve_plan(plan, user=make_office(), number=1)


def test_returned_plan_is_not_approved(filed):
    plan, _operator = filed
    office = make_office()
    return_plan(plan, user=office, number=1, reason="No dates")

    with pytest.raises(ValidationError):
        approve(plan, office)


def test_unit_is_told_why_its_plan_came_back(filed):
    plan, operator = filed

    return_plan(plan, user=make_office(), number=1, reason="No dates for the build")

    assert "No dates for the build" in Notice.objects.get(recipient=operator).text


def test_plan_is_not_returned_without_a_reason(filed):
    plan, _operator = filed

    with pytest.raises(ValidationError):
        return_plan(plan, user=make_office(), number=1, reason=" ")


def test_unit_returns_no_plan(filed):
    plan, operator = filed

    with pytest.raises(PermissionDenied):
        return_plan(plan, user=operator, number=1, reason="Mine")


def test_approved_plan_is_not_returned(filed):
    plan, _operator = filed
    office = make_office()
    approve(plan, office)

    with pytest.raises(ValidationError):
        return_plan(plan, user=office, number=1, reason="Changed my mind")


def test_return_after_the_lock_names_a_day_to_hand_it_in_again(pass_days):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=10))
    pass_days(11)

    with pytest.raises(ValidationError):
        return_plan(plan, user=make_office(), number=1, reason="No dates")


def test_plan_returned_after_the_lock_is_taken_until_the_day_named(pass_days):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=10, deadline=40))
    pass_days(11)
    again = in_days(3)
    return_plan(plan, user=make_office(), number=1, reason="No dates", again_by=again)

    plan = revise_plan(plan, user=operator, draft=draft(operator, changes="Dates"))

    assert plan.state == PlanState.FILED


def test_day_to_hand_it_in_again_is_not_after_the_deadline_of_the_site():
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=10, deadline=40))

    with pytest.raises(ValidationError):
        return_plan(plan, user=make_office(), number=1, reason="So", again_by=in_days(41))


def test_office_and_unit_discuss_a_plan(filed):
    plan, operator = filed
    comment_on(plan, user=make_office(), text="Who builds it?")
    comment_on(plan, user=operator, text="We do.")

    kept = PlanComment.objects.order_by("pk").values_list("text", "is_office")
    assert list(kept) == [("Who builds it?", True), ("We do.", False)]


def test_unit_is_told_what_the_office_said(filed):
    plan, operator = filed

    comment_on(plan, user=make_office(), text="Who builds it?")

    assert "Who builds it?" in Notice.objects.get(recipient=operator).text


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR])
def test_nobody_else_joins_the_discussion(filed, role):
    plan, _operator = filed

    with pytest.raises(PermissionDenied):
        comment_on(plan, user=make_member(role), text="Well")


def test_other_unit_does_not_join_the_discussion(filed):
    plan, _operator = filed
    _other, stranger = make_operated()

    with pytest.raises(PermissionDenied):
        comment_on(plan, user=stranger, text="Well")


def test_discussion_ends_with_the_approval(filed):
    plan, operator = filed
    approve(plan)

    with pytest.raises(ValidationError):
        comment_on(plan, user=operator, text="One more thing")


def test_what_was_said_is_never_changed(filed):
    plan, operator = filed
    comment = comment_on(plan, user=operator, text="We do.")

    with pytest.raises(LedgerError):
        comment.save()


def test_unit_has_no_approved_plan_before_the_approval(filed):
    plan, _operator = filed

    assert not has_approved_plan(plan.unit)


def test_unit_has_an_approved_plan_afterwards(filed):
    plan, _operator = filed

    approve(plan)

    assert has_approved_plan(plan.unit)


def test_approved_plan_of_one_unit_is_not_anothers(filed):
    plan, _operator = filed
    other, _other_operator = make_operated()

    approve(plan)

    assert not has_approved_plan(other)


def test_approved_version_holds_until_another_is_approved(filed):
    plan, operator = filed
    approve(plan)

    plan = revise_plan(plan, user=operator, draft=draft(operator, changes="Later"))

    assert approved_version(plan).number == 1


def test_trail_tells_all_that_was_done(filed):
    plan, operator = filed
    office = make_office()
    return_plan(plan, user=office, number=1, reason="No dates")
    revise_plan(plan, user=operator, draft=draft(operator, changes="Dates"))
    approve_plan(plan, user=office, number=2)

    kinds = [step.kind for step in steps_of(plan)]
    assert kinds == [StepKind.FILED, StepKind.RETURNED, StepKind.FILED, StepKind.APPROVED]
