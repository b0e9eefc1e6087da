"""Reminding at half of the time, escalating at the end of it, and never deciding."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.workflows.timing.conftest import days, hold
from tests.workflows.world import make_world
from units.enums import Role
from units.models import Membership
from workflows.enums import LedgerAction, NoticeKind, Stage, SubmissionState
from workflows.models import LedgerEntry, Notice, StageState, Submission
from workflows.permissions import user_can_decide
from workflows.timing import reminders
from workflows.timing.delegations import delegate
from workflows.timing.permissions import Post
from workflows.timing.reminders import check_deadlines, escalate, remind

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def stage(world):
    """A stage that waits for the unit's leader."""
    return world.to_stage(world.draft(), Stage.LEADER)


def half_over(stage):
    return move(stage, half_at=-HOUR, due_at=HOUR)


def all_over(stage):
    return move(stage, half_at=-2 * HOUR, due_at=-HOUR)


def move(stage, **moments):
    """Put the moments of a stage before or after now; return it as it is stored."""
    now = timezone.now()
    values = {name: now + difference for name, difference in moments.items()}
    StageState.objects.filter(pk=stage.pk).update(**values)
    return StageState.objects.get(pk=stage.pk)


def told(kind):
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def recorded(action):
    return LedgerEntry.objects.filter(action=action).count()


def deputy_for_overdue(world):
    deputy = hold(Role.EDITOR, world.unit)
    delegate(
        Post(Role.LEADER, world.unit),
        deputy,
        user=world.people["leader"],
        reason="For what is late",
        only_when_overdue=True,
        **days(),
    )
    return deputy


def test_nobody_is_reminded_before_half_of_the_time(stage):
    move(stage, half_at=HOUR, due_at=2 * HOUR)

    assert check_deadlines().reminded == []


def test_who_can_decide_is_reminded_at_half_of_the_time(world, stage):
    half_over(stage)

    check_deadlines()

    assert told(NoticeKind.REMINDER) == {world.people["leader"]}


def test_a_reminder_is_recorded_on_the_stage_and_in_the_ledger(stage):
    half_over(stage)

    check_deadlines()

    stage.refresh_from_db()
    assert (stage.reminded_at is None, recorded(LedgerAction.REMINDED)) == (False, 1)


def test_nobody_is_reminded_twice(stage):
    half_over(stage)
    check_deadlines()

    assert check_deadlines().reminded == []


def test_a_decided_stage_reminds_nobody(world, stage):
    half_over(stage)
    world.approve(stage.submission.page, "leader")

    assert stage.pk not in check_deadlines().reminded


def test_what_was_decided_after_the_list_was_read_reminds_nobody(world, stage):
    half_over(stage)
    world.approve(stage.submission.page, "leader")

    assert not remind(stage.pk)


def test_what_was_decided_after_the_list_was_read_is_not_escalated(world, stage):
    all_over(stage)
    world.approve(stage.submission.page, "leader")

    assert not escalate(stage.pk)


def test_who_is_late_is_told(world, stage):
    all_over(stage)

    check_deadlines()

    assert world.people["leader"] in told(NoticeKind.OVERDUE)


def test_what_is_overdue_is_not_reminded_of_as_well(stage):
    all_over(stage)

    assert check_deadlines().reminded == []


def test_nobody_is_told_twice_of_the_same_deadline(stage):
    all_over(stage)
    check_deadlines()

    assert check_deadlines().overdue == []


def test_the_office_of_the_unit_s_system_is_told_of_a_late_leader(world, stage):
    all_over(stage)

    check_deadlines()

    people = world.people
    assert told(NoticeKind.OVERDUE) == {people["leader"], people["reviewer"]}


@pytest.mark.parametrize(
    ("late", "person"), [(Stage.OFFICE, "reviewer"), (Stage.SECRECY, "secrecy")]
)
def test_the_leading_group_is_told_of_a_late_office(world, late, person):
    all_over(world.to_stage(world.draft(), late))

    check_deadlines()

    assert told(NoticeKind.OVERDUE) == {world.people[person], world.people["group"]}


