"""Sending a text to the other office, and taking a public one back."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Revision

from tests.factories import make_member, stored
from tests.workflows.world import approve
from units.enums import Role, System
from units.people.actions import add_member
from workflows.enums import LedgerAction, NoticeKind, Stage, SubmissionState
from workflows.errors import GateRefusal, Incomplete, MovedOn, Vacancy
from workflows.gate.certificates import valid_certificates
from workflows.models import Certificate, LedgerEntry, Notice, StageState
from workflows.permissions import user_can_recall
from workflows.schedule import run_schedule
from workflows.stages.actions import recall, reroute

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

MAY_RECALL = ("leader", "reviewer", "secrecy", "group")
MAY_NOT = ("superuser", "editor", "publisher", "party", "it", "far_leader", "far_editor")
TOMORROW = datetime.timedelta(days=1)


def to_party(world, page, name="it", **values):
    options = {"role": Role.PARTY_OFFICE, "reason": "A matter of the party"} | values
    return reroute(world.state(page), user=world.people[name], **options)


@pytest.mark.parametrize("name", ["it", "group"])
def test_a_text_is_sent_to_the_other_office(world, name):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)

    to_party(world, page, name)

    assert world.state(page).role == Role.PARTY_OFFICE
    assert page.submissions.get().subject_class == System.PARTY
    with pytest.raises(GateRefusal):
        world.approve(page, "reviewer")
    assert world.approve(page, "party").role == Role.PARTY_OFFICE


def test_rerouting_is_in_the_ledger_and_told(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)

    to_party(world, page)

    entry = LedgerEntry.objects.get(action=LedgerAction.REROUTED)
    assert entry.actor == world.people["it"]
    assert entry.details["before"] == Role.GOVERNMENT_OFFICE
    assert entry.details["after"] == Role.PARTY_OFFICE
    told = Notice.objects.filter(recipient=world.people["party"], kind=NoticeKind.WAITING)
    assert told.exists()


def test_the_other_office_has_the_full_time(world):
    page = world.draft()
    state = world.to_stage(page, Stage.OFFICE)
    past = timezone.now() - TOMORROW
    StageState.objects.filter(pk=state.pk).update(due_at=past, overdue_at=past, reminded_at=past)

    state = to_party(world, page)

    assert state.due_at > timezone.now()
    assert (state.overdue_at, state.reminded_at) == (None, None)


def test_a_text_returned_by_the_other_office_goes_on_there(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    to_party(world, page)
    world.send_back(page, "party")

    world.submit(page)

    assert world.state(page).role == Role.PARTY_OFFICE


@pytest.mark.parametrize("name", ["superuser", "editor", "leader", "reviewer", "party", "secrecy"])
def test_others_reroute_nothing(world, name):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)

    with pytest.raises(GateRefusal):
        to_party(world, page, name)


@pytest.mark.parametrize("stage", [Stage.LEADER, Stage.SECRECY])
def test_only_the_office_s_stage_is_rerouted(world, stage):
    page = world.draft()
    world.to_stage(page, stage)

    with pytest.raises(GateRefusal):
        to_party(world, page)


@pytest.mark.parametrize(
    "values",
    [{"role": Role.SECRECY}, {"role": Role.GOVERNMENT_OFFICE}, {"role": "x"}, {"reason": " "}],
    ids=["no office", "same office", "nothing", "no reason"],
)
def test_rerouting_asks_for_the_other_office_and_a_reason(world, values):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)

    with pytest.raises(Incomplete):
        to_party(world, page, **values)


def test_nothing_is_sent_to_an_office_that_could_not_decide(world):
    page = world.draft()
    world.to_stage(page, Stage.OFFICE)
    page.submissions.update(authors=[world.people["party"].pk])

    with pytest.raises(Vacancy):
        to_party(world, page)


def test_a_decided_stage_is_not_rerouted(world):
    page = world.draft()
    state = world.to_stage(page, Stage.OFFICE)
    approve(state, world.people["reviewer"])

    with pytest.raises(MovedOn):
        reroute(state, user=world.people["it"], role=Role.PARTY_OFFICE, reason="Late")


@pytest.mark.parametrize("name", MAY_RECALL)
def test_a_public_item_is_recalled(world, name):
    page = world.publish(world.draft())

    recall(page, user=world.people[name], reason="A number is wrong")

    assert not stored(page).live
    assert not valid_certificates(page.pk).exists()
    assert Certificate.objects.get(page_id=page.pk).revocation.person == world.people[name]
    assert LedgerEntry.objects.get(action=LedgerAction.RECALLED).actor == world.people[name]


@pytest.mark.parametrize("name", MAY_NOT)
def test_others_recall_nothing(world, name):
    page = world.publish(world.draft())

    with pytest.raises(GateRefusal):
        recall(page, user=world.people[name], reason="A number is wrong")

    assert stored(page).live


def test_the_office_that_reviewed_an_item_recalls_it(world):
    page = world.draft(subject_class=System.PARTY)
    world.submit(page)
    for name in ("leader", "party", "secrecy"):
        world.approve(page, name)

    assert user_can_recall(world.people["party"], stored(page))
    assert not user_can_recall(world.people["reviewer"], stored(page))


def test_the_leader_s_deputy_recalls(world, delegate):
    page = world.publish(world.draft())

    recall(page, user=delegate().deputy, reason="A number is wrong")

    assert not stored(page).live


def test_recalling_asks_for_a_reason(world):
    page = world.publish(world.draft())

    with pytest.raises(Incomplete):
        recall(page, user=world.people["leader"], reason="  ")


def test_what_is_not_public_is_not_recalled(world):
    with pytest.raises(MovedOn):
        recall(world.draft(), user=world.people["leader"], reason="Never mind")


def test_pages_of_the_layout_are_not_recalled(world):
    with pytest.raises(GateRefusal):
        recall(world.column, user=world.people["leader"], reason="A number is wrong")


def test_people_are_told_of_a_recall(world):
    page = world.publish(world.draft())

    recall(page, user=world.people["secrecy"], reason="A number is wrong")

    told = Notice.objects.filter(kind=NoticeKind.RECALLED).values_list("recipient", flat=True)
    assert {world.people["editor"].pk, world.people["leader"].pk} <= set(told)


def test_what_is_in_review_ends_with_the_recall(world):
    page = world.publish(world.draft())
    world.to_stage(world.change(page), Stage.OFFICE)

    recall(page, user=world.people["leader"], reason="A number is wrong")

    assert page.submissions.first().state == SubmissionState.WITHDRAWN
    assert not StageState.objects.open().exists()
    assert stored(page).get_lock() is None


def test_a_scheduled_item_is_recalled_before_its_time(world):
    page = world.publish(world.draft(go_live_at=timezone.now() + TOMORROW))

    recall(page, user=world.people["leader"], reason="A number is wrong")
    Revision.objects.filter(pk=page.latest_revision_id).update(
        approved_go_live_at=timezone.now() - TOMORROW
    )
    run_schedule()

    assert not stored(page).live


def test_a_recalled_text_does_not_come_back_by_its_revision(world):
    page = world.publish(world.draft())
    recall(page, user=world.people["leader"], reason="A number is wrong")

    with pytest.raises(GateRefusal):
        page.live_revision.publish()


def test_a_recalled_text_comes_back_with_three_new_approvals(world):
    page = world.publish(world.draft())
    recall(page, user=world.people["leader"], reason="A number is wrong")

    assert world.publish(page).live
    assert valid_certificates(page.pk).count() == 1


def test_recalling_what_made_up_content_left_public(world):
    page = world.live()
    office = make_member(Role.GOVERNMENT_OFFICE)
    add_member(office, Role.PARTY_OFFICE)

    recall(page, user=office, reason="Made up")

    assert not stored(page).live
