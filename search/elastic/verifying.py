"""Proving that the server's index equals the table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from elasticsearch import Elasticsearch

from search.elastic.client import engine_errors, index_client
from search.elastic.documents import document_of
from search.elastic.mapping import alias
from search.elastic.rebuilding import in_batches
from search.models import IndexJob, PublishedItem

_PAGE = 1000
Progress = Callable[[int], None]
Query = dict[str, Any]


class Kind(TextChoices):
    """How an item and its document can differ."""

    MISSING = "missing", _("Not on the search server:")
    OUTDATED = "outdated", _("Different on the search server:")
    SURPLUS = "surplus", _("On the search server, but not public:")


@dataclass(frozen=True, slots=True)
class Difference:
    """An item of which the server says something else than the table; a title, if there is one."""

    kind: Kind
    item_id: int
    title: str = ""

    def __str__(self) -> str:
        return f"{self.kind.label} {self.item_id} {self.title}".rstrip()


def waiting() -> int:
    """Return how many changes the server has not been told of yet; they are no differences."""
    return IndexJob.objects.filter(is_fed=False).count()


def differences(progress: Progress | None = None) -> Iterator[Difference]:
    """Compare every row with its document, and every document with its row.

    Raises ``EngineDown`` when the server does not answer.
    """
    client = index_client()
    with engine_errors():
        client.indices.refresh(index=alias())
        last = done = 0
        for rows in in_batches():
            between = {"range": {"id": {"gt": last, "lte": rows[-1].pk}}}
            yield from _compare(client, rows, _stamps(client, between))
            last, done = rows[-1].pk, done + len(rows)
            if progress:
                progress(done)
        yield from _compare(client, [], _stamps(client, {"range": {"id": {"gt": last}}}))


def _compare(
    client: Elasticsearch, rows: Collection[PublishedItem], stamps: Mapping[int, str]
) -> Iterator[Difference]:
    suspects = [found.item_id for found in _differing(rows, stamps)]
    if not suspects:
        return
    # What changed while it was being read: once more, and without what is waiting
    client.indices.refresh(index=alias())
    stamps = {
        item_id: stamp
        for start in range(0, len(suspects), _PAGE)
        for item_id, stamp in _stamps(
            client, {"terms": {"id": suspects[start : start + _PAGE]}}
        ).items()
    }
    now = PublishedItem.objects.in_bulk(suspects).values()
    jobs = IndexJob.objects.filter(item_id__in=suspects, is_fed=False)
    untold = set(jobs.values_list("item_id", flat=True))
    yield from (found for found in _differing(now, stamps) if found.item_id not in untold)


def _differing(rows: Collection[PublishedItem], stamps: Mapping[int, str]) -> Iterator[Difference]:
    for row in rows:
        if row.pk not in stamps:
            yield Difference(Kind.MISSING, row.pk, row.title)
        elif stamps[row.pk] != document_of(row)["stamp"]:
            yield Difference(Kind.OUTDATED, row.pk, row.title)
    public = {row.pk for row in rows}
    for item_id in stamps:
        if item_id not in public:
            yield Difference(Kind.SURPLUS, item_id)


def _stamps(client: Elasticsearch, query: Query) -> dict[int, str]:
    """Return the stamps of all documents that a query on their ids finds."""
    found: dict[int, str] = {}
    after: list[Any] | None = None
    while True:
        answer = client.search(
            index=alias(),
            query=query,
            sort=[{"id": "asc"}],
            size=_PAGE,
            search_after=after,
            docvalue_fields=[{"field": "stamp"}],
            allow_partial_search_results=False,
        )
        hits = answer["hits"]["hits"]
        for hit in hits:
            found[int(hit["_id"])] = hit.get("fields", {}).get("stamp", [""])[0]
        if len(hits) < _PAGE:
            return found
        after = hits[-1]["sort"]
