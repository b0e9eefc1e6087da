"""Making the rows of the read side from pages and units, any number at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone

from search.enums import UNIT_ENTRY
from search.models import PublishedItem
from search.pinyin import name_pinyin
from search.registry import Description, column_model, item_type_of
from units.addresses import AddressBook, address_book
from units.bulk_streams import read_streams
from units.models import Unit
from units.pages import UnitPage

_STEP = 4  # characters a level of the tree path
_DESCRIBED = [field.name for field in fields(Description)]

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A CJK character, or a run of other letters and digits
_COUNTED = re.compile(rf"[{CJK}]|(?:(?![{CJK}])[^\W_])+")


class ColumnPlace(NamedTuple):
    """The column an item stands in, its key, and the top column above."""

    column_id: int | None = None
    top_column_id: int | None = None
    key: str = ""


def count_characters(text: str) -> int:
    """Count CJK characters one each and every run of other letters or digits one."""
    return len(_COUNTED.findall(text))


def page_rows(pages: Sequence[UnitPage]) -> list[PublishedItem]:
    """Return unsaved rows for live pages of registered types that stand in a unit's tree."""
    book = address_book()
    _prefetch(pages)
    read_streams(pages)
    places = column_places(page.path for page in pages)
    rows = (_page_row(page, book, places[page.path]) for page in pages)
    return [row for row in rows if row is not None]


def unit_rows(units: Iterable[Unit]) -> list[PublishedItem]:
    """Return unsaved directory entries, one a unit; the portal itself is in no directory."""
    return [_unit_row(unit) for unit in units if not unit.is_portal]


def column_places(paths: Iterable[str]) -> Mapping[str, ColumnPlace]:
    """Return for each tree path the columns above it, with one query for all."""
    paths = list(paths)
    above = {path[:-_STEP] for path in paths} | {path[: -2 * _STEP] for path in paths}
    model = column_model()
    columns: dict[str, tuple[int, str]] = {}
    if model:
        found = model._default_manager.filter(path__in=above).values_list("path", "pk", "key")
        columns = {path: (pk, key) for path, pk, key in found}
    return {path: _place(path, columns) for path in paths}


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
    return PublishedItem(
        page_id=page.pk,
        unit_id=root[0].id,
        item_type=known.key,
        language=root[1].language,
        address=page.url_path[len(root[1].url_path) :],
        sort_path=page.path,
        column_id=place.column_id,
        top_column_id=place.top_column_id,
        column_key=place.key,
        character_count=count_characters(description.text),
        **{name: getattr(description, name) for name in _DESCRIBED},
    )


def _unit_row(unit: Unit) -> PublishedItem:
    return PublishedItem(
        unit=unit,
        item_type=UNIT_ENTRY,
        language=settings.LANGUAGE_CODE,
        title=unit.name,
        summary=unit.duty,
        date=timezone.now(),
        name_pinyin=name_pinyin(unit.name, unit.short_name),
        details={"kind": unit.kind, "short_name": unit.short_name, "phone": unit.phone},
    )
