"""Writing the read side: whatever makes something public, moves it or withdraws it ends here.

Every function runs inside the transaction of the change it follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page

from search.enums import UNIT_ENTRY
from search.finding.index import index, restate
from search.models import PublishedItem
from search.registry import item_type_of
from search.rows import attachment_rows, column_places, page_rows, unit_rows
from units.models import Unit, UnitRoot
from units.pages import UnitPage

BATCH = 500
BATCH_OF_PAGES = 2_000  # described, and written, at once

# Every column that a description can change; the page itself never changes hands.
_WRITTEN = [
    field.name
    for field in PublishedItem._meta.concrete_fields
    if field.name not in ("id", "page", "attached_to", "document")
]
_KEYS = ("title_key", "short_key", "placeless_key", "number_key", "short_length")


@transaction.atomic
def follow_page(page: UnitPage) -> None:
    """Make the read side say of a page what the page itself says now."""
    if item_type_of(type(page)) is None:
        return
    rows = page_rows([page]) if page.live else []
    if rows:
        _write_pages(rows)
    else:
        PublishedItem.objects.filter(page_id=page.pk).delete()


@transaction.atomic
def follow_root(root: UnitRoot) -> None:
    """Write the rows of all live pages at and below a root that has just become a unit's."""
    pages = Page.objects.filter(path__startswith=root.prefix).live().specific()
    publish_in_bulk([page for page in pages if isinstance(page, UnitPage)])


@transaction.atomic
def follow_restriction(page: Page) -> None:
    """List what stands at and below a page, or no more, after its view restriction changed."""
    PublishedItem.objects.filter(sort_path__startswith=page.path).delete()
    below = Page.objects.filter(path__startswith=page.path).live().specific()
    publish_in_bulk([one for one in below if isinstance(one, UnitPage)])


# Whoever makes pages in bulk takes all of them back when this fails
@transaction.atomic(savepoint=False)
def publish_in_bulk(pages: Sequence[UnitPage]) -> int:
    """Write the rows of pages that were made without signals; return how many were written."""
    written = 0
    for start in range(0, len(pages), BATCH_OF_PAGES):
        rows = page_rows(pages[start : start + BATCH_OF_PAGES])
        _write_pages(rows)
        written += len(rows)
    return written


@transaction.atomic
def publish_unit_entries(units: Iterable[Unit]) -> int:
    """Write the directory entries of units; return how many were written."""
    units = list(units)
    if left := [unit for unit in units if unit.has_left]:
        PublishedItem.objects.unit_entries().filter(unit__in=left).delete()
    rows = {row.unit_id: row for row in unit_rows(units)}
    existing = PublishedItem.objects.filter(item_type=UNIT_ENTRY, unit_id__in=rows).only(
        "unit", "date"
    )
    known = {row.unit_id: row for row in existing}
    for unit_id, before in known.items():
        rows[unit_id].pk, rows[unit_id].date = before.pk, before.date
    PublishedItem.objects.bulk_update(
        [rows[unit_id] for unit_id in known],
        ["title", "summary", "text", "name_pinyin", "details", "year", *_KEYS],
        batch_size=BATCH,
    )
    PublishedItem.objects.bulk_create(
        [row for unit_id, row in rows.items() if unit_id not in known], batch_size=BATCH
    )
    index(list(rows.values()))
    return len(rows)


def follow_moved_paths(*, old_path: str, new_path: str) -> None:
    """Keep the tree order of items when treebeard rewrites paths."""
    PublishedItem.objects.filter(sort_path__startswith=old_path).update(
        sort_path=Concat(Value(new_path), Substr(F("sort_path"), len(old_path) + 1))
    )


@transaction.atomic
def follow_moved_address(page: Page, *, old_address: str, new_address: str) -> None:
    """Give everything below a page its new address, and the columns it stands in now."""
    below = PublishedItem.objects.filter(sort_path__startswith=page.path).exclude(page_id=page.pk)
    rows = list(below.only("id", "sort_path", "address"))
    places = column_places(row.sort_path for row in rows)
    for row in rows:
        place = places[row.sort_path]
        row.address = new_address + row.address[len(old_address) :]
        row.column_id, row.top_column_id, row.column_key = place
    PublishedItem.objects.bulk_update(
        rows, ["address", "column", "top_column", "column_key"], batch_size=BATCH
    )
    restate(rows)


def _write_pages(rows: Sequence[PublishedItem]) -> None:
    """Write the rows of pages and of the files that they offer, and make both findable."""
    stored = _upsert(rows, ["page"])
    index([*stored, *_follow_attachments(stored)])


def _follow_attachments(pages: Sequence[PublishedItem]) -> list[PublishedItem]:
    """Write the rows of the files that pages offer, by the rows of the pages as stored."""
    attached = attachment_rows(pages)
    offered = {(row.attached_to_id, row.document_id) for row in attached}
    former = PublishedItem.objects.filter(attached_to__in=[row.pk for row in pages])
    gone = [
        pk
        for pk, *names in former.values_list("pk", "attached_to_id", "document_id")
        if tuple(names) not in offered
    ]
    if gone:
        PublishedItem.objects.filter(pk__in=gone).delete()
    return _upsert(attached, ["attached_to", "document"])


def _upsert(rows: Sequence[PublishedItem], unique_fields: list[str]) -> list[PublishedItem]:
    """Write rows, and return them with their keys."""
    return PublishedItem.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=unique_fields,
        update_fields=[name for name in _WRITTEN if name not in unique_fields],
        batch_size=BATCH_OF_PAGES,
    )
