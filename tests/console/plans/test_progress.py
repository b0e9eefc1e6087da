"""Noting how far approved plans have come."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from console.models import ProgressNote
from console.plans.actions import note_progress, revise_plan
from console.plans.enums import Progress
from console.plans.standing import approved_version, latest_version, steps_of_version
from tests.console.plans.worlds import approve, draft, make_office, make_operated, make_plan
from tests.factories import make_member
from units.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved():
    """An approved plan, and the operator who filed it."""
    unit, operator = make_operated()
    return approve(make_plan(unit, operator)), operator


def test_plan_has_come_as_far_as_the_latest_note_says(approved):
    plan, operator = approved
    note_progress(plan, user=operator, state=Progress.UNDERWAY, next_step="Columns")
    note_progress(plan, user=operator, state=Progress.DONE)

    plan.refresh_from_db()
    assert plan.latest_note.state == Progress.DONE


def test_office_notes_progress_at_a_meeting(approved):
    plan, _operator = approved
    office = make_office()

    note = note_progress(plan, user=office, state=Progress.UNDERWAY, next_step="Columns")

    assert note.person == office


def test_step_has_come_as_far_as_its_latest_note_says(approved):
    plan, operator = approved
    version = approved_version(plan)
    note_progress(plan, user=operator, state=Progress.DONE, step=version.steps.get())

    assert [one.state for one in steps_of_version(version)] == [Progress.DONE]


def test_note_on_a_step_is_not_one_on_the_plan(approved):
    plan, operator = approved
    step = approved_version(plan).steps.get()

    note_progress(plan, user=operator, state=Progress.DONE, step=step)

    plan.refresh_from_db()
    assert plan.latest_note is None


def test_step_of_another_version_takes_no_note(approved):
    plan, operator = approved
    revise_plan(plan, user=operator, draft=draft(operator, changes="Later"))
    step = latest_version(plan.__class__.objects.get(pk=plan.pk)).steps.get()

    with pytest.raises(ValidationError):
        note_progress(plan, user=operator, state=Progress.DONE, step=step)


def test_plan_that_is_not_approved_takes_no_note():
    unit, operator = make_operated()
    plan = make_plan(unit, operator)

    with pytest.raises(ValidationError):
        note_progress(plan, user=operator, state=Progress.DONE)


def test_blocked_plan_says_what_stands_in_the_way(approved):
    plan, operator = approved

    with pytest.raises(ValidationError):
        note_progress(plan, user=operator, state=Progress.BLOCKED, next_step="Wait")


def test_database_refuses_a_block_without_what_stands_in_the_way(approved):
    plan, operator = approved
    now = timezone.now()
    note = ProgressNote(
        plan=plan, state=Progress.BLOCKED, person=operator, on=now.date(), at=now, blockers=""
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        note.save()


def test_unfinished_plan_says_what_comes_next(approved):
    plan, operator = approved

    with pytest.raises(ValidationError):
        note_progress(plan, user=operator, state=Progress.UNDERWAY)


def test_other_unit_notes_nothing(approved):
    plan, _operator = approved
    _other, stranger = make_operated()

    with pytest.raises(PermissionDenied):
        note_progress(plan, user=stranger, state=Progress.DONE)


def test_inspector_notes_nothing(approved):
    plan, _operator = approved

    with pytest.raises(PermissionDenied):
        note_progress(plan, user=make_member(Role.INSPECTOR), state=Progress.DONE)
