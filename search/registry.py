"""Which page types are public items, and what a list shows of each.

The app that owns a page type registers it in ``AppConfig.ready`` with a function that describes a
page; this app never imports the types themselves.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from wagtail.models import Page

from files.models import Document
from units.pages import UnitPage


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that a page offers, under the name that the page gives it."""

    title: str
    document: Document


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What lists, feeds and finding know of one public object."""

    title: str
    date: datetime.datetime
    summary: str = ""
    text: str = ""
    picture_id: int | None = None
    picture_alt: str = ""
    is_headline: bool = False
    is_picture_news: bool = False
    feature: str = ""
    number: str = ""
    organ: str = ""
    validity: str = ""
    effective_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    theme: str = ""
    keywords: str = ""
    attachment_count: int = 0
    source_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    # Each is found by itself as well
    attachments: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemType:
    """A kind of public page.

    ``is_structure`` marks homes and columns, which lists of items leave out; ``is_dynamic`` marks
    what shows that a unit is alive; ``is_column`` marks the type that gathers items.
    """

    key: str
    label: str | Promise
    model: type[UnitPage]
    describe: Callable[[Any], Description]
    is_structure: bool = False
    is_dynamic: bool = False
    is_column: bool = False
    answers_how_to: bool = False
    prefetch: tuple[str, ...] = ()


_by_key: dict[str, ItemType] = {}
_by_model: dict[type[Page], ItemType] = {}


def register_item_type(item_type: ItemType) -> None:
    """Make pages of a type public items once they are live."""
    _by_key[item_type.key] = item_type
    _by_model[item_type.model] = item_type


def item_types() -> Iterator[ItemType]:
    """Iterate over all registered types."""
    return iter(_by_key.values())


def item_type(key: str) -> ItemType | None:
    """Return the type registered under ``key``."""
    return _by_key.get(key)


def item_type_of(model: type[Page] | None) -> ItemType | None:
    """Return the type registered for a page class."""
    return _by_model.get(model) if model else None


def column_model() -> type[UnitPage] | None:
    """Return the page class that gathers items."""
    return next((t.model for t in _by_key.values() if t.is_column), None)


def listed_keys() -> list[str]:
    """Return the keys of the types that lists of items may show."""
    return [t.key for t in _by_key.values() if not t.is_structure]


def dynamic_keys() -> list[str]:
    """Return the keys of the types whose items show that a unit is alive."""
    return [t.key for t in _by_key.values() if t.is_dynamic]


def how_to_keys() -> list[str]:
    """Return the keys of what answers a question of how something is done."""
    return [t.key for t in _by_key.values() if t.answers_how_to]


def unlisted_keys() -> list[str]:
    """Return the keys of homes, which are found by the directory entries of their units."""
    return [t.key for t in _by_key.values() if t.is_structure and not t.is_column]
