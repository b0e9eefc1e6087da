"""Who may read, send and withdraw; and the list of a person, which agrees with the single case."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_member, stored
from units.enums import Role
from units.people.actions import add_member
from workflows.enums import Stage
from workflows.models import StageState
from workflows.permissions import (
    drafts_hidden_from,
    user_can_decide,
    user_can_read_submission,
    user_can_submit,
    user_can_withdraw,
    user_sees_draft,
)
from workflows.screening.enums import ProhibitedClass

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

FAR = {"far_editor", "far_leader"}


def names(world, may):
    """Return the names of the people of whom something is true."""
    return {name for name, person in world.people.items() if may(person)}


def test_who_may_edit_may_send(world):
    page = world.draft()

    found = names(world, lambda person: user_can_submit(person, page))

    assert found == {"editor", "publisher", "superuser"}


def test_the_root_of_the_tree_is_sent_by_nobody(world):
    root = world.home.get_root()

    assert names(world, lambda person: user_can_submit(person, root)) == set()


def test_the_sender_and_editors_may_withdraw(world):
    submission = world.submit(world.draft())

    found = names(world, lambda person: user_can_withdraw(person, submission))

    assert found == {"editor", "publisher", "superuser"}


def test_nobody_may_withdraw_what_is_decided(world):
    page = world.draft()
    submission = world.to_stage(page, Stage.OFFICE).submission

    assert names(world, lambda person: user_can_withdraw(person, submission)) == set()


def test_another_unit_reads_no_submission(world):
    submission = world.submit(world.draft())

    found = names(world, lambda person: user_can_read_submission(person, submission))

    assert found == set(world.people) - FAR


def test_a_deputy_reads_what_he_may_decide(world, delegate):
    submission = world.submit(world.draft())
    deputy = delegate(make_member(Role.OPERATOR, world.unit)).deputy

    assert user_can_read_submission(deputy, submission)


def concealed(world):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy", prohibited_class=ProhibitedClass.SENSITIVE)
    return stored(page)


def test_what_is_concealed_is_read_by_authors_and_the_bureau(world):
    submission = concealed(world).submissions.get()

    found = names(world, lambda person: user_can_read_submission(person, submission))

    assert found == {"editor", "secrecy"}


def test_the_list_of_hidden_drafts_agrees_with_each(world):
    pages = [concealed(world), world.draft()]

    for person in world.people.values():
        hidden = drafts_hidden_from(person)
        assert hidden == {page.pk for page in pages if not user_sees_draft(person, page)}


def test_who_is_deactivated_may_nothing(world):
    page = world.draft()
    submission = world.submit(page)
    person = world.people["editor"]
    person.is_active = False
    person.save()

    assert not user_can_submit(person, page)
    assert not user_can_withdraw(person, submission)
    assert not user_can_read_submission(person, submission)


@pytest.fixture
def crowd(world, delegate):
    """Stages of all kinds, and people with several roles."""
    add_member(world.people["leader"], Role.SECRECY)
    add_member(world.people["publisher"], Role.GOVERNMENT_OFFICE)
    world.people["deputy"] = delegate().deputy
    world.people["late deputy"] = delegate(only_when_overdue=True).deputy
    world.people["office deputy"] = delegate(
        make_member(Role.PARTY_OFFICE),
        role=Role.GOVERNMENT_OFFICE,
        unit=None,
        giver=world.people["reviewer"],
    ).deputy
    for stage in Stage:
        world.to_stage(world.draft(), stage)
    late = world.to_stage(world.draft(), Stage.LEADER)
    past = timezone.now() - datetime.timedelta(hours=1)
    StageState.objects.filter(pk=late.pk).update(due_at=past)
    world.submit(world.draft(), "publisher")
    far = world.draft(world.other_column)
    world.submit(far, "far_editor")
    world.approve(far, "far_leader")
    return world


def test_the_list_of_a_person_agrees_with_each_stage(crowd):
    states = list(StageState.objects.select_related("submission", "unit"))

    for name, person in crowd.people.items():
        listed = set(StageState.objects.decidable_by(person).values_list("pk", flat=True))
        single = {state.pk for state in states if user_can_decide(person, state)}
        assert listed == single, name


def test_everybody_of_the_crowd_has_something_else_to_do(crowd):
    counts = {
        name: StageState.objects.decidable_by(crowd.people[name]).count()
        for name in ("leader", "deputy", "late deputy", "reviewer", "office deputy", "secrecy")
    }

    assert counts == {
        "leader": 3,
        "deputy": 3,
        "late deputy": 1,
        "reviewer": 2,
        "office deputy": 2,
        "secrecy": 1,
    }


def test_only_late_stages_are_overdue(crowd):
    assert StageState.objects.open().overdue().count() == 1


def test_a_list_reads_everything_at_once(crowd, django_assert_num_queries):
    with django_assert_num_queries(1):
        for state in StageState.objects.open().for_list():
            assert state.unit.name
            assert state.submission.submitted_by.full_name is not None
            assert state.submission.page.title
