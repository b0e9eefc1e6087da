"""What a return conceals, from whom, and who releases it (S057, S083)."""

import pytest

from tests.factories import stored
from workflows.enums import LedgerAction, Stage, SubmissionState
from workflows.errors import GateRefusal, Incomplete, MovedOn
from workflows.models import LedgerEntry
from workflows.permissions import user_sees_draft
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import release

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

WRONG = ("superuser", "editor", "publisher", "far_leader", "far_editor", "party", "it", "group")
SECRET = [{"type": "paragraph", "value": "<p>Top: 绝密★启用前</p>"}]


def actions():
    entries = LedgerEntry.objects.exclude(action=LedgerAction.NOTIFIED)
    return list(entries.values_list("action", flat=True))


def test_an_unit_s_return_conceals_nothing(world):
    page = world.draft()
    world.submit(page)

    world.send_back(page, "leader", prohibited_class=ProhibitedClass.INTERNAL)

    assert not page.submissions.get().is_concealed


@pytest.mark.parametrize(("name", "sees"), [("editor", True), ("secrecy", True)])
def test_authors_and_the_bureau_see_a_concealed_draft(world, name, sees):
    page = conceal(world)

    assert user_sees_draft(world.people[name], page) is sees


@pytest.mark.parametrize("name", ["leader", "reviewer", "publisher", "superuser", "it", "group"])
def test_nobody_else_sees_a_concealed_draft(world, name):
    page = conceal(world)

    assert not user_sees_draft(world.people[name], page)


def conceal(world, prohibited_class=ProhibitedClass.SENSITIVE):
    page = world.draft()
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy", prohibited_class=prohibited_class)
    return stored(page)


def test_a_concealed_draft_stays_concealed_when_it_is_mended(world):
    page = conceal(world)

    world.submit(world.change(page))

    assert not user_sees_draft(world.people["leader"], page)


def test_a_barred_draft_is_locked_for_its_author_too(world):
    page = conceal(world, ProhibitedClass.BARRED)

    assert page.get_lock().for_user(world.people["editor"])
    with pytest.raises(GateRefusal):
        world.submit(page)


def test_only_the_bureau_releases(world):
    submission = conceal(world, ProhibitedClass.BARRED).submissions.get()

    for name in WRONG:
        with pytest.raises(GateRefusal):
            release(submission, user=world.people[name], reason="Please")


def test_what_is_released_is_an_ordinary_draft_again(world):
    page = conceal(world, ProhibitedClass.BARRED)

    release(page.submissions.get(), user=world.people["secrecy"], reason="Allowed since today")

    assert stored(page).get_lock() is None
    assert user_sees_draft(world.people["leader"], page)
    assert world.submit(page).state == SubmissionState.IN_REVIEW
    assert LedgerAction.RELEASED in actions()


def test_releasing_asks_for_a_reason(world):
    submission = conceal(world).submissions.get()

    with pytest.raises(Incomplete):
        release(submission, user=world.people["secrecy"], reason=" ")


def test_what_is_not_concealed_is_not_released(world):
    submission = world.submit(world.draft())

    with pytest.raises(MovedOn):
        release(submission, user=world.people["secrecy"], reason="Allowed")
