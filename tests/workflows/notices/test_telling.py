"""Who is told of what: those whom it concerns, and nobody of another unit."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import stored
from units.models import ColumnDelegation, Membership
from units.people.actions import end_membership
from workflows.enums import NoticeKind, Stage
from workflows.models import Notice
from workflows.notices.actions import settle, tell_recalled
from workflows.notices.recipients import deciders, superiors, writers
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import recall, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world):
    return world.draft()


def told(kind):
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def people(world, *names):
    return {world.people[name] for name in names}


def unread(world, name):
    return Notice.objects.for_person(world.people[name]).unread()


@pytest.mark.parametrize(
    ("stage", "name"),
    [(Stage.LEADER, "leader"), (Stage.OFFICE, "reviewer"), (Stage.SECRECY, "secrecy")],
)
def test_who_can_decide_is_told_that_it_waits(world, page, stage, name):
    world.to_stage(page, stage)

    assert unread(world, name).get().kind == NoticeKind.WAITING


def test_what_waits_is_one_step_away(world, page):
    state = world.to_stage(page, Stage.LEADER)

    notice = Notice.objects.get(kind=NoticeKind.WAITING)
    assert notice.url == reverse("approval_item", args=[state.pk])


def test_the_other_unit_is_told_nothing(world, page):
    world.publish(page)

    assert not Notice.objects.filter(
        recipient__in=people(world, "far_editor", "far_leader")
    ).exists()


def test_an_author_is_not_asked_to_decide(world, page):
    Membership.objects.create(
        person=world.people["editor"],
        role="government_office",
        started_on=timezone.localdate(),
    )
    state = world.to_stage(page, Stage.OFFICE)

    assert set(deciders(state)) == people(world, "reviewer")


def test_who_approved_before_is_not_asked_to_decide(world, page):
    Membership.objects.create(
        person=world.people["leader"],
        role="government_office",
        started_on=timezone.localdate(),
    )
    state = world.to_stage(page, Stage.OFFICE)

    assert set(deciders(state)) == people(world, "reviewer")


def test_what_a_stage_asked_is_settled_by_its_decision(world, page):
    world.to_stage(page, Stage.LEADER)
    world.approve(page, "leader")

    assert not unread(world, "leader").filter(kind=NoticeKind.WAITING).exists()


def test_what_a_stage_asked_is_settled_by_withdrawing(world, page):
    submission = world.submit(page)

    withdraw(submission, user=world.people["editor"])

    assert not unread(world, "leader").exists()


def test_settling_leaves_other_texts_alone(world, page):
    submission = world.submit(page)
    world.submit(world.draft())

    settle(submission)

    assert unread(world, "leader").count() == 1


def test_the_author_is_told_of_a_return(world, page):
    world.submit(page)
    world.send_back(page, "leader")

    assert told(NoticeKind.RETURNED) == people(world, "editor")


def test_the_author_reads_why_it_was_returned(world, page):
    world.submit(page)
    world.send_back(page, "leader", opinion="The second date is wrong.")

    assert "The second date is wrong." in Notice.objects.get(kind=NoticeKind.RETURNED).text


def test_who_had_approved_is_told_of_a_later_return(world, page):
    world.to_stage(page, Stage.OFFICE)
    world.send_back(page, "reviewer")

    assert told(NoticeKind.RETURNED) == people(world, "editor", "leader")


def test_a_concealed_text_is_spoken_of_to_its_author_only(world, page):
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy", prohibited_class=ProhibitedClass.BARRED)

    assert told(NoticeKind.RETURNED) == people(world, "editor")


def test_author_and_leader_are_told_of_publication(world, page):
    world.publish(page)

    assert told(NoticeKind.PUBLISHED) == people(world, "editor", "leader")


def test_author_and_leader_are_told_of_a_schedule(world):
    page = world.draft(go_live_at=timezone.now() + timezone.timedelta(days=3))

    world.publish(page)

    assert told(NoticeKind.SCHEDULED) == people(world, "editor", "leader")


def test_all_who_had_a_part_are_told_of_a_recall(world, page):
    world.publish(page)
    recall(stored(page), user=world.people["group"], reason="It is wrong.")

    expected = people(world, "editor", "leader", "reviewer", "secrecy")
    assert told(NoticeKind.RECALLED) == expected


def test_a_recall_of_what_was_never_sent_is_told_to_the_leader(world):
    tell_recalled(world.live(), reason="It is wrong.")

    assert told(NoticeKind.RECALLED) == people(world, "leader")


def test_an_author_who_left_is_told_nothing(world, page):
    submission = world.submit(page)
    Membership.objects.filter(person=world.people["editor"]).update(ended_on=timezone.localdate())

    assert not writers(submission).exists()


def test_an_author_who_moved_to_another_unit_is_told_nothing(world, page):
    submission = world.submit(page)
    Membership.objects.filter(person=world.people["editor"]).update(unit=world.other)

    assert not writers(submission).exists()


def test_an_author_of_a_delegated_column_is_told(world):
    submission = world.submit(world.draft())
    ColumnDelegation.objects.create(
        page_id=world.column.pk, unit=world.other, started_on=timezone.localdate()
    )
    submission.authors = [world.people["far_editor"].pk]

    assert world.people["far_editor"] in writers(submission)


def test_an_author_of_another_delegated_column_is_not_told(world):
    submission = world.submit(world.draft())
    ColumnDelegation.objects.create(
        page_id=world.other_column.pk, unit=world.other, started_on=timezone.localdate()
    )
    submission.authors = [world.people["far_editor"].pk]

    assert world.people["far_editor"] not in writers(submission)


def test_a_text_whose_page_is_gone_still_has_its_author(world, page):
    submission = world.submit(page)
    submission.page = None

    assert set(writers(submission)) == people(world, "editor")


def test_above_a_party_organ_stands_the_party_office(world, page):
    state = world.to_stage(page, Stage.LEADER)
    state.unit.system = "party"

    assert set(superiors(state)) == people(world, "party")


def test_an_approver_who_left_is_not_told_of_a_recall(world, page):
    world.publish(page)
    end_membership(Membership.objects.get(person=world.people["reviewer"]))

    recall(stored(page), user=world.people["group"], reason="It is wrong.")

    assert world.people["reviewer"] not in told(NoticeKind.RECALLED)


def test_a_notice_names_text_and_page(world, page):
    submission = world.submit(page)

    notice = Notice.objects.get(kind=NoticeKind.WAITING)
    assert (notice.page_id, notice.submission_id) == (page.pk, submission.pk)


def test_a_notice_is_written_in_the_language_of_the_install(world, page, settings):
    with translation.override("en"):
        world.submit(page)
    with translation.override(settings.LANGUAGE_CODE):
        stage = str(Stage.LEADER.label)

    assert stage in Notice.objects.get(kind=NoticeKind.WAITING).text
