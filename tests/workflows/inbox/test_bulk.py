"""Approving several at once: each through the gate, each with its own result."""

import pytest
from django.urls import reverse

from tests.workflows.inbox.screens import draft, open_list
from workflows.enums import Stage
from workflows.models import Decision, StageState
from workflows.screening.enums import ProhibitedClass


def sent(world, title, **values):
    page = draft(world, title=title, **values)
    world.submit(page)
    return world.state(page)


@pytest.fixture
def two(world):
    return [sent(world, "One"), sent(world, "Two")]


def items(states):
    return [f"{state.pk}:{state.digest}" for state in states]


def chosen(client, states):
    """Return the page that lists what was ticked."""
    return client.get(reverse("approval_bulk"), {"item": items(states)})


def approve(client, states, **values):
    sealed = chosen(client, states).context["form"].initial["shown"]
    data = {
        "item": items(states),
        "shown": sealed,
        "checked_classes": ProhibitedClass.values,
        "signs_accuracy": "on",
    }
    return client.post(reverse("approval_bulk"), data | values)


def outcome(response):
    """Return which texts were approved, by their titles."""
    results = response.context["results"]
    return {result.row.submission.page_title: result.is_approved for result in results}


def test_all_that_is_chosen_is_approved(world, two):
    assert outcome(approve(world.client("leader"), two)) == {"One": True, "Two": True}


def test_each_goes_to_the_next_stage(world, two):
    approve(world.client("leader"), two)

    waits_at = StageState.objects.open().values_list("stage", flat=True)
    assert list(waits_at) == [Stage.OFFICE, Stage.OFFICE]


def test_the_page_before_lists_them_and_decides_nothing(world, two):
    answer = chosen(world.client("leader"), two)

    assert [row.state for row in answer.context["rows"]] == two
    assert not Decision.objects.exists()


def test_everything_must_be_ticked(world, two):
    answer = approve(world.client("leader"), two, checked_classes=["barred"])

    assert "checked_classes" in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_the_leader_signs_for_the_accuracy(world, two):
    answer = approve(world.client("leader"), two, signs_accuracy="")

    assert "signs_accuracy" in answer.context["form"].errors


def test_one_that_is_refused_keeps_no_other_from_being_approved(world, two):
    client = world.client("leader")
    world.change(two[0].submission.page, "Changed behind the gate’s back")

    assert outcome(approve(client, two)) == {"One": False, "Two": True}


def test_what_is_refused_says_why(world, two):
    world.change(two[0].submission.page, "Changed behind the gate’s back")

    results = approve(world.client("leader"), two).context["results"]

    assert [bool(result.reason) for result in results] == [True, False]


@pytest.mark.parametrize("values", [{"attachment_count": 1}, {"findings": [{"rule": "word"}]}])
def test_findings_and_attachments_must_be_opened(world, two, values):
    for name, value in values.items():
        setattr(two[0].submission, name, value)
    two[0].submission.save()

    assert outcome(approve(world.client("leader"), two)) == {"One": False, "Two": True}


def test_what_was_decided_meanwhile_is_counted(world, two):
    client = world.client("leader")
    world.approve(two[0].submission.page, "leader")

    answer = approve(client, two)

    assert outcome(answer) == {"Two": True}
    assert answer.context["gone"] == 1


@pytest.mark.parametrize("name", ["far_leader", "editor", "reviewer", "it", "superuser"])
def test_others_choose_nothing(world, two, name):
    assert chosen(world.client(name), two).context["rows"] == []


@pytest.mark.parametrize("name", ["far_leader", "editor", "reviewer", "it", "superuser"])
def test_others_approve_nothing(world, two, name):
    approve(world.client(name), two)

    assert not Decision.objects.exists()


def test_only_what_may_be_approved_together_has_a_box(world, two):
    world.client("leader")
    two[0].submission.attachment_count = 1
    two[0].submission.save()

    page = open_list(world.client("leader")).content.decode()

    assert [item in page for item in items(two)] == [False, True]
