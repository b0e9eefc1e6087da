"""Ways round the approvals of a page that is being reviewed (rows 10 to 17 and 22)."""

import contextlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from wagtail.models import Page, Revision, Task, Workflow, WorkflowPage, WorkflowTask

from tests.factories import stored
from tests.workflows.world import ACTORS, approve
from workflows.enums import Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal, Incomplete, MovedOn
from workflows.models import Decision, SecrecyTask, StageState
from workflows.schedule import run_schedule
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import decide, recall

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

SECRET = "Changed after it was read"
HOLDERS = {Stage.LEADER: "leader", Stage.OFFICE: "reviewer", Stage.SECRECY: "secrecy"}


def url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def settle(client, address, data=None):
    """Post, and let an address that is not there be an answer like any other."""
    try:
        return client.post(address, data or {})
    except Http404:
        return None


@pytest.fixture(params=ACTORS)
def person(request):
    return request.param


@pytest.mark.parametrize("stage", Stage.values)
def test_editing_and_approving_at_once(world, person, gate, stage):
    page = world.draft()
    data = world.form(page, title=SECRET)
    state = world.to_stage(page, stage)
    action = {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    }
    for name in (person, HOLDERS[stage]):
        world.client(name).post(url("edit", page.pk), data | action)

    assert gate.holds()
    assert stored(page).get_latest_revision_as_object().title != SECRET
    assert StageState.objects.get(pk=state.pk).status == StageState.STATUS_IN_PROGRESS


def test_a_text_that_moves_between_reading_and_deciding(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)
    newest = stored(page).get_latest_revision_as_object()
    newest.title = SECRET
    newest.save_revision()

    with pytest.raises(MovedOn):
        approve(state, world.people["secrecy"])

    assert gate.holds()


def test_a_revision_that_is_rewritten_in_place(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)
    revision = stored(page).get_latest_revision()
    revision.content["title"] = SECRET
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    with pytest.raises(MovedOn):
        approve(state, world.people["secrecy"])

    assert gate.holds()


def test_the_text_seen_is_not_the_text_that_waits(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)

    with pytest.raises(MovedOn):
        approve(state, world.people["secrecy"], seen_digest="0" * 64)

    assert gate.holds()


def test_saving_a_page_in_review(world, person):
    page = world.draft()
    data = world.form(page, title=SECRET)
    world.submit(page)

    for name in (person, "leader"):
        world.client(name).post(url("edit", page.pk), data)

    assert stored(page).get_latest_revision_as_object().title != SECRET


@pytest.mark.parametrize("opinion", ["", "   "])
def test_returning_without_a_reason(world, opinion):
    page = world.draft()
    world.submit(page)

    with pytest.raises(Incomplete):
        world.send_back(page, "leader", opinion=opinion)

    assert not Decision.objects.exists()


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("stage", Stage.values)
def test_wagtail_s_own_actions_decide_nothing(world, person, stage, action):
    page = world.draft()
    state = world.to_stage(page, stage)
    extra = json.dumps({"update": False, "comment": "ok", "user": world.people["leader"].pk})

    for name in (person, HOLDERS[stage]):
        for view in ("workflow_action", "collect_workflow_action_data"):
            address = url(view, page.pk, action, state.pk)
            settle(world.client(name), address, {"workflow-action-extra-data": extra})

    now = StageState.objects.get(pk=state.pk)
    assert now.status == StageState.STATUS_IN_PROGRESS
    assert not Decision.objects.filter(stage=stage).exists()


def test_the_tasks_themselves_refuse(world):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)

    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, world.people["leader"], "approve", update=False)

    assert StageState.objects.get(pk=state.pk).status == StageState.STATUS_IN_PROGRESS


def test_moving_the_states_themselves(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)

    with pytest.raises(GateRefusal):
        state.approve(user=world.people["secrecy"])

    assert gate.holds()


def test_finishing_the_workflow_itself(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.SECRECY)

    with pytest.raises(GateRefusal):
        state.workflow_state.finish(user=world.people["superuser"])

    assert gate.holds()


