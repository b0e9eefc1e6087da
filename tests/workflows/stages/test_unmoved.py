"""States of approvals, and pages in review, that nobody moves but the gate."""

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from tests.factories import make_column, stored
from units.enums import Role
from workflows.enums import Stage, SubmissionState
from workflows.errors import GateRefusal
from workflows.gate.certificates import fixtures
from workflows.models import LeaderTask, StageState
from workflows.screening.enums import ProhibitedClass
from workflows.stages import acting
from workflows.stages.declared import the_workflow

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def page(world):
    page = world.draft()
    world.submit(page)
    return page


@pytest.fixture
def state(world, page):
    return world.state(page)


MOVES = {
    "approve": lambda state: state.approve(),
    "reject": lambda state: state.reject(),
    "cancel": lambda state: state.cancel(),
    "copy": lambda state: state.copy(),
    "approve as a base row": lambda state: TaskState.objects.get(pk=state.pk).approve(),
    "cancel the workflow": lambda state: state.workflow_state.cancel(),
    "finish the workflow": lambda state: state.workflow_state.finish(),
    "delete the stage": lambda state: state.delete(),
    "delete the workflow state": lambda state: state.workflow_state.delete(),
    "switch the task off": lambda state: state.task.specific.deactivate(),
    "switch the workflow off": lambda state: the_workflow().deactivate(),
    "start the task": lambda state: LeaderTask.objects.get().start(state.workflow_state),
}


@pytest.mark.parametrize("move", MOVES)
def test_states_are_not_moved_by_wagtail_s_methods(state, move):
    with pytest.raises(GateRefusal), transaction.atomic():
        MOVES[move](state)

    found = StageState.objects.get(pk=state.pk)
    assert found.status == StageState.STATUS_IN_PROGRESS
    assert found.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_no_workflow_is_started_by_wagtail_s_method(world):
    page = world.draft()

    with pytest.raises(GateRefusal):
        the_workflow().start(page, world.people["editor"])

    assert not page.workflow_states.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"role": Role.SECRECY},
        {"digest": "0" * 64},
        {"stage": Stage.SECRECY},
        {"closed_at": timezone.now()},
        {"status": StageState.STATUS_APPROVED},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_route_is_not_rewritten(state, values):
    for name, value in values.items():
        setattr(state, name, value)

    with pytest.raises(GateRefusal):
        state.save()


def test_reminders_are_noted(state):
    state.reminded_at = timezone.now()
    state.save(update_fields=("reminded_at",))
    state.save()

    assert StageState.objects.get(pk=state.pk).reminded_at is not None


def test_the_gate_itself_moves_states(state):
    with acting():
        state.closed_at = timezone.now()
        state.save()

    assert not StageState.objects.open().exists()


def test_acting_ends_with_its_block(state):
    with acting():
        pass

    with pytest.raises(GateRefusal):
        state.approve()


def test_a_page_in_review_is_not_deleted(page):
    with pytest.raises(GateRefusal), transaction.atomic():
        page.delete()

    assert Page.objects.filter(pk=page.pk).exists()


def test_what_stands_above_a_page_in_review_is_not_deleted(world, page):
    with pytest.raises(GateRefusal), transaction.atomic():
        stored(world.column).delete()

    assert Page.objects.filter(pk=page.pk).exists()


def test_a_returned_page_is_deleted_and_its_text_ends(world, page):
    submission = world.state(page).submission
    world.send_back(page, "leader")

    stored(page).delete()

    submission.refresh_from_db()
    assert (submission.page, submission.state) == (None, SubmissionState.WITHDRAWN)


def test_a_barred_page_is_not_deleted(world):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy", prohibited_class=ProhibitedClass.BARRED)

    with pytest.raises(GateRefusal):
        stored(page).delete()


@pytest.mark.parametrize("which", ["page", "column"])
def test_what_is_in_review_is_not_moved(world, page, which):
    with fixtures():
        target = make_column(world.home)
    moved = stored(page) if which == "page" else stored(world.column)

    with pytest.raises(GateRefusal):
        moved.move(target, pos="last-child")


def test_what_is_in_review_can_change_its_order(world, page):
    first = world.draft()

    stored(page).move(stored(first), pos="right")

    assert world.state(page).stage == Stage.LEADER