def test_a_deputy_for_what_is_overdue_is_told_when_the_time_is_over(world, stage):
    deputy = deputy_for_overdue(world)
    all_over(stage)

    check_deadlines()

    assert told(NoticeKind.ESCALATED) == {deputy}


def test_a_deputy_for_what_is_overdue_is_not_reminded_before(world, stage):
    deputy = deputy_for_overdue(world)
    half_over(stage)

    check_deadlines()

    assert deputy not in told(NoticeKind.REMINDER)


@pytest.mark.parametrize(("shift", "may"), [(half_over, False), (all_over, True)])
def test_a_deputy_for_what_is_overdue_decides_when_the_time_is_over(world, stage, shift, may):
    deputy = deputy_for_overdue(world)

    assert user_can_decide(deputy, shift(stage)) is may


def test_an_author_is_never_called_upon_as_deputy(world):
    world.people["editor"], writer = deputy_for_overdue(world), world.people["editor"]
    page = world.draft()
    world.people["editor"] = writer
    all_over(world.to_stage(page, Stage.LEADER))

    check_deadlines()

    assert told(NoticeKind.ESCALATED) == set()


def test_escalation_is_recorded_on_the_stage_and_in_the_ledger(stage):
    all_over(stage)

    check_deadlines()

    stage.refresh_from_db()
    assert (stage.overdue_at is None, recorded(LedgerAction.ESCALATED)) == (False, 1)


def test_escalation_approves_nothing(stage):
    deadline = all_over(stage).due_at

    check_deadlines()

    stage.refresh_from_db()
    submission = Submission.objects.get(pk=stage.submission_id)
    assert (stage.closed_at, stage.due_at, submission.state, submission.decisions.count()) == (
        None,
        deadline,
        SubmissionState.IN_REVIEW,
        0,
    )


def test_a_unit_without_leader_is_escalated_all_the_same(world, stage):
    Membership.objects.filter(person=world.people["leader"]).update(is_principal=False)
    all_over(stage)

    check_deadlines()

    assert told(NoticeKind.OVERDUE) == {world.people["reviewer"]}


def test_people_of_another_unit_are_told_nothing(world, stage):
    all_over(stage)

    check_deadlines()

    far = [world.people["far_leader"], world.people["far_editor"]]
    assert not Notice.objects.filter(recipient__in=far).exists()


def test_one_stage_that_fails_stops_no_other(world, stage, monkeypatch):
    all_over(stage)
    other = all_over(world.to_stage(world.draft(), Stage.LEADER))
    real = reminders.tell_overdue

    def fail_once(found):
        if found.pk == stage.pk:
            raise RuntimeError("The ledger is out of reach.")
        return real(found)

    monkeypatch.setattr(reminders, "tell_overdue", fail_once)
    result = check_deadlines()

    assert (result.failed, result.overdue) == ([stage.pk], [other.pk])


def test_what_failed_leaves_nothing_behind(stage, monkeypatch):
    all_over(stage)
    monkeypatch.setattr(reminders, "tell_overdue", lambda found: 1 / 0)

    check_deadlines()

    stage.refresh_from_db()
    assert (stage.overdue_at, recorded(LedgerAction.ESCALATED)) == (None, 0)


def test_the_command_says_what_it_did(stage):
    half_over(stage)
    output = StringIO()

    call_command("check_deadlines", stdout=output)

    assert str(stage.pk) in output.getvalue()


def test_the_command_fails_when_a_stage_did(stage, monkeypatch):
    all_over(stage)
    monkeypatch.setattr(reminders, "tell_overdue", lambda found: 1 / 0)

    with pytest.raises(CommandError):
        call_command("check_deadlines", stdout=StringIO())
