"""The minute's work: what expires, what goes live, and what one failure leaves alone."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import DatabaseError
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished

from search.models import PublishedItem
from search.reconcile import differences
from tests.factories import make_column, make_home, make_item
from workflows.schedule import run_schedule

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def column():
    return make_column(make_home())


@pytest.fixture
def schedule(column):
    """A function that makes a draft which was scheduled for some time ago."""

    def make(title, ago=HOUR, page=None):
        page = page or make_item(column, is_live=False)
        page.title = title
        page.go_live_at = timezone.now() - ago
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=page.go_live_at)
        return page

    return make


@pytest.fixture
def expire(column):
    """A function that makes a live article which expired some time ago."""

    def make(title, ago=HOUR):
        return make_item(column, title=title, expire_at=timezone.now() - ago)

    return make


@pytest.fixture
def refused():
    """The titles of pages that cannot be saved, as the gate would have it."""
    titles = set()

    def receiver(sender, instance, **kwargs):
        if issubclass(sender, Page) and instance.title in titles:
            raise DatabaseError("refused")

    post_save.connect(receiver)
    yield titles
    post_save.disconnect(receiver)


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def waiting():
    return Revision.objects.exclude(approved_go_live_at=None).count()


def names(found):
    return [name.split(": ")[1] for name in found]


def test_the_command_takes_the_place_of_wagtail_s():
    assert get_commands()["publish_scheduled"] == "workflows"


def test_what_is_due_goes_live_and_is_listed(schedule):
    page = schedule("Due")

    result = run_schedule()

    assert names(result.published) == ["Due"]
    assert is_live(page)
    assert waiting() == 0
    assert PublishedItem.objects.get(page_id=page.pk).title == "Due"
    assert list(differences()) == []


def test_what_is_not_due_waits(column):
    page = make_item(column, is_live=False)
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()

    assert run_schedule().published == []
    assert waiting() == 1
    assert not is_live(page)


def test_new_version_of_a_live_page_goes_live(schedule, column):
    page = schedule("New", page=make_item(column, title="Old"))

    run_schedule()

    assert PublishedItem.objects.get(page_id=page.pk).title == "New"


def test_what_has_expired_is_withdrawn_and_no_longer_listed(expire):
    page = expire("Old")

    result = run_schedule()

    assert names(result.expired) == ["Old"]
    assert not is_live(page)
    assert Page.objects.get(pk=page.pk).expired
    assert not PublishedItem.objects.filter(page_id=page.pk).exists()
    assert list(differences()) == []


def test_what_has_not_expired_stays(column):
    page = make_item(column, expire_at=timezone.now() + HOUR)

    assert run_schedule().expired == []
    assert is_live(page)


def test_one_refusal_neither_stops_the_others_nor_loses_its_schedule(schedule, refused):
    pages = [schedule(f"Page {number}", ago=HOUR * (3 - number)) for number in range(3)]
    refused.add("Page 1")

    result = run_schedule()

    assert names(result.published) == ["Page 0", "Page 2"]
    assert names(result.failed) == ["Page 1"]
    assert [is_live(page) for page in pages] == [True, False, True]
    assert Revision.objects.get(approved_go_live_at__isnull=False).object_id == str(pages[1].pk)


def test_what_was_refused_is_published_once_nothing_hinders(schedule, refused):
    page = schedule("Page")
    refused.add("Page")
    run_schedule()
    refused.clear()

    assert names(run_schedule().published) == ["Page"]
    assert is_live(page)


def test_one_refusal_of_a_withdrawal_does_not_stop_the_others(expire, schedule, refused):
    first, second = expire("First", ago=2 * HOUR), expire("Second")
    draft = schedule("Draft")
    refused.add("First")

    result = run_schedule()

    assert [is_live(page) for page in (first, second, draft)] == [True, False, True]
    assert names(result.failed) == ["First"]


@pytest.mark.parametrize("signal", [page_published, page_unpublished])
def test_receiver_that_fails_takes_its_page_back(schedule, expire, signal):
    page = schedule("Page") if signal is page_published else expire("Page")
    before = is_live(page)

    def fail(**kwargs):
        raise RuntimeError

    signal.connect(fail)
    try:
        result = run_schedule()
    finally:
        signal.disconnect(fail)

    assert len(result.failed) == 1
    assert is_live(page) == before
    assert list(differences()) == []


def test_failures_are_logged(schedule, refused, caplog):
    schedule("Page")
    refused.add("Page")

    run_schedule()

    assert "refused" in caplog.text


def test_command_succeeds_when_there_is_nothing_to_do():
    call_command("publish_scheduled")


def test_command_fails_when_something_failed_but_does_the_rest(schedule, refused):
    schedule("Page 0")
    page = schedule("Page 1")
    refused.add("Page 0")

    with pytest.raises(CommandError, match="Page 0"):
        call_command("publish_scheduled", stdout=StringIO())

    assert is_live(page)


def test_dry_run_lists_and_changes_nothing(schedule, expire):
    draft, old = schedule("Draft"), expire("Old")
    out = StringIO()

    call_command("publish_scheduled", dryrun=True, stdout=out)

    assert "Draft" in out.getvalue()
    assert "Old" in out.getvalue()
    assert (is_live(draft), is_live(old)) == (False, True)
