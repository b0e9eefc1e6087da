"""A real server is told what changed, in order, whatever happens to it."""

import socket
import time

import pytest

from search.elastic import feeding, leases, mapping, rebuilding
from search.elastic.client import index_client
from search.elastic.feeding import feed
from search.elastic.queue import note_changed
from search.elastic.rebuilding import AlreadyRebuilding, rebuild
from search.elastic.verifying import differences
from search.finding.errors import EngineDown
from search.models import IndexJob, IndexLease, PublishedItem
from tests.factories import make_unit

pytestmark = [pytest.mark.servers, pytest.mark.django_db]


@pytest.fixture
def units():
    return [make_unit() for _ in range(5)]


@pytest.fixture
def indexed(units, search_server):
    """Five directory entries, which the server knows."""
    return list(PublishedItem.objects.order_by("pk"))


@pytest.fixture
def killable(units, elasticsearch, use_search_server):
    """The same on a server that the test may kill; it runs again afterwards."""
    use_search_server(elasticsearch.url)
    rebuild()
    yield elasticsearch
    if not elasticsearch.is_running:
        elasticsearch.start()
    for name in mapping.indices_behind_alias(index_client()):
        index_client().indices.delete(index=name)


def is_equal():
    return list(differences()) == []


def retitle(item, title):
    PublishedItem.objects.filter(pk=item.pk).update(title=title)
    note_changed([item.pk])


def delete(item):
    PublishedItem.objects.filter(pk=item.pk).delete()


def test_changed_row_reaches_the_server(indexed):
    retitle(indexed[0], "Another name")
    feed()

    assert is_equal()


def test_deleted_row_leaves_the_server(indexed):
    delete(indexed[0])
    feed()

    assert is_equal()


def test_row_that_changed_twice_is_written_as_it_is_now(indexed):
    retitle(indexed[0], "First")
    retitle(indexed[0], "Second")
    feed()

    assert is_equal()


def test_row_that_changed_and_went_is_gone(indexed):
    retitle(indexed[0], "First")
    delete(indexed[0])
    feed()

    assert is_equal()


def test_what_was_fed_leaves_the_queue(indexed):
    retitle(indexed[0], "Another name")
    feed()

    assert not IndexJob.objects.exists()


def test_feeding_says_how_many_jobs_were_done(indexed):
    retitle(indexed[0], "First")
    delete(indexed[1])

    assert feed() == 2


