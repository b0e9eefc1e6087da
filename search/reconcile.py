"""Proving that the read side equals the pages, and making it so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from search.actions import publish_in_bulk, publish_unit_entries
from search.finding.database import dialect
from search.finding.entries import tokens_of
from search.models import PublishedItem
from search.registry import item_types
from search.rows import attachment_rows, page_rows, unit_rows
from units.models import Unit
from units.pages import UnitPage

BATCH = 500
Progress = Callable[[int], None]

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
        yield from _compare_pages(rows)
        if progress:
            progress(len(public))
    listed = PublishedItem.objects.filter(page__isnull=False).only("page_id", "title")
    for row in listed.iterator(chunk_size=BATCH):
        if row.page_id not in public:
            yield Difference(_("Not public, but listed:"), row.title)
    yield from _compare_units()


def live_pages() -> Iterator[list[UnitPage]]:
    """Iterate over all live pages of registered types, in batches of one type each."""
    for known in list(item_types()):
        ids = known.model._default_manager.live().order_by("pk").values_list("pk", flat=True)
        todo = list(ids)
        for start in range(0, len(todo), BATCH):
            part = todo[start : start + BATCH]
            yield list(known.model._default_manager.filter(pk__in=part).order_by("pk"))


def _compare_pages(rows: list[PublishedItem]) -> Iterator[Difference]:
    """Compare the rows of pages, and of the files that they offer, with what is stored."""
    wanted = {row.page_id: row for row in rows}
    stored = {row.page_id: row for row in PublishedItem.objects.filter(page_id__in=wanted)}
    yield from _compare(wanted, stored)
    for page_id, row in stored.items():
        row.attached_files = wanted[page_id].attached_files
    attached = PublishedItem.objects.filter(attached_to__in=[row.pk for row in stored.values()])
    yield from _compare(
        {(row.attached_to_id, row.document_id): row for row in attachment_rows(stored.values())},
        {(row.attached_to_id, row.document_id): row for row in attached},
    )


def _compare_units() -> Iterator[Difference]:
    """Compare directory entries; the date of one is when it was first written."""
    wanted = {row.unit_id: row for row in unit_rows(Unit.objects.all())}
    stored = {row.unit_id: row for row in PublishedItem.objects.unit_entries()}
    yield from _compare(wanted, stored, ignored={"date", "year"})


def _compare(
    wanted: Mapping[Any, PublishedItem],
    stored: Mapping[Any, PublishedItem],
    ignored: Collection[str] = (),
) -> Iterator[Difference]:
    """Compare rows as they should be with those that are stored, and with their entries."""
    for key in wanted.keys() - stored.keys():
        yield Difference(_("Public, but not listed:"), wanted[key].title)
    for key in stored.keys() - wanted.keys():
        yield Difference(_("Not public, but listed:"), stored[key].title)
    compared = [name for name in _COMPARED if name not in ignored]
    both = wanted.keys() & stored.keys()
    for key in both:
        row, other = wanted[key], stored[key]
        row.pk = other.pk
        fields = tuple(name for name in compared if getattr(row, name) != getattr(other, name))
        if fields:
            yield Difference(_("Listed differently:"), row.title, fields)
    wrong = dialect().differing([tokens_of(wanted[key]) for key in both])
    for key in both:
        if wanted[key].pk in wrong:
            yield Difference(_("Found differently:"), wanted[key].title)


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
