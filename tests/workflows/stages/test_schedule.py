"""Publication at a later time, under the same gate."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from tests.factories import stored
from workflows.enums import LedgerAction
from workflows.gate.certificates import fixtures, revoke, valid_certificates
from workflows.models import LedgerEntry
from workflows.schedule import run_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

HOUR = datetime.timedelta(hours=1)


def bring_forward(page):
    """Let the time of a page's publication come."""
    now = timezone.now() - HOUR
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=now)
    revision = page.latest_revision
    revision.content["go_live_at"] = now.isoformat()
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def expire(page):
    """Let the time of a page be over."""
    with fixtures():
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)


@pytest.fixture
def scheduled(world):
    """A page that three people approved for later, and whose time has come."""
    page = world.publish(world.draft(go_live_at=timezone.now() + 9 * HOUR))
    assert not page.live
    bring_forward(page)
    return page


def entries(action):
    return LedgerEntry.objects.filter(action=action)


def test_what_was_approved_goes_live_at_its_time(scheduled):
    run_schedule()

    assert stored(scheduled).live
    assert scheduled.submissions.get().published_at is not None
    assert entries(LedgerAction.PUBLISHED).get().page_id == scheduled.pk


def test_a_revoked_certificate_drops_the_schedule_for_good(world, scheduled):
    for certificate in valid_certificates(scheduled.pk):
        revoke(certificate, person=world.people["secrecy"], reason="Wrong")

    first, second = run_schedule(), run_schedule()

    assert not stored(scheduled).live
    assert (first.failed, second.failed) == ([], [])
    assert entries(LedgerAction.UNSCHEDULED).count() == 1
    assert stored(scheduled).scheduled_revision is None


def test_another_text_than_the_approved_one_is_not_published(scheduled):
    revision = scheduled.latest_revision
    revision.refresh_from_db()
    revision.content["title"] = "Written into the database"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)

    run_schedule()

    assert not stored(scheduled).live
    assert entries(LedgerAction.UNSCHEDULED).count() == 1


def test_a_schedule_that_nobody_approved_is_dropped(world):
    page = world.draft(title="Nobody approved this")
    Revision.objects.filter(pk=page.latest_revision_id).update(
        approved_go_live_at=timezone.now() - HOUR
    )

    run_schedule()

    assert not stored(page).live
    assert entries(LedgerAction.UNSCHEDULED).get().page_title == "Nobody approved this"


def test_what_is_refused_keeps_nothing_else_from_its_turn(world, scheduled):
    page = world.draft()
    Revision.objects.filter(pk=page.latest_revision_id).update(
        approved_go_live_at=timezone.now() - 2 * HOUR
    )

    run_schedule()

    assert stored(scheduled).live


def test_what_expires_is_in_the_ledger(world):
    page = world.publish(world.draft())
    expire(page)

    run_schedule()

    assert not stored(page).live
    assert entries(LedgerAction.EXPIRED).get().page_id == page.pk


def test_expiry_does_not_forget_an_approved_later_version(world):
    page = world.publish(world.draft())
    newest = page.get_latest_revision_as_object()
    newest.title, newest.go_live_at = "Later", timezone.now() + 9 * HOUR
    newest.save_revision(user=world.people["editor"])
    world.publish(page)
    expire(page)

    run_schedule()

    assert not stored(page).live
    assert stored(page).scheduled_revision is not None
