"""Turning the demo's items into pages that are ready to be inserted."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from console.demo.seeds import DemoItem, PictureSeed
from content.models import (
    ArticlePage,
    ColumnPage,
    LeaderPage,
    NoticePage,
    PolicyPage,
    TopicPage,
)
from content.models.items import ItemPage
from files.models import Document, Image
from services.models import ServicePage

PAGE_CLASSES: dict[str, type[ItemPage]] = {
    "article": ArticlePage,
    "notice": NoticePage,
    "policy": PolicyPage,
    "leader": LeaderPage,
    "service": ServicePage,
    "topic": TopicPage,
}

RawBlock = dict[str, Any]


class PageMaker:
    """Makes the pages of one unit from its items, with the files that were stored for them."""

    def __init__(
        self,
        pictures: Mapping[PictureSeed, Image],
        documents: Mapping[str, Document],
        unit_pictures: Sequence[PictureSeed],
    ) -> None:
        self.pictures = pictures
        self.documents = documents
        self.unit_pictures = unit_pictures

    def item(self, item: DemoItem) -> ItemPage:
        """Return an unsaved live page."""
        details = dict(item.details)
        for name in ("steps", "materials"):
            if name in details:
                details[name] = json.dumps(_LISTS[name](item, details[name]))
        page = PAGE_CLASSES[item.item_type](
            title=item.title,
            draft_title=item.title,
            slug=item.slug,
            summary=item.summary,
            date=moment(item.date, item.slug),
            body=json.dumps(self.body(item)),
            attachments=json.dumps(self.attachments(item)),
            **details,
        )
        if item.picture:
            page.picture = self.pictures[item.picture]
        return _published(page)

    def fill_column(self, column: ColumnPage, item: DemoItem) -> None:
        """Make an introduction the text of its column."""
        column.body = json.dumps(self.body(item))
        if item.summary:
            column.introduction = item.summary

    def body(self, item: DemoItem) -> list[RawBlock]:
        return [
            _raw(item, number, kind, self._value(kind, value))
            for number, (kind, value) in enumerate(item.body)
            if kind != "image" or self.unit_pictures
        ]

    def attachments(self, item: DemoItem) -> list[RawBlock]:
        return [
            _raw(
                item,
                f"attachment-{number}",
                "attachment",
                {"document": self.documents[seed.key].pk, "title": ""},
            )
            for number, seed in enumerate(item.attachments)
        ]

    def _value(self, kind: str, value: Any) -> Any:
        if kind == "image":
            seed = self.unit_pictures[value["picture"] % len(self.unit_pictures)]
            return {"image": self.pictures[seed].pk, "caption": value["caption"]}
        if kind == "table":
            return {
                "columns": [{"type": "text", "heading": name} for name in value["columns"]],
                "rows": [{"values": row} for row in value["rows"]],
                "caption": value["caption"],
            }
        return value


def moment(day: datetime.date, key: str) -> datetime.datetime:
    """Return a time in office hours of a day, the same for the same key."""
    minutes = sum(map(ord, key)) % (8 * 60)
    start = datetime.datetime.combine(day, datetime.time(8, 30))
    return timezone.make_aware(start + datetime.timedelta(minutes=minutes))


def _published(page: ItemPage) -> ItemPage:
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.last_published_at = page.date
    return page


def _raw(item: DemoItem, number: int | str, kind: str, value: Any) -> RawBlock:
    block_id = str(uuid5(NAMESPACE_URL, f"{item.column_key}/{item.slug}/{number}"))
    return {"type": kind, "value": value, "id": block_id}


def _steps(item: DemoItem, steps: Sequence[str]) -> list[RawBlock]:
    return [_raw(item, f"step-{n}", "step", step) for n, step in enumerate(steps)]


def _materials(item: DemoItem, materials: Sequence[Mapping[str, Any]]) -> list[RawBlock]:
    return [
        _raw(item, f"material-{n}", "material", dict(material))
        for n, material in enumerate(materials)
    ]


_LISTS: dict[str, Callable[[DemoItem, Any], list[RawBlock]]] = {
    "steps": _steps,
    "materials": _materials,
}
