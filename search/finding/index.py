"""Keeping the engines' indexes: the database's own now, a search server's after the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from search.elastic.queue import note_changed
from search.finding.database import dialect
from search.finding.entries import tokens_of
from search.models import PublishedItem

BATCH = 2_000
READ_AT_ONCE = 500


def index(items: Sequence[PublishedItem]) -> None:
    """Make items findable as they are now, within the transaction that wrote them."""
    for start in range(0, len(items), BATCH):
        dialect().write([tokens_of(item) for item in items[start : start + BATCH]])
    note_changed(item.pk for item in items)


def restate(items: Sequence[PublishedItem]) -> None:
    """Let items be narrowed as they are now, where their texts have not changed."""
    dialect().restate([item.pk for item in items])
    note_changed(item.pk for item in items)


def unfindable(progress: Callable[[int], None] | None = None) -> Iterator[PublishedItem]:
    """Yield the items of which the database's index says something else, or nothing."""
    for done, items in _all_items():
        wrong = dialect().differing([tokens_of(item) for item in items])
        yield from (item for item in items if item.pk in wrong)
        if progress:
            progress(done)


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Write all entries of the database's index anew, a batch at a time; return their number.

    Searching goes on meanwhile. What is written in between is written by whoever does it.
    """
    done = 0
    for done, items in _all_items():
        with transaction.atomic():
            known = PublishedItem.objects.select_for_update().in_bulk([one.pk for one in items])
            dialect().write([tokens_of(item) for item in known.values()])
        if progress:
            progress(done)
    return done


def _all_items() -> Iterator[tuple[int, list[PublishedItem]]]:
    """Yield all items in batches, each with how many there have been."""
    done, last = 0, 0
    while items := list(PublishedItem.objects.filter(pk__gt=last).order_by("pk")[:READ_AT_ONCE]):
        done, last = done + len(items), items[-1].pk
        yield done, items
