"""Handing plans in and revising them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from console.campaigns import actions as campaign_actions
from console.enums import StepKind
from console.models import Plan, PlanVersion
from console.plans.actions import file_plan, revise_plan
from console.plans.drafts import StepDraft
from console.plans.enums import PlanKind, PlanState
from console.steps import steps_of
from tests.console.plans.worlds import (
    approve,
    draft,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
    today,
)
from tests.factories import make_home, make_member, make_unit
from units.enums import Role
from workflows.models import Notice

pytestmark = pytest.mark.django_db


def test_plan_waits_for_the_office_as_its_first_version():
    unit, operator = make_operated()

    plan = make_plan(unit, operator)

    assert (plan.state, plan.number, plan.unit) == (PlanState.FILED, 1, unit)


def test_steps_are_kept_in_their_order():
    unit, operator = make_operated()
    steps = [StepDraft(title, today(), in_days(3), operator) for title in ("Design", "Build")]

    plan = file_plan(unit, user=operator, draft=draft(operator, *steps))

    titles = plan.versions.get().steps.order_by("number").values_list("title", flat=True)
    assert list(titles) == ["Design", "Build"]


def test_plan_lasts_from_its_first_step_to_its_last():
    unit, operator = make_operated()
    steps = [
        StepDraft("Build", in_days(5), in_days(30), operator),
        StepDraft("Design", in_days(1), in_days(6), operator),
    ]

    plan = file_plan(unit, user=operator, draft=draft(operator, *steps))

    assert (plan.begins_on, plan.ends_on) == (in_days(1), in_days(30))


def test_leader_of_the_unit_hands_in_a_plan():
    unit = make_unit()
    leader = make_member(Role.LEADER, unit)

    assert make_plan(unit, leader).versions.get().filed_by == leader


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR])
def test_centre_hands_in_no_plan(role):
    unit, operator = make_operated()

    with pytest.raises(PermissionDenied):
        file_plan(unit, user=make_member(role), draft=draft(operator))


def test_operator_of_another_unit_hands_in_no_plan():
    unit, operator = make_operated()
    _other, stranger = make_operated()

    with pytest.raises(PermissionDenied):
        file_plan(unit, user=stranger, draft=draft(operator))


def test_editor_hands_in_no_plan():
    unit, operator = make_operated()

    with pytest.raises(PermissionDenied):
        file_plan(unit, user=make_member(Role.EDITOR, unit), draft=draft(operator))


@pytest.mark.parametrize("missing", [{"title": " "}, {"purpose": " "}, {"steps": ()}])
def test_plan_that_is_not_whole_is_refused(missing):
    unit, operator = make_operated()

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator, **missing))


def test_all_that_is_missing_is_named_at_once():
    unit, operator = make_operated()
    empty = draft(operator, title="", purpose="", steps=())

    with pytest.raises(ValidationError) as refusal:
        file_plan(unit, user=operator, draft=empty)

    assert len(refusal.value.messages) == 3


def test_step_that_ends_before_it_begins_is_refused():
    unit, operator = make_operated()
    step = StepDraft("Design", in_days(3), in_days(2), operator)

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator, step))


def test_person_of_another_unit_is_never_in_charge():
    unit, operator = make_operated()
    _other, stranger = make_operated()

    with pytest.raises(ValidationError, match=stranger.get_full_name()):
        file_plan(unit, user=operator, draft=draft(operator, owner=stranger))


def test_person_of_another_unit_does_no_step():
    unit, operator = make_operated()
    _other, stranger = make_operated()
    step = StepDraft("Design", today(), in_days(2), stranger)

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator, step))


def test_unit_with_an_open_site_plans_no_new_one():
    unit, operator = make_operated(opened_on=datetime.date(2026, 1, 1))

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator))


def test_unit_without_a_site_plans_no_redesign():
    unit, operator = make_operated()

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator, kind=PlanKind.REDESIGN))


def test_unit_with_pages_plans_a_redesign():
    unit, operator = make_operated()
    make_home(unit)

    plan = file_plan(unit, user=operator, draft=draft(operator, kind=PlanKind.REDESIGN))

    assert plan.kind == PlanKind.REDESIGN


def test_office_is_told_of_a_plan():
    office = make_office()
    unit, operator = make_operated()

    make_plan(unit, operator)

    assert Notice.objects.filter(recipient=office).count() == 1


def test_filing_is_a_step_of_the_unit():
    unit, operator = make_operated()

    step = steps_of(make_plan(unit, operator)).get()

    assert (step.kind, step.person, step.unit) == (StepKind.FILED, operator, unit)


def test_revision_is_another_version_and_the_former_stays():
    unit, operator = make_operated()
    plan = make_plan(unit, operator)

    revise_plan(plan, user=operator, draft=draft(operator, title="Better", changes="All of it"))

    versions = PlanVersion.objects.filter(plan=plan).order_by("number")
    assert [version.title for version in versions] == ["A site of our own", "Better"]


def test_revision_says_what_is_different():
    unit, operator = make_operated()
    plan = make_plan(unit, operator)

    with pytest.raises(ValidationError):
        revise_plan(plan, user=operator, draft=draft(operator))


def test_revision_of_an_approved_plan_waits_anew():
    unit, operator = make_operated()
    plan = approve(make_plan(unit, operator))

    plan = revise_plan(plan, user=operator, draft=draft(operator, changes="Later"))

    assert (plan.state, plan.number) == (PlanState.FILED, 2)


def test_operator_of_another_unit_revises_nothing():
    unit, operator = make_operated()
    _other, stranger = make_operated()
    plan = make_plan(unit, operator)

    with pytest.raises(PermissionDenied):
        revise_plan(plan, user=stranger, draft=draft(operator, changes="Mine"))


def test_unit_hands_in_one_plan_a_campaign():
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    make_plan(unit, operator, campaign)

    with pytest.raises(ValidationError):
        make_plan(unit, operator, campaign)


def test_unit_outside_the_campaign_hands_in_nothing_for_it():
    unit, operator = make_operated()
    other, _other_operator = make_operated()
    campaign = make_campaign(other)

    with pytest.raises(ValidationError):
        make_plan(unit, operator, campaign)


def test_plan_of_another_kind_than_the_campaign_asks_for_is_refused():
    unit, operator = make_operated()
    make_home(unit)
    campaign = make_campaign(unit)

    with pytest.raises(ValidationError):
        make_plan(unit, operator, campaign, kind=PlanKind.REDESIGN)


def test_step_after_the_deadline_of_the_campaign_is_refused():
    unit, operator = make_operated()
    campaign = make_campaign(unit, deadline=40)
    step = StepDraft("Build", today(), in_days(41), operator)

    with pytest.raises(ValidationError):
        file_plan(unit, user=operator, draft=draft(operator, step), campaign=campaign)


def test_campaign_being_prepared_takes_no_plan():
    unit, operator = make_operated()
    campaign = make_campaign(unit, is_started=False)

    with pytest.raises(ValidationError):
        make_plan(unit, operator, campaign)


def test_plan_is_taken_on_its_last_day(pass_days):
    unit, operator = make_operated()
    campaign = make_campaign(unit, plans_due=10)
    pass_days(10)

    assert make_plan(unit, operator, campaign).campaign == campaign


def test_plan_is_refused_after_its_last_day(pass_days):
    unit, operator = make_operated()
    campaign = make_campaign(unit, plans_due=10)
    pass_days(11)

    with pytest.raises(ValidationError):
        make_plan(unit, operator, campaign)

    assert not Plan.objects.exists()


def test_revision_is_refused_after_the_last_day(pass_days):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=10))
    pass_days(11)

    with pytest.raises(ValidationError):
        revise_plan(plan, user=operator, draft=draft(operator, changes="Too late"))


def test_plan_is_taken_again_once_the_unit_was_given_more_time(pass_days):
    unit, operator = make_operated()
    campaign = make_campaign(unit, plans_due=10, deadline=40)
    pass_days(11)
    dates = {"plans_due_on": in_days(5), "deadline": in_days(29)}
    campaign_actions.extend_unit(campaign, unit, user=make_office(), reason="Flood", **dates)

    assert make_plan(unit, operator, campaign).campaign == campaign


def test_more_time_for_one_unit_is_not_for_the_others(pass_days):
    unit, _operator = make_operated()
    other, other_operator = make_operated()
    campaign = make_campaign(unit, other, plans_due=10, deadline=40)
    pass_days(11)
    dates = {"plans_due_on": in_days(5), "deadline": in_days(29)}
    campaign_actions.extend_unit(campaign, unit, user=make_office(), reason="Flood", **dates)

    with pytest.raises(ValidationError):
        make_plan(other, other_operator, campaign)
