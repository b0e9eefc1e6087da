"""Telling the server what changed: in order, whole documents, and nothing twice at a time.

A job is deleted only after the server has taken the document that its row makes at that moment, or
has dropped the document of a row that is gone. So whatever happens in between, a killed process
included, the job is carried out again, to the same effect.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.elastic import leases
from search.elastic.client import engine_errors, index_client
from search.elastic.documents import document_of
from search.elastic.mapping import alias
from search.finding.errors import EngineDown
from search.models import IndexJob, PublishedItem

logger = logging.getLogger(__name__)

FEED, REBUILD = "feed", "rebuild"
BATCH = 100
MOST_REFUSED = 500
_LARGEST_REQUEST = 5_000_000  # bytes
# A living server answers this at once: one that hangs does not keep the worker for long
_FIRST_SECONDS = 2
_NOT_FOUND = 404


def feed() -> int:
    """Carry all waiting jobs out; return how many were.

    Leaves them to whoever is at it already. A document that the server refuses is logged, holds
    nothing up and stays in the queue. Raises ``EngineDown`` when the server does not answer; what
    it has not taken stays in the queue.
    """
    done, refused = 0, set[int]()
    # Looked at again after the lease: who came meanwhile has left his jobs to us
    while _waiting(refused):
        lease = leases.take(FEED)
        if lease is None:
            break
        try:
            done += _feed_all(lease, refused)
        finally:
            lease.release()
    if refused:
        logger.error(
            "The search server refuses %s documents; 'search feed' tries again", len(refused)
        )
    return done


def _feed_all(lease: leases.Lease, refused: set[int]) -> int:
    client, done = index_client(), 0
    with engine_errors():
        _require_index(client)
        if not leases.is_taken(REBUILD):
            IndexJob.objects.filter(is_fed=True).delete()
        while jobs := _waiting(refused):
            item_ids = {job.item_id for job in jobs}
            bad = dict(write_current(client, alias(), item_ids, require_alias=True))
            for item_id, reason in bad.items():
                logger.error("The search server refuses item %s: %s", item_id, reason)
            if not lease.extend():
                # Somebody else may have written older or newer states by now: once more, then
                IndexJob.objects.bulk_create(IndexJob(item_id=one) for one in item_ids)
                raise EngineDown("Feeding took too long and was left to another process")
            finished = [job.pk for job in jobs if job.item_id not in bad]
            forget(finished)
            done += len(finished)
            refused.update(job.pk for job in jobs if job.item_id in bad)
            if len(refused) > MOST_REFUSED:
                raise EngineDown("The search server refuses every document; 'search rebuild'")
        client.indices.refresh(index=alias())
    return done


def _waiting(refused: set[int]) -> list[IndexJob]:
    """Return the oldest jobs that are still to be carried out."""
    waiting = IndexJob.objects.filter(is_fed=False).exclude(pk__in=refused)
    return list(waiting.order_by("pk")[:BATCH])


def _require_index(client: Elasticsearch) -> None:
    """Raise ``EngineDown`` when the server does not answer soon, or has no index yet."""
    if not client.options(request_timeout=_FIRST_SECONDS).indices.exists_alias(name=alias()):
        raise EngineDown(f"There is no index {alias()} yet: run 'manage.py search rebuild'")


def forget(job_ids: Sequence[int]) -> None:
    """Drop jobs that were carried out; while an index is being rebuilt it still needs them.

    Whether it is must be asked here, after the rows were read: a rebuild that begins later reads
    the same rows or newer ones.
    """
    jobs = IndexJob.objects.filter(pk__in=job_ids)
    if leases.is_taken(REBUILD):
        jobs.update(is_fed=True)
    else:
        jobs.delete()


def write_current(
    client: Elasticsearch, index: str, item_ids: Iterable[int], **options: Any
) -> Iterator[tuple[int, str]]:
    """Make an index say of items what their rows say now; yield what is refused, and why.

    Raises what the client raises.
    """
    ids = sorted(item_ids)
    rows = PublishedItem.objects.in_bulk(ids)
    actions = (_action(index, item_id, rows.get(item_id)) for item_id in ids)
    yield from write(client, actions, **options)


def write(
    client: Elasticsearch, actions: Iterable[dict[str, Any]], **options: Any
) -> Iterator[tuple[int, str]]:
    """Send actions in requests of bearable size; yield what is refused, and why."""
    results = streaming_bulk(
        client,
        actions,
        chunk_size=BATCH,
        max_chunk_bytes=_LARGEST_REQUEST,
        raise_on_error=False,
        **options,
    )
    for is_ok, answer in results:
        operation, result = next(iter(answer.items()))
        if not is_ok and (operation, result["status"]) != ("delete", _NOT_FOUND):
            yield int(result["_id"]), str(result.get("error", result["status"]))


def index_action(index: str, item: PublishedItem) -> dict[str, Any]:
    """Return what writes the document of an item."""
    return {"_op_type": "index", "_index": index, "_id": str(item.pk), "_source": document_of(item)}


def _action(index: str, item_id: int, item: PublishedItem | None) -> dict[str, Any]:
    if item is None:
        return {"_op_type": "delete", "_index": index, "_id": str(item_id)}
    return index_action(index, item)
