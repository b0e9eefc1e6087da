"""What the queue remembers; no server is asked."""

import pytest
from django.db import transaction

from search.elastic import leases
from search.elastic.feeding import FEED, feed
from search.elastic.queue import _enqueue, note_changed
from search.finding.errors import EngineDown
from search.models import IndexJob, IndexLease, PublishedItem
from tests.factories import make_column, make_home, make_item, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_home(make_unit("alpha")))


@pytest.fixture
def dead_server(use_search_server, column):
    """A search server that nobody listens for, and a city that was there before it."""
    use_search_server("http://127.0.0.1:9")


def row_of(page):
    return PublishedItem.objects.get(page_id=page.pk)


def queued():
    return list(IndexJob.objects.values_list("item_id", flat=True))


def test_without_a_server_nothing_is_queued(column):
    make_item(column)

    assert queued() == []


def test_published_page_is_queued(column, dead_server):
    page = make_item(column)

    assert row_of(page).pk in queued()


def test_withdrawn_page_is_queued(column, use_search_server):
    page = make_item(column)
    item_id = row_of(page).pk
    use_search_server("http://127.0.0.1:9")
    page.unpublish()

    assert queued() == [item_id]


def test_page_that_a_cascade_deletes_is_queued(column, use_search_server):
    item_id = row_of(make_item(column)).pk
    use_search_server("http://127.0.0.1:9")
    type(column).objects.get(pk=column.pk).delete()

    assert item_id in queued()


def test_page_of_a_column_that_moved_is_queued(column, use_search_server):
    item_id = row_of(make_item(column)).pk
    use_search_server("http://127.0.0.1:9")
    column = type(column).objects.get(pk=column.pk)
    column.slug = "elsewhere"
    column.save()

    assert item_id in queued()


def test_jobs_are_in_the_order_of_changes(dead_server):
    note_changed([3])
    note_changed([1, 2])

    assert queued() == [3, 1, 2]


def test_rolled_back_change_is_not_queued(dead_server):
    with transaction.atomic():
        note_changed([1])
        transaction.set_rollback(True)

    assert queued() == []


def test_one_transaction_starts_one_task(dead_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        note_changed([1])
        note_changed([2])

    assert callbacks.count(_enqueue) == 1


def test_dead_server_does_not_fail_the_change(dead_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        note_changed([1])

    assert queued() == [1]


def test_feeding_a_dead_server_says_so(dead_server):
    note_changed([1])

    with pytest.raises(EngineDown):
        feed()


def test_feeding_a_dead_server_ends_its_lease(dead_server):
    note_changed([1])
    with pytest.raises(EngineDown):
        feed()

    assert not leases.is_taken(FEED)


def test_second_feeder_leaves_jobs_to_the_first(dead_server):
    note_changed([1])
    leases.take(FEED)

    assert feed() == 0


def test_lease_is_given_to_one():
    leases.take(FEED)

    assert leases.take(FEED) is None


def test_released_lease_is_given_again():
    leases.take(FEED).release()

    assert leases.take(FEED)


def test_lease_ends_by_itself():
    leases.take(FEED)
    IndexLease.objects.update(until=leases._LONG_AGO)

    assert leases.take(FEED)


def test_lease_that_ended_is_not_extended():
    lease = leases.take(FEED)
    IndexLease.objects.update(until=leases._LONG_AGO)

    assert not lease.extend()


def test_lease_of_another_is_not_released():
    late = leases.take(FEED)
    IndexLease.objects.update(until=leases._LONG_AGO)
    leases.take(FEED)
    late.release()

    assert leases.is_taken(FEED)
