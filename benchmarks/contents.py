"""Twenty made-up items for each unit of the measured city, as long as real ones.

Words and titles are cut from the legal texts that come with the demo.
"""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from console.columns import NewSite, publish
from content.enums import Feature
from content.models import ArticlePage, LeaderPage, NoticePage, PolicyPage
from content.models.items import ItemPage
from files.models import Document, Image
from services.enums import LifeEvent
from services.models import ServicePage
from units.bulk_pages import Placement

TEXTS = Path(__file__).parents[1] / "console" / "demo" / "data" / "laws.jsonl.gz"
PARAGRAPHS = 5
ITEMS: tuple[tuple[str, type[ItemPage], int], ...] = (
    ("xwdt", ArticlePage, 8),
    ("tzgg", NoticePage, 4),
    ("zcfg", PolicyPage, 3),
    ("ld", LeaderPage, 3),
    ("bs", ServicePage, 2),
)


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What one article of each unit holds beside its words."""

    image: Image
    document: Document
    linked_page_id: int


@dataclass(frozen=True, slots=True)
class CityContents:
    """Makes twenty items for each new site."""

    enclosures: Enclosures

    def __call__(self, sites: Sequence[NewSite]) -> Sequence[Placement]:
        words = _words()
        return [
            Placement(site.columns[key], self._item(model, number, words))
            for site in sites
            for key, model, count in ITEMS
            for number in range(count)
        ]

    def _item(self, model: type[ItemPage], number: int, words: Iterator[str]) -> ItemPage:
        at = timezone.now() - datetime.timedelta(days=number, minutes=number)
        is_full = model is ArticlePage and number == 0
        page = model(
            title=next(words)[:30],
            slug=f"{model.__name__.lower()}-{number}",
            date=at,
            summary=next(words)[:80],
            body=json.dumps(self._body(words, is_full=is_full)),
            **_facts(model, number),
        )
        if is_full:
            page.picture = self.enclosures.image
            page.attachments = json.dumps(
                [_block("attachment", {"document": self.enclosures.document.pk, "title": ""})]
            )
        publish(page, at)
        return page

    def _body(self, words: Iterator[str], *, is_full: bool) -> list[dict[str, Any]]:
        blocks = [_block("paragraph", f"<p>{text}</p>") for text in islice(words, PARAGRAPHS)]
        if is_full:
            link = f'<a linktype="page" id="{self.enclosures.linked_page_id}">{next(words)}</a>'
            blocks += [
                _block("heading", next(words)[:20]),
                _block("image", {"image": self.enclosures.image.pk, "caption": next(words)[:20]}),
                _block("paragraph", f"<p>{next(words)}{link}</p>" * 3),
            ]
        return blocks


def _facts(model: type[ItemPage], number: int) -> dict[str, Any]:
    features = cycle(("", *Feature.values))
    facts: dict[type[ItemPage], dict[str, Any]] = {
        ArticlePage: {
            "is_headline": number == 1,
            "feature": next(islice(features, number, None)),
        },
        LeaderPage: {"post": "Director"},
        ServicePage: {"life_event": LifeEvent.values[number]},
    }
    return facts.get(model, {})


def _block(kind: str, value: object) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _words() -> Iterator[str]:
    """Return paragraphs of legal texts, over and over."""
    return cycle(_paragraphs())


@cache
def _paragraphs() -> tuple[str, ...]:
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["body"] for line in islice(lines, 100)]
    return tuple(line for text in texts for line in text if 20 <= len(line) <= 120)
