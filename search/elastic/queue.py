"""Remembering what the search server must be told, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from search.elastic.client import is_configured
from search.elastic.tasks import feed_server
from search.models import IndexJob, PublishedItem

BATCH = 1000


def note_changed(item_ids: Iterable[int]) -> None:
    """Remember that rows were written or deleted; after the commit a worker tells the server.

    Without a search server nothing is remembered: one that comes later is filled by a rebuild.
    """
    if not is_configured():
        return
    jobs = [IndexJob(item_id=item_id) for item_id in item_ids]
    if not jobs:
        return
    IndexJob.objects.bulk_create(jobs, batch_size=BATCH)
    waiting = transaction.get_connection().run_on_commit
    # One task of a transaction is enough, whatever it changes; a rollback takes it along
    if not any(call[1] is _enqueue for call in waiting):
        transaction.on_commit(_enqueue, robust=True)


def _enqueue() -> None:
    feed_server.enqueue()


@receiver(post_delete, sender=PublishedItem, dispatch_uid="search server")
def note_deleted(instance: PublishedItem, **kwargs: Any) -> None:
    """Remember that a row went, by whatever cascade."""
    note_changed([instance.pk])
