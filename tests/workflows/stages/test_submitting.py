"""Sending texts for approval: what is asked for, where they go, and taking them back."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_column, make_member, make_portal, portal_unit, stored
from units.access import ensure_unit_groups
from units.enums import Role
from units.people.actions import end_membership
from workflows.enums import LedgerAction, Stage, SubmissionState
from workflows.errors import GateRefusal, Incomplete, MovedOn, Vacancy
from workflows.gate.certificates import fixtures
from workflows.gate.digest import content_digest
from workflows.models import LedgerEntry, StageState, Submission
from workflows.screening.enums import Severity
from workflows.stages.actions import submit_page, withdraw
from workflows.stages.locks import ReviewLock

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

SECRET = [{"type": "paragraph", "value": "<p>Top: 绝密★启用前</p>"}]


def actions():
    entries = LedgerEntry.objects.exclude(action=LedgerAction.NOTIFIED)
    return list(entries.values_list("action", flat=True))


def send(world, page, person="editor", **values):
    """Send a page, signed, with other values."""
    options = {"signs_accuracy": True} | values
    return submit_page(page, user=world.people[person], **options)


def test_a_text_waits_for_its_unit_s_leader(world):
    page = world.draft()

    submission = world.submit(page)

    state = world.state(page)
    assert (state.stage, state.role, state.unit) == (Stage.LEADER, Role.LEADER, world.unit)
    assert state.submission == submission
    assert submission.workflow_state.current_task_state_id == state.pk


def test_what_is_sent_is_bound_to_its_text(world):
    page = world.draft()

    submission = world.submit(page)

    digest = content_digest(page.get_latest_revision_as_object())
    assert submission.digest == world.state(page).digest == digest
    assert submission.revision_id == page.latest_revision_id


def test_a_stage_has_a_deadline(world):
    page = world.draft()
    world.submit(page)

    state = world.state(page)

    assert timezone.now() < state.half_at < state.due_at


def test_sending_is_in_the_ledger(world):
    world.submit(world.draft())

    assert actions() == [LedgerAction.SUBMITTED, LedgerAction.ROUTED]


def test_nobody_edits_what_is_sent(world):
    page = world.draft()
    world.submit(page)

    lock = stored(page).get_lock()

    assert isinstance(lock, ReviewLock)
    assert all(lock.for_user(person) for person in world.people.values())


@pytest.mark.parametrize("name", ["far_editor", "leader", "reviewer", "secrecy", "it"])
def test_who_may_not_edit_may_not_send(world, name):
    with pytest.raises(GateRefusal):
        world.submit(world.draft(), name)

    assert not Submission.objects.exists()


def test_a_text_in_review_is_not_sent_again(world):
    page = world.draft()
    world.submit(page)

    with pytest.raises(MovedOn):
        world.submit(page)


def test_an_item_without_subject_class_is_not_sent(world):
    with pytest.raises(Incomplete) as refused:
        world.submit(world.draft(subject_class=""))

    assert set(refused.value.message_dict) == {"subject_class"}


def test_what_the_item_lacks_is_named_by_fields(world):
    with pytest.raises(Incomplete) as refused:
        world.submit(world.draft(is_statistics=True, is_normative=True))

    assert {"release_approval", "legal_basis"} <= set(refused.value.message_dict)


def test_a_grave_finding_asks_for_a_reason(world):
    page = world.draft(body=SECRET)

    with pytest.raises(Incomplete) as refused:
        world.submit(page)
    submission = send(world, page, override_reason="A headline of 1950")

    assert set(refused.value.message_dict) == {"override_reason"}
    assert submission.severity == world.state(page).severity == Severity.HIGH
    assert submission.findings


def test_a_post_that_nobody_holds_is_named(world):
    end_membership(world.people["leader"].memberships.get())

    with pytest.raises(Vacancy) as refused:
        world.submit(world.draft())

    assert world.unit.name in str(refused.value)


def test_the_sender_signs(world):
    with pytest.raises(Incomplete) as refused:
        send(world, world.draft(), signs_accuracy=False)

    assert set(refused.value.message_dict) == {"signs_accuracy"}


def test_the_fast_track_has_a_reason(world):
    page = world.draft()

    with pytest.raises(Incomplete) as refused:
        send(world, page, is_fast=True)
    submission = send(world, page, is_fast=True, fast_reason="A flood")

    assert set(refused.value.message_dict) == {"fast_reason"}
    assert submission.is_fast


def test_the_fast_track_does_not_wait_for_a_date(world):
    page = world.draft(go_live_at=timezone.now() + datetime.timedelta(days=9))

    with pytest.raises(Incomplete) as refused:
        send(world, page, is_fast=True, fast_reason="A flood")

    assert set(refused.value.message_dict) == {"is_fast"}


def test_an_event_lies_in_the_past(world):
    tomorrow = timezone.now() + datetime.timedelta(days=1)

    with pytest.raises(Incomplete) as refused:
        send(world, world.draft(), happened_at=tomorrow)

    assert set(refused.value.message_dict) == {"happened_at"}


def test_who_wrote_is_an_author(world):
    page = world.draft()
    newest = page.get_latest_revision_as_object()
    newest.save_revision(user=world.people["publisher"])

    submission = world.submit(page)

    assert set(submission.authors) == {world.people["editor"].pk, world.people["publisher"].pk}


def test_a_page_that_no_draft_made_can_be_sent(world):
    page = world.live()

    submission = world.submit(page)

    assert submission.digest == content_digest(stored(page))
    assert submission.authors == [world.people["editor"].pk]


def test_the_portal_s_own_texts_go_to_the_portal_s_leader(world):
    editor = make_member(Role.EDITOR, portal_unit())
    leader = make_member(Role.LEADER, portal_unit(), is_principal=True)
    with fixtures():
        page = world.draft(make_column(make_portal()))
    ensure_unit_groups({portal_unit(): make_portal()})
    world.people |= {"portal_editor": editor, "portal_leader": leader}

    world.submit(page, "portal_editor")
    world.approve(page, "portal_leader")

    assert world.state(page).stage == Stage.OFFICE


def test_unchanged_text_goes_on_where_it_was_returned(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    world.send_back(page, "reviewer")

    submission = world.submit(page)

    assert Submission.objects.get() == submission
    assert world.state(page).stage == Stage.OFFICE
    assert LedgerAction.RESUMED in actions()


def test_unchanged_text_is_published_after_it_went_on(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    world.send_back(page, "reviewer")
    page.save_revision(user=world.people["editor"])
    world.submit(page)

    world.approve(page, "reviewer")
    world.approve(page, "secrecy")

    assert stored(page).live


def test_changed_text_begins_at_the_leader(world):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy")

    world.submit(world.change(page))

    newer, former = Submission.objects.all()
    assert (former.state, newer.state) == (SubmissionState.SUPERSEDED, SubmissionState.IN_REVIEW)
    assert world.state(page).stage == Stage.LEADER
    assert not newer.decisions.exists()


def test_an_approver_who_wrote_since_makes_all_begin_anew(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    world.send_back(page, "reviewer")
    page.get_latest_revision_as_object().save_revision(user=world.people["leader"])

    with pytest.raises(Vacancy):
        world.submit(page)


def test_the_sender_takes_a_text_back(world):
    page = world.draft()
    submission = world.submit(page)

    withdraw(submission, user=world.people["editor"], reason="A slip")

    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert stored(page).get_lock() is None
    assert not StageState.objects.open().exists()
    assert actions()[-1] == LedgerAction.WITHDRAWN


def test_what_was_taken_back_can_be_sent_again(world):
    page = world.draft()
    withdraw(world.submit(page), user=world.people["editor"])

    assert world.submit(page).state == SubmissionState.IN_REVIEW


def test_nobody_takes_back_what_is_decided(world):
    page = world.draft()
    submission = world.to_stage(page, Stage.OFFICE).submission

    with pytest.raises(MovedOn):
        withdraw(submission, user=world.people["editor"])


def test_what_went_on_unchanged_can_be_taken_back_again(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    world.send_back(page, "reviewer")

    withdrawn = withdraw(world.submit(page), user=world.people["editor"])

    assert withdrawn.state == SubmissionState.WITHDRAWN


@pytest.mark.parametrize("name", ["far_editor", "leader", "reviewer", "it"])
def test_others_do_not_take_it_back(world, name):
    submission = world.submit(world.draft())

    with pytest.raises(GateRefusal):
        withdraw(submission, user=world.people[name])


def test_a_text_changed_under_review_can_be_sent_anew(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    world.change(page)

    world.submit(page)

    assert world.state(page).stage == Stage.LEADER


def test_the_time_of_the_event_is_the_item_s_own_unless_said_otherwise(world):
    noon = timezone.now().replace(microsecond=0) - datetime.timedelta(hours=5)

    assert world.submit(world.draft(happened_at=noon)).happened_at == noon
