"""Where an approval stands, and taking it back, recalling and releasing it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import stored
from units.enums import System
from workflows.desk.progress import StepState
from workflows.enums import LedgerAction, Stage, SubmissionState
from workflows.models import LedgerEntry, Submission
from workflows.screening.enums import ProhibitedClass


@pytest.fixture
def draft(world):
    return world.draft(subject_class=System.GOVERNMENT)


def progress_of(world, page, person="editor"):
    return world.client(person).get(reverse("approval_progress", args=[page.pk]))


def states_of(world, page):
    return [step.state for step in progress_of(world, page).context["steps"]]


def test_a_page_that_was_never_sent_says_so(world, draft):
    context = progress_of(world, draft).context
    assert (context["submission"], context["steps"]) == (None, [])


def test_the_first_stage_holds_what_was_sent(world, draft):
    world.submit(draft)
    assert states_of(world, draft) == [StepState.CURRENT, StepState.WAITING, StepState.WAITING]


def test_the_holder_is_named_with_the_deadline(world, draft):
    world.submit(draft)
    step = progress_of(world, draft).context["steps"][0]
    state = world.state(draft)
    assert step.holders == [world.people["leader"].get_full_name()]
    assert (step.since, step.due_at) == (state.started_at, state.due_at)


def test_who_decided_is_named(world, draft):
    world.to_stage(draft, Stage.SECRECY)
    steps = progress_of(world, draft).context["steps"]
    assert [step.state for step in steps] == [StepState.DONE, StepState.DONE, StepState.CURRENT]
    assert steps[1].decision.person == world.people["reviewer"]


def test_a_stage_past_its_deadline_is_late(world, draft):
    world.submit(draft)
    state = world.state(draft)
    type(state).objects.filter(pk=state.pk).update(due_at=state.started_at)
    assert progress_of(world, draft).context["steps"][0].is_late


def test_a_return_is_shown_with_class_and_places(world, draft):
    world.to_stage(draft, Stage.OFFICE)
    place = {"path": "summary", "label": "Summary"}
    world.send_back(
        draft, "reviewer", prohibited_class=ProhibitedClass.UNDECIDED, marked_places=[place]
    )
    context = progress_of(world, draft).context
    assert [step.state for step in context["steps"]][:2] == [StepState.DONE, StepState.RETURNED]
    assert context["returned"].prohibited_class == ProhibitedClass.UNDECIDED
    assert context["returned_marks"][0].url.endswith("#:w:contentpath=summary")


def test_what_was_published_is_done_and_has_its_sheet(world, draft):
    page = world.publish(draft)
    answer = progress_of(world, page)
    assert {step.state for step in answer.context["steps"]} == {StepState.DONE}
    sheet = reverse("certificate_whole", args=[answer.context["certificate"].pk])
    assert sheet.encode() in answer.content


def test_the_trail_tells_the_newest_first(world, draft):
    world.submit(draft)
    world.send_back(draft, "leader", opinion="Mend the date.")
    trail = progress_of(world, draft).context["trail"]
    assert trail[0].text == "Mend the date."
    assert trail[-1].name == LedgerAction.SUBMITTED.label


def test_the_trail_of_another_page_is_not_told(world, draft):
    other = world.draft(subject_class=System.GOVERNMENT)
    world.submit(other)
    assert progress_of(world, draft).context["trail"] == []


@pytest.mark.parametrize("person", ["leader", "reviewer", "secrecy", "it", "group", "superuser"])
def test_who_has_a_part_in_it_sees_the_progress(world, draft, person):
    world.submit(draft)
    assert progress_of(world, draft, person).status_code == 200


@pytest.mark.parametrize("person", ["far_editor", "far_leader"])
def test_another_unit_sees_nothing(world, draft, person):
    world.submit(draft)
    answer = progress_of(world, draft, person)
    assert answer.status_code == 403
    assert draft.title.encode() not in answer.content


def test_the_progress_is_kept_by_nobody(world, draft):
    assert "no-store" in progress_of(world, draft)["Cache-Control"]


def test_a_long_history_costs_no_more_queries(world, draft, django_assert_num_queries):
    def go_round(title):
        world.submit(world.change(draft, title))
        world.send_back(draft, "leader")

    for title in ("First", "Second"):
        go_round(title)
    progress_of(world, draft)
    with CaptureQueriesContext(connection) as short:
        progress_of(world, draft)
    for title in ("Third", "Fourth", "Fifth"):
        go_round(title)
    with django_assert_num_queries(len(short)):
        progress_of(world, draft)


def withdraw_address(page):
    return reverse("approval_withdraw", args=[Submission.objects.get(page=page).pk])


def test_withdrawing_is_asked_for_once_more(world, draft):
    world.submit(draft)
    assert world.client("editor").get(withdraw_address(draft)).status_code == 200
    assert Submission.objects.get().state == SubmissionState.IN_REVIEW


def test_a_text_is_withdrawn_with_a_word_why(world, draft):
    world.submit(draft)
    world.client("editor").post(withdraw_address(draft), {"reason": "A better picture."})
    assert Submission.objects.get().state == SubmissionState.WITHDRAWN
    entry = LedgerEntry.objects.get(action=LedgerAction.WITHDRAWN)
    assert entry.details["reason"] == "A better picture."


def test_a_text_somebody_decided_is_not_withdrawn(world, draft):
    world.to_stage(draft, Stage.OFFICE)
    assert world.client("editor").post(withdraw_address(draft)).status_code == 403
    assert Submission.objects.get().state == SubmissionState.IN_REVIEW


@pytest.mark.parametrize("person", ["far_editor", "far_leader", "reviewer"])
def test_others_withdraw_nothing(world, draft, person):
    world.submit(draft)
    assert world.client(person).post(withdraw_address(draft)).status_code == 403


def recall_address(page):
    return reverse("approval_recall", args=[page.pk])


@pytest.mark.parametrize("person", ["leader", "reviewer", "secrecy", "group"])
def test_those_above_recall_with_a_reason(world, draft, person):
    page = world.publish(draft)
    world.client(person).post(recall_address(page), {"reason": "A wrong number."})
    assert not stored(page).live


@pytest.mark.parametrize("person", ["editor", "party", "it", "superuser", "far_leader"])
def test_nobody_else_recalls(world, draft, person):
    page = world.publish(draft)
    client = world.client(person)
    assert client.get(recall_address(page)).status_code == 403
    assert client.post(recall_address(page), {"reason": "x"}).status_code == 403
    assert stored(page).live


def test_a_recall_without_reason_is_asked_again(world, draft):
    page = world.publish(draft)
    answer = world.client("leader").post(recall_address(page), {"reason": " "})
    assert "reason" in answer.context["form"].errors
    assert stored(page).live


def test_asking_recalls_nothing(world, draft):
    page = world.publish(draft)
    world.client("leader").get(recall_address(page))
    assert stored(page).live
