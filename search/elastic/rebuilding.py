"""Building the index anew beside the old one, which goes on answering and being fed.

While it is being built, whoever feeds the old index keeps his jobs. Before the alias changes, the
new index gets all that these jobs name, so that nothing that was published meanwhile is lost.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence

from elasticsearch import Elasticsearch

from search.elastic import leases, mapping
from search.elastic.client import engine_errors, index_client
from search.elastic.feeding import BATCH, FEED, REBUILD, feed, index_action, write, write_current
from search.finding.errors import EngineDown
from search.models import IndexJob, PublishedItem

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]
_FEEDER_SECONDS = 120
_LOOK_AGAIN_SECONDS = 0.2
_LONGEST_MERGE_SECONDS = 3600


class AlreadyRebuilding(Exception):
    """Another process is building the index anew."""


def rebuild(progress: Progress | None = None) -> int:
    """Build the index anew from the table; return how many documents it has got.

    Raises ``AlreadyRebuilding``, or ``EngineDown`` when the server fails or refuses a document:
    then the old index is left as it was.
    """
    lease = leases.take(REBUILD)
    if lease is None:
        raise AlreadyRebuilding
    client, name = index_client(), mapping.new_index_name()
    try:
        with engine_errors():
            for abandoned in mapping.abandoned_indices(client):
                client.indices.delete(index=abandoned)
            mapping.create_index(client, name)
            written = _fill(client, name, lease, progress)
            _merge(client, name, lease)
            for old in _switch(client, name, lease):
                client.indices.delete(index=old)
    except BaseException:
        _drop_unless_in_use(client, name)
        raise
    finally:
        lease.release()
    feed()
    return written


def in_batches() -> Iterator[list[PublishedItem]]:
    """Iterate over all rows as they are when their turn comes, in order of their ids."""
    last = 0
    while rows := list(PublishedItem.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def _fill(client: Elasticsearch, name: str, lease: leases.Lease, progress: Progress | None) -> int:
    written = 0
    for rows in in_batches():
        _require_taken(write(client, (index_action(name, row) for row in rows)))
        _keep(lease)
        written += len(rows)
        if progress:
            progress(written)
    return written


def _merge(client: Elasticsearch, name: str, lease: leases.Lease) -> None:
    """Wait until the server has the new index in one piece."""
    if mapping.is_merged(client, name):
        return
    mapping.start_merging(client, name)
    until = time.monotonic() + _LONGEST_MERGE_SECONDS
    while not mapping.is_merged(client, name):
        if time.monotonic() > until:
            logger.warning("Elasticsearch did not merge %s in time: it is searched as it is", name)
            break
        _keep(lease)
        time.sleep(_LOOK_AGAIN_SECONDS)


def _switch(client: Elasticsearch, name: str, lease: leases.Lease) -> list[str]:
    """Bring the new index up to date and let the alias mean it; return the old ones.

    Nobody feeds the old index in the meantime.
    """
    feeder = leases.take(FEED, wait_seconds=_FEEDER_SECONDS)
    if feeder is None:
        raise EngineDown("Another process feeds the search server without end; try again")
    try:
        jobs = list(IndexJob.objects.order_by("pk"))
        for start in range(0, len(jobs), BATCH):
            item_ids = {job.item_id for job in jobs[start : start + BATCH]}
            _require_taken(write_current(client, name, item_ids))
            _keep(lease, feeder)
        mapping.open_index(client, name)
        _keep(lease, feeder)
        before = mapping.switch_alias(client, name)
        _delete([job.pk for job in jobs])
    finally:
        feeder.release()
    return before


def _delete(job_ids: Sequence[int]) -> None:
    for start in range(0, len(job_ids), BATCH):
        IndexJob.objects.filter(pk__in=job_ids[start : start + BATCH]).delete()


def _require_taken(refused: Iterator[tuple[int, str]]) -> None:
    """Send what is to be written; raises ``EngineDown`` at the first refusal."""
    for item_id, reason in refused:
        raise EngineDown(f"The search server refuses item {item_id}: {reason}")


def _keep(*held: leases.Lease) -> None:
    """Extend leases; raises ``EngineDown`` when one has ended, as jobs may be lost then."""
    for lease in held:
        if not lease.extend():
            raise EngineDown("The rebuild was interrupted for too long; start it again")


def _drop_unless_in_use(client: Elasticsearch, name: str) -> None:
    """Remove what a failed rebuild leaves; if that fails too, the next rebuild does it."""
    try:
        with engine_errors():
            if name in mapping.abandoned_indices(client):
                client.indices.delete(index=name)
    except EngineDown as error:
        logger.warning("The half-built index %s is left for the next rebuild: %s", name, error)