@pytest.mark.parametrize("stage", Stage.values)
def test_only_the_right_person_decides(world, stage):
    page = world.draft()
    state = world.to_stage(page, stage)
    allowed = set()
    for name, someone in world.people.items():
        if name == HOLDERS[stage]:
            continue
        try:
            approve(state, someone)
        except GateRefusal:
            continue
        allowed.add(name)
    assert not allowed


def test_an_author_who_leads_the_unit_too(world, gate):
    page = world.draft()
    newest = stored(page).get_latest_revision_as_object()
    newest.title = "Written by the leader"
    newest.save_revision(user=world.people["leader"])

    with pytest.raises(GateRefusal):
        world.submit(page)

    assert gate.holds()


def test_a_state_of_another_page_in_the_address(world, person, gate):
    own, other = world.draft(), world.draft()
    world.submit(own)
    state = world.to_stage(other, Stage.LEADER)

    for name in (person, "leader"):
        settle(world.client(name), url("workflow_action", own.pk, "approve", state.pk))

    assert gate.holds()
    assert StageState.objects.get(pk=state.pk).status == StageState.STATUS_IN_PROGRESS


def workflow_address(name, *args):
    return reverse(f"wagtailadmin_workflows:{name}", args=args)


def test_disabling_the_last_task(world, person, gate):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)
    task = SecrecyTask.objects.get()

    settle(world.client(person), workflow_address("disable_task", task.pk))

    assert gate.holds()
    assert Task.objects.get(pk=task.pk).active


def test_disabling_the_last_task_in_code(world, gate):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)

    with pytest.raises(GateRefusal):
        SecrecyTask.objects.get().deactivate(user=world.people["superuser"])

    assert gate.holds()


def test_disabling_the_workflow(world, person, gate):
    workflow = Workflow.objects.get()
    settle(world.client(person), workflow_address("disable", workflow.pk))
    assert Workflow.objects.get(pk=workflow.pk).active


def test_another_workflow_for_a_section(world, gate):
    short = Workflow.objects.create(name="Short")
    WorkflowTask.objects.create(workflow=short, task=Task.objects.first(), sort_order=0)
    WorkflowPage.objects.create(workflow=short, page=Page.objects.get(pk=world.column.pk))
    page = world.draft()

    world.submit(page)
    world.approve(page, "leader")

    assert gate.holds()
    assert world.state(page).stage == Stage.OFFICE


def test_removing_the_secrecy_task_during_review(world, gate):
    page = world.draft()
    state = world.to_stage(page, Stage.OFFICE)
    WorkflowTask.objects.filter(task__in=SecrecyTask.objects.all()).delete()

    with contextlib.suppress(GateRefusal):
        approve(state, world.people["reviewer"])

    assert gate.holds()
    assert not stored(page).live


def test_what_was_recalled_does_not_come_back_from_its_revision(world, gate):
    page = world.publish(world.draft())
    revision = page.live_revision
    recall(page, user=world.people["leader"], reason="A number is wrong")

    with pytest.raises(GateRefusal):
        revision.publish()

    assert not stored(page).live


def test_what_was_recalled_does_not_come_back_by_the_clock(world):
    page = world.publish(world.draft())
    recall(page, user=world.people["leader"], reason="A number is wrong")
    past = page.last_published_at
    Revision.objects.filter(pk=page.live_revision_id).update(approved_go_live_at=past)

    run_schedule()

    assert not stored(page).live


def test_what_was_recalled_needs_three_new_approvals(world):
    page = world.publish(world.draft())
    recall(page, user=world.people["leader"], reason="A number is wrong")

    submission = world.submit(page)

    assert submission.state == SubmissionState.IN_REVIEW
    assert world.state(page).stage == Stage.LEADER
    assert not submission.decisions.exists()


def test_one_class_left_unchecked(world):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)

    with pytest.raises(Incomplete):
        decide(
            state,
            user=world.people["leader"],
            verdict=Verdict.APPROVED,
            seen_digest=state.digest,
            checked_classes=ProhibitedClass.values[1:],
            signs_accuracy=True,
        )