def test_change_is_fed_after_the_commit(indexed, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        retitle(indexed[0], "Another name")

    assert is_equal()


def test_without_an_index_the_job_stays(indexed, settings):
    retitle(indexed[0], "Another name")
    settings.ELASTICSEARCH_PREFIX += "-none"
    with pytest.raises(EngineDown, match="rebuild"):
        feed()

    assert IndexJob.objects.count() == 1


def test_refused_document_stays_in_the_queue_alone(indexed, monkeypatch):
    def spoiled(item):
        extra = {"unknown": 1} if item.pk == indexed[0].pk else {}
        return {"id": item.pk, "stamp": "", **extra}

    monkeypatch.setattr(feeding, "document_of", spoiled)
    note_changed(item.pk for item in indexed)
    feed()

    assert list(IndexJob.objects.values_list("item_id", flat=True)) == [indexed[0].pk]


def test_feeder_that_lost_its_lease_queues_its_items_again(indexed, monkeypatch):
    write = feeding.write_current

    def overtaken(*arguments, **options):
        yield from write(*arguments, **options)
        IndexLease.objects.update(until=leases._LONG_AGO)
        IndexJob.objects.all().delete()

    monkeypatch.setattr(feeding, "write_current", overtaken)
    note_changed([indexed[0].pk])
    with pytest.raises(EngineDown):
        feed()

    assert IndexJob.objects.get().item_id == indexed[0].pk


def kill_after_first_batch(server, monkeypatch):
    """Let batches be of one job, and the server be killed when the first one is done."""
    forget = feeding.forget

    def forget_and_kill(*arguments):
        forget(*arguments)
        server.kill()

    monkeypatch.setattr(feeding, "BATCH", 1)
    monkeypatch.setattr(feeding, "forget", forget_and_kill)


def test_killed_server_catches_up(killable, monkeypatch):
    items = list(PublishedItem.objects.order_by("pk"))
    with monkeypatch.context() as patch:
        kill_after_first_batch(killable, patch)
        for item in items[:3]:
            retitle(item, "Written before the crash")
        with pytest.raises(EngineDown):
            feed()
    retitle(items[1], "Written while it was down")
    delete(items[2])
    waiting = IndexJob.objects.count()
    killable.start()

    assert (waiting, feed(), is_equal()) == (4, 4, True)


def test_hanging_server_keeps_the_worker_for_two_seconds(indexed, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{silent.getsockname()[1]}"]
        retitle(indexed[0], "Another name")
        began = time.monotonic()
        with pytest.raises(EngineDown):
            feed()
    took = time.monotonic() - began
    IndexJob.objects.all().delete()

    assert took < 4


def test_rebuild_equals_the_table(indexed):
    PublishedItem.objects.filter(pk=indexed[0].pk).update(title="Not noted")
    rebuild()

    assert is_equal()


def test_rebuild_counts_documents(indexed):
    assert rebuild() == len(indexed)


def test_rebuilt_index_is_in_one_piece(indexed, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    rebuild(lambda _count: index_client().indices.refresh(index=f"{mapping.alias()}-*"))

    assert mapping.is_merged(index_client(), *mapping.indices_behind_alias(index_client()))
    assert is_equal()


def test_rebuild_does_not_wait_for_ever_for_one_piece(indexed, monkeypatch, caplog):
    monkeypatch.setattr(rebuilding, "_LONGEST_MERGE_SECONDS", -1)
    monkeypatch.setattr(mapping, "is_merged", lambda client, name: False)
    rebuild()

    assert is_equal()
    assert "did not merge" in caplog.text


def test_rebuild_removes_the_old_index(indexed):
    before = mapping.indices_behind_alias(index_client())
    rebuild()

    assert not index_client().indices.exists(index=before)


def test_published_during_a_rebuild_reaches_the_old_index(indexed):
    differing = []

    def publish(_count):
        retitle(indexed[0], "Published meanwhile")
        feed()
        differing.extend(differences())

    rebuild(publish)

    assert differing == []


def test_published_during_a_rebuild_reaches_the_new_index(indexed):
    def publish(_count):
        retitle(indexed[0], "Published meanwhile")
        feed()

    rebuild(publish)

    assert is_equal()


def test_withdrawn_during_a_rebuild_is_not_in_the_new_index(indexed):
    def withdraw(_count):
        delete(indexed[0])
        feed()

    rebuild(withdraw)

    assert is_equal()


def test_unfed_change_during_a_rebuild_reaches_the_new_index(indexed):
    rebuild(lambda _count: retitle(indexed[0], "Published meanwhile"))

    assert is_equal()


def test_jobs_kept_for_a_rebuild_are_dropped_after_it(indexed):
    def publish(_count):
        retitle(indexed[0], "Published meanwhile")
        feed()

    rebuild(publish)

    assert not IndexJob.objects.exists()


def test_failed_rebuild_leaves_the_old_index(indexed):
    def fail(_count):
        raise ZeroDivisionError

    before = mapping.indices_behind_alias(index_client())
    with pytest.raises(ZeroDivisionError):
        rebuild(fail)

    assert mapping.indices_behind_alias(index_client()) == before


def test_failed_rebuild_leaves_no_half_built_index(indexed):
    def fail(_count):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rebuild(fail)

    assert mapping.abandoned_indices(index_client()) == []


def test_refused_document_fails_the_rebuild(indexed, monkeypatch):
    monkeypatch.setattr(feeding, "document_of", lambda item: {"unknown": item.pk})

    with pytest.raises(EngineDown):
        rebuild()


def test_index_of_a_killed_rebuild_is_removed_by_the_next(indexed):
    mapping.create_index(index_client(), mapping.new_index_name())
    rebuild()

    assert mapping.abandoned_indices(index_client()) == []


def test_index_of_another_install_is_left_alone(indexed):
    other = f"{mapping.alias()}-other-items-{'0' * 20}"
    mapping.create_index(index_client(), other)
    rebuild()

    assert index_client().indices.delete(index=other)["acknowledged"]


def test_one_rebuild_at_a_time(indexed):
    def again(_count):
        with pytest.raises(AlreadyRebuilding):
            rebuild()

    assert rebuild(again)


def test_rebuild_that_was_overtaken_is_given_up(indexed, monkeypatch):
    def lose(_count):
        IndexLease.objects.filter(name=rebuilding.REBUILD).update(until=leases._LONG_AGO)

    monkeypatch.setattr(rebuilding, "BATCH", 2)
    with pytest.raises(EngineDown):
        rebuild(lose)
