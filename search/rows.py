"""Making the rows of the read side from pages and units, any number at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, Value, prefetch_related_objects
from django.utils import timezone
from wagtail.models import PageViewRestriction

from files.text import PageText
from files.texts import texts_of
from search.analysis import HAN, LONGEST_TEXT, key
from search.enums import ATTACHMENT, UNIT_ENTRY
from search.models import PublishedItem
from search.models.items import LONGEST_NAMES
from search.pinyin import name_pinyin
from search.registry import AttachedFile, Description, column_model, item_type_of
from search.titles import LONGEST_KEY, title_keys
from units.addresses import AddressBook, address_book
from units.bulk_streams import read_streams
from units.models import Unit
from units.pages import UnitPage

_STEP = 4  # characters a level of the tree path
_LONGEST_TITLE = 255
_LONGEST_NUMBER = 80
# What an attachment has of its page
_SHARED = (
    *("unit_id", "language", "date", "address", "sort_path", "column_id", "top_column_id"),
    *("column_key", "public_until", "validity", "effective_on", "expires_on"),
)
_DESCRIBED = [field.name for field in fields(Description) if field.name != "attachments"]


# A CJK character, or a run of other letters and digits
_COUNTED = re.compile(rf"[{HAN}]|(?:(?![{HAN}])[^\W_])+")


class ColumnPlace(NamedTuple):
    """The column an item stands in, its key, and the top column above."""

    column_id: int | None = None
    top_column_id: int | None = None
    key: str = ""


class _Surroundings(NamedTuple):
    """The columns above tree paths, and the paths at and below which pages are closed."""

    places: Mapping[str, ColumnPlace]
    closed: tuple[str, ...]


def count_characters(text: str) -> int:
    """Count CJK characters one each and every run of other letters or digits one."""
    return len(_COUNTED.findall(text))


def page_rows(pages: Sequence[UnitPage]) -> list[PublishedItem]:
    """Return unsaved rows for live pages of registered types that stand in a unit's tree.

    Pages that a view restriction closes to the public have none.
    """
    book = address_book()
    _prefetch(pages)
    read_streams(pages)
    around = _surroundings(page.path for page in pages)
    rows = (
        _page_row(page, book, around.places[page.path])
        for page in pages
        if not page.path.startswith(around.closed)
    )
    return [row for row in rows if row is not None]


def attachment_rows(pages: Iterable[PublishedItem]) -> list[PublishedItem]:
    """Return unsaved rows for the files that pages offer, by the rows of the pages as stored.

    A file that cannot be read is found by its title.
    """
    offered = [(page, file) for page in pages for file in page.attached_files]
    texts = texts_of(file.document for _page, file in offered)
    return [_attachment_row(page, file, texts[file.document.pk]) for page, file in offered]


def unit_rows(units: Iterable[Unit]) -> list[PublishedItem]:
    """Return unsaved directory entries, one a unit.

    The portal itself is in no directory, nor is a unit that has closed and left no archive.
    """
    return [_unit_row(unit) for unit in units if not (unit.is_portal or unit.has_left)]


def column_places(paths: Iterable[str]) -> Mapping[str, ColumnPlace]:
    """Return for each tree path the columns above it, with one query for all."""
    return _surroundings(paths).places


def _surroundings(paths: Iterable[str]) -> _Surroundings:
    """Return what stands around some tree paths, with one query for all."""
    paths = list(paths)
    above = {path[:-_STEP] for path in paths} | {path[: -2 * _STEP] for path in paths}
    closed = PageViewRestriction.objects.values_list(
        "page__path", "page_id", Value("", output_field=CharField()), Value(1)
    )
    columns: dict[str, tuple[int, str]] = {}
    shut = []
    found = closed
    if model := column_model():
        standing = model._default_manager.filter(path__in=above).order_by()
        found = standing.values_list("path", "pk", "key", Value(0)).union(closed, all=True)
    for path, pk, key_of_column, is_closed in found:
        if is_closed:
            shut.append(path)
        else:
            columns[path] = pk, key_of_column
    return _Surroundings({path: _place(path, columns) for path in paths}, tuple(shut))


def _place(path: str, columns: Mapping[str, tuple[int, str]]) -> ColumnPlace:
    direct = columns.get(path[:-_STEP])
    if direct is None:
        return ColumnPlace()
    top = columns.get(path[: -2 * _STEP]) or direct
    return ColumnPlace(direct[0], top[0], direct[1])


def _prefetch(pages: Sequence[UnitPage]) -> None:
    by_model: dict[type[UnitPage], list[UnitPage]] = defaultdict(list)
    for page in pages:
        by_model[type(page)].append(page)
    for model, group in by_model.items():
        known = item_type_of(model)
        if known and known.prefetch:
            prefetch_related_objects(group, *known.prefetch)


def _page_row(page: UnitPage, book: AddressBook, place: ColumnPlace) -> PublishedItem | None:
    known = item_type_of(type(page))
    root = book.root_for_path(page.path)
    if known is None or root is None or not page.live:
        return None
    description = known.describe(page)
    row = PublishedItem(
        page_id=page.pk,
        unit_id=root[0].id,
        item_type=known.key,
        language=root[1].language,
        address=page.url_path[len(root[1].url_path) :],
        sort_path=page.path,
        column_id=place.column_id,
        top_column_id=place.top_column_id,
        column_key=place.key,
        public_until=page.expire_at,
        character_count=count_characters(description.text),
        **{name: getattr(description, name) for name in _DESCRIBED},
    )
    row.attached_files = description.attachments
    return with_keys(row)


def _attachment_row(
    page: PublishedItem, file: AttachedFile, pieces: Sequence[PageText]
) -> PublishedItem:
    """Return the row of a file: it stands where its page stands, and opens there."""
    text = "\n".join(piece.text for piece in pieces)[:LONGEST_TEXT]
    row = PublishedItem(
        attached_to_id=page.pk,
        document_id=file.document.pk,
        item_type=ATTACHMENT,
        title=file.title[:_LONGEST_TITLE],
        text=text,
        character_count=count_characters(text),
        **{name: getattr(page, name) for name in _SHARED},
    )
    return with_keys(row)


def _unit_row(unit: Unit) -> PublishedItem:
    former = unit.former_names.split()
    row = PublishedItem(
        unit=unit,
        item_type=UNIT_ENTRY,
        language=settings.LANGUAGE_CODE,
        title=unit.name,
        summary=unit.duty,
        date=timezone.now(),
        text=unit.former_names,
        name_pinyin=" ".join((name_pinyin(unit.name, unit.short_name), *former))[:LONGEST_NAMES],
        details={"kind": unit.kind, "short_name": unit.short_name, "phone": unit.phone},
    )
    return with_keys(row, short=unit.short_name)


def with_keys(row: PublishedItem, short: str = "") -> PublishedItem:
    """Return the row with what finding compares whole: see search.titles."""
    keys = title_keys(row.title)
    # A page that was just made may hold its date as it was given
    date = PublishedItem._meta.get_field("date").to_python(row.date)
    row.year = timezone.localtime(date).year
    row.title_key, row.placeless_key = keys.full, keys.placeless
    row.short_key = key(short)[:LONGEST_KEY] or keys.short
    row.short_length = len(row.short_key)
    row.number_key = key(row.number)[:_LONGEST_NUMBER]
    return row
