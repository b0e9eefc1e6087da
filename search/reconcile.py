"""Proving that the read side equals the pages, and making it so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from search.actions import publish_in_bulk, publish_unit_entries
from search.models import PublishedItem
from search.registry import item_types
from search.rows import page_rows, unit_rows
from units.models import Unit
from units.pages import UnitPage

BATCH = 500
Progress = Callable[[int], None]

# Columns that are compared; the date of a directory entry is when it was first written.
_COMPARED = [f.attname for f in PublishedItem._meta.concrete_fields if f.attname != "id"]


class Difference(NamedTuple):
    """A public object of which the read side says something else than the object itself."""

    what: str
    title: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        names = f": {', '.join(self.fields)}" if self.fields else ""
        return f"{self.what} {self.title}{names}"


def differences(progress: Progress | None = None) -> Iterator[Difference]:
    """Compare every live page and every unit with its row, and every row with its object."""
    public: set[int | None] = set()
    for pages in live_pages():
        rows = page_rows(pages)
        public.update(row.page_id for row in rows)
        yield from _compare(rows, "page_id")
        if progress:
            progress(len(public))
    listed = PublishedItem.objects.filter(page__isnull=False).only("page_id", "title")
    for row in listed.iterator(chunk_size=BATCH):
        if row.page_id not in public:
            yield Difference(_("Not public, but listed:"), row.title)
    yield from _compare(unit_rows(Unit.objects.all()), "unit_id", ignored={"date"})


def live_pages() -> Iterator[list[UnitPage]]:
    """Iterate over all live pages of registered types, in batches of one type each."""
    for known in list(item_types()):
        ids = known.model._default_manager.live().order_by("pk").values_list("pk", flat=True)
        todo = list(ids)
        for start in range(0, len(todo), BATCH):
            part = todo[start : start + BATCH]
            yield list(known.model._default_manager.filter(pk__in=part).order_by("pk"))


def _compare(
    rows: list[PublishedItem], key: str, ignored: set[str] | None = None
) -> Iterator[Difference]:
    wanted = {getattr(row, key): row for row in rows}
    found = PublishedItem.objects.filter(**{f"{key}__in": wanted})
    if key == "unit_id":
        found = found.unit_entries()
    stored = {getattr(row, key): row for row in found}
    compared = [name for name in _COMPARED if name not in (ignored or set())]
    for pk, row in wanted.items():
        if pk not in stored:
            yield Difference(_("Public, but not listed:"), row.title)
            continue
        other = stored[pk]
        fields = tuple(n for n in compared if getattr(row, n) != getattr(other, n))
        if fields:
            yield Difference(_("Listed differently:"), row.title, fields)


@transaction.atomic
def rebuild(progress: Progress | None = None) -> int:
    """Write all rows anew in one transaction, so that nobody meets a half-filled list.

    Returns the number of rows.
    """
    PublishedItem.objects.all().delete()
    written = 0
    for pages in live_pages():
        written += publish_in_bulk(pages)
        if progress:
            progress(written)
    return written + publish_unit_entries(Unit.objects.all())
