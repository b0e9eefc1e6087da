"""Deciding: by whom, about which text, with what, and what follows."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from tests.factories import make_member, make_person, stored
from tests.workflows.world import approve
from units.enums import Role, System
from units.people.actions import add_member, end_membership
from workflows.enums import LedgerAction, NoticeKind, Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal, Incomplete, MovedOn
from workflows.ledger.facts import decision_facts
from workflows.ledger.signing import verify
from workflows.models import Certificate, Decision, LedgerEntry, Notice, StageState
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import decide, mark_seen, submit_page

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

SECRET = [{"type": "paragraph", "value": "<p>Top: 绝密★启用前</p>"}]
HOLDERS = {Stage.LEADER: "leader", Stage.OFFICE: "reviewer", Stage.SECRECY: "secrecy"}
WRONG = ("superuser", "editor", "publisher", "far_leader", "far_editor", "party", "it", "group")


def actions():
    entries = LedgerEntry.objects.exclude(action=LedgerAction.NOTIFIED)
    return list(entries.values_list("action", flat=True))


def test_three_people_make_a_text_public(world):
    page = world.publish(world.draft())

    submission = page.submissions.get()
    assert page.live
    assert submission.state == SubmissionState.CERTIFIED
    assert submission.published_at is not None
    assert Certificate.objects.get(page_id=page.pk).digest == submission.digest


def test_no_two_of_them_do(world):
    page = world.draft()

    world.to_stage(page, Stage.SECRECY)

    assert not stored(page).live
    assert not Certificate.objects.filter(page_id=page.pk).exists()


def test_a_party_text_goes_to_the_party_office(world):
    page = world.draft(subject_class=System.PARTY)
    world.submit(page)
    world.approve(page, "leader")

    with pytest.raises(GateRefusal):
        world.approve(page, "reviewer")
    world.approve(page, "party")

    assert world.state(page).stage == Stage.SECRECY


def test_the_whole_way_is_in_the_ledger(world):
    world.publish(world.draft())

    assert actions() == [
        LedgerAction.SUBMITTED,
        LedgerAction.ROUTED,
        LedgerAction.APPROVED,
        LedgerAction.ROUTED,
        LedgerAction.APPROVED,
        LedgerAction.ROUTED,
        LedgerAction.APPROVED,
        LedgerAction.CERTIFIED,
        LedgerAction.PUBLISHED,
    ]


def test_a_decision_is_signed(world):
    page = world.draft()
    world.submit(page)

    decision = world.approve(page, "leader")

    signed = verify(decision.signature, decision_facts(Decision.objects.get()))
    assert signed.signer_id == world.people["leader"].pk
    assert signed.at == decision.decided_at


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("stage", list(Stage))
def test_nobody_else_decides(world, stage, name):
    page = world.draft()
    state = world.to_stage(page, stage)

    with pytest.raises(GateRefusal):
        approve(state, world.people[name])

    assert world.state(page).stage == stage


@pytest.mark.parametrize("stage", [Stage.OFFICE, Stage.SECRECY])
def test_who_approved_an_earlier_stage_does_not_approve_a_later_one(world, stage):
    leader = world.people["leader"]
    add_member(leader, Role.GOVERNMENT_OFFICE)
    add_member(leader, Role.SECRECY)
    page = world.draft()
    world.to_stage(page, stage)

    with pytest.raises(GateRefusal):
        world.approve(page, "leader")


def test_who_sent_it_does_not_approve_it(world):
    add_member(world.people["publisher"], Role.SECRECY)
    page = world.draft()
    world.submit(page, "publisher")
    world.approve(page, "leader")
    world.approve(page, "reviewer")

    with pytest.raises(GateRefusal):
        world.approve(page, "publisher")


@pytest.mark.parametrize("stage", list(Stage))
def test_who_left_the_post_does_not_decide(world, stage):
    page = world.draft()
    world.to_stage(page, stage)
    holder = world.people[HOLDERS[stage]]
    end_membership(holder.memberships.get())

    with pytest.raises(GateRefusal):
        world.approve(page, HOLDERS[stage])


def test_who_has_the_post_now_decides(world):
    page = world.draft()
    world.submit(page)
    end_membership(world.people["leader"].memberships.get())
    world.people["new"] = make_member(Role.LEADER, world.unit, is_principal=True)

    assert world.approve(page, "new").delegation is None


def test_a_deputy_decides_and_the_trail_says_so(world, delegate):
    page = world.draft()
    world.submit(page)
    given = delegate()
    world.people["deputy"] = given.deputy

    assert world.approve(page, "deputy").delegation == given


@pytest.mark.parametrize("days", [{"since": 1, "until": 2}, {"since": -2, "until": -1}])
def test_a_deputy_of_other_days_does_not(world, delegate, days):
    page = world.draft()
    world.submit(page)
    world.people["deputy"] = delegate(**days).deputy

    with pytest.raises(GateRefusal):
        world.approve(page, "deputy")


def test_a_deputy_for_late_texts_waits_for_the_deadline(world, delegate):
    page = world.draft()
    world.submit(page)
    world.people["deputy"] = delegate(only_when_overdue=True).deputy

    with pytest.raises(GateRefusal):
        world.approve(page, "deputy")
    past = timezone.now() - datetime.timedelta(hours=1)
    StageState.objects.update(due_at=past)

    assert world.approve(page, "deputy").verdict == Verdict.APPROVED


def test_who_has_no_role_does_not_decide(world):
    page = world.draft()
    world.people["nobody"] = make_person()
    world.submit(page)

    with pytest.raises(GateRefusal):
        world.approve(page, "nobody")


@pytest.mark.parametrize("second", list(Verdict))
@pytest.mark.parametrize("first", list(Verdict))
def test_a_second_decision_is_refused(world, first, second):
    page = world.draft()
    world.submit(page)
    state = world.state(page)
    answers = {Verdict.APPROVED: {}, Verdict.RETURNED: {"opinion": "No"}}
    approve(state, world.people["leader"], verdict=first, **answers[first])

    with pytest.raises(MovedOn):
        approve(state, world.people["leader"], verdict=second, **answers[second])

    assert Decision.objects.get().verdict == first


def test_a_text_that_moved_is_refused(world):
    page = world.draft()
    world.submit(page)
    world.change(page)

    with pytest.raises(MovedOn):
        world.approve(page, "leader")


def test_another_text_than_the_one_read_is_refused(world):
    page = world.draft()
    world.submit(page)

    with pytest.raises(MovedOn):
        approve(world.state(page), world.people["leader"], seen_digest="0" * 64)


def test_a_withdrawn_stage_is_refused(world):
    page = world.draft()
    submission = world.submit(page)
    state = world.state(page)
    StageState.objects.filter(pk=state.pk).update(closed_at=timezone.now())

    with pytest.raises(MovedOn):
        approve(state, world.people["leader"])

    assert not submission.decisions.exists()


def test_a_deleted_page_is_refused(world):
    page = world.draft()
    world.submit(page)
    state = world.state(page)
    state.submission.page_id = 0

    with pytest.raises(MovedOn):
        approve(state, world.people["leader"])


@pytest.mark.parametrize("missing", ProhibitedClass.values)
def test_every_class_is_checked_before_an_approval(world, missing):
    page = world.draft()
    world.submit(page)
    checked = [name for name in ProhibitedClass.values if name != missing]

    with pytest.raises(Incomplete) as refused:
        approve(world.state(page), world.people["leader"], checked_classes=checked)

    assert set(refused.value.message_dict) == {"checked_classes"}


@pytest.mark.parametrize(("stage", "is_asked"), list(zip(Stage, (True, False, False), strict=True)))
def test_only_the_leader_answers_for_the_accuracy(world, stage, is_asked):
    page = world.draft()
    state = world.to_stage(page, stage)

    if is_asked:
        with pytest.raises(Incomplete):
            approve(state, world.people[HOLDERS[stage]], signs_accuracy=False)
    else:
        assert approve(state, world.people[HOLDERS[stage]], signs_accuracy=False)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_grave_finding_asks_each_reviewer_for_a_reason(world, stage):
    page = world.draft(body=SECRET)
    editor, reason = world.people["editor"], "A headline of 1950"
    submit_page(page, user=editor, signs_accuracy=True, override_reason=reason)
    for passed in list(Stage)[: list(Stage).index(stage)]:
        approve(world.state(page), world.people[HOLDERS[passed]], override_reason="Harmless")

    with pytest.raises(Incomplete) as refused:
        world.approve(page, HOLDERS[stage])

    assert set(refused.value.message_dict) == {"override_reason"}


def test_what_is_undecided_is_not_approved(world):
    page = world.draft(is_undecided=True)
    world.submit(page)

    with pytest.raises(Incomplete):
        world.approve(page, "leader")


@pytest.mark.parametrize("opinion", ["", "  "])
def test_a_return_says_why(world, opinion):
    page = world.draft()
    world.submit(page)

    with pytest.raises(Incomplete) as refused:
        world.send_back(page, "leader", opinion=opinion)

    assert set(refused.value.message_dict) == {"opinion"}


def test_a_returned_page_can_be_edited(world):
    page = world.draft()
    world.submit(page)

    world.send_back(page, "leader")

    assert stored(page).get_lock() is None
    assert page.submissions.get().state == SubmissionState.RETURNED
    assert Notice.objects.filter(
        recipient=world.people["editor"], kind=NoticeKind.RETURNED
    ).exists()


def test_opening_a_text_is_kept_once_and_dates_the_decision(world):
    page = world.draft()
    world.submit(page)
    state, leader = world.state(page), world.people["leader"]

    mark_seen(state, user=leader)
    mark_seen(state, user=leader)
    mark_seen(state, user=world.people["group"])

    seen = LedgerEntry.objects.get(action=LedgerAction.SEEN)
    assert world.approve(page, "leader").seen_at == seen.at


def test_a_text_for_later_is_scheduled(world):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    page = world.publish(world.draft(go_live_at=tomorrow))

    assert not page.live
    assert page.scheduled_revision is not None
    assert page.submissions.get().published_at is None
    assert actions()[-1] == LedgerAction.SCHEDULED


def test_a_scheduled_text_is_not_sent_again(world):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    page = world.publish(world.draft(go_live_at=tomorrow))

    with pytest.raises(MovedOn):
        world.submit(page)


def test_a_mended_public_text_replaces_the_former(world):
    page = world.publish(world.draft())

    world.publish(world.change(page, "Second"))

    assert Page.objects.get(pk=page.pk).title == "Second"
    assert Certificate.objects.filter(page_id=page.pk).count() == 2


def test_the_public_text_stands_while_a_new_one_is_in_review(world):
    page = world.publish(world.draft(title="First"))

    world.to_stage(world.change(page, "Second"), Stage.SECRECY)

    assert Page.objects.get(pk=page.pk).title == "First"


def test_opinions_are_not_in_wagtail_s_history(world):
    page = world.draft()
    world.submit(page)

    world.send_back(page, "leader", opinion="Between us only")

    kept = PageLogEntry.objects.filter(page=page.pk).values_list("data", flat=True)
    assert kept
    assert "Between us only" not in str(list(kept))


def test_a_decision_about_a_verdict_that_is_none_is_an_error(world):
    page = world.draft()
    world.submit(page)
    state = world.state(page)

    with pytest.raises(ValueError, match="maybe"):
        decide(state, user=world.people["leader"], verdict="maybe", seen_digest=state.digest)
