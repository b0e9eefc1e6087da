"""Keeping the engines' indexes: the database's own now, a search server's after the commit."""

from __future__ import annotations

from collections.abc import Sequence

from search.elastic.queue import note_changed
from search.finding.database import dialect
from search.finding.entries import tokens_of
from search.models import PublishedItem

BATCH = 200


def index(items: Sequence[PublishedItem]) -> None:
    """Make items findable as they are now, within the transaction that wrote them."""
    for start in range(0, len(items), BATCH):
        dialect().write([tokens_of(item) for item in items[start : start + BATCH]])
    note_changed(item.pk for item in items)
