"""What the read side says of each shared page type."""

from __future__ import annotations

import datetime
from typing import Any, Protocol

from django.utils import timezone

from content.models import (
    ArticlePage,
    ColumnPage,
    LeaderPage,
    NoticePage,
    PolicyPage,
    TopicPage,
    UnitHomePage,
    UnitIndexPage,
)
from content.models.items import ItemPage
from content.plain_text import plain_text, summarise
from search.registry import AttachedFile, Description, ItemType, register_item_type


class StructurePage(Protocol):
    """A home, a directory or a column."""

    title: str
    introduction: str
    first_published_at: datetime.datetime | None
    last_published_at: datetime.datetime | None


def structure_facts(page: StructurePage) -> dict[str, Any]:
    """Return what homes, directories and columns have in common."""
    return {
        "title": page.title,
        "date": page.last_published_at or page.first_published_at or timezone.now(),
        "summary": page.introduction,
    }


def item_facts(page: ItemPage) -> dict[str, Any]:
    """Return what all items have in common."""
    text = plain_text(page.body)
    return {
        "title": page.title,
        "date": page.date,
        "summary": summarise(page.summary, text),
        "text": text,
        "picture_id": page.picture_id,
        "picture_alt": page.picture.default_alt_text if page.picture else "",
        "keywords": page.keywords,
        "attachment_count": len(page.attachments),
        "attachments": attached_files(page),
        "source_id": page.source_id,
    }


def attached_files(page: ItemPage) -> tuple[AttachedFile, ...]:
    """Return the files that an item offers, each once, under the first name it has there."""
    found: dict[int, AttachedFile] = {}
    for block in page.attachments:
        if document := block.value["document"]:
            file = AttachedFile(block.value["title"] or document.title, document)
            found.setdefault(document.pk, file)
    return tuple(found.values())


def describe_structure(page: StructurePage) -> Description:
    """Describe a home or a directory."""
    return Description(**structure_facts(page))


def describe_column(page: ColumnPage) -> Description:
    """Describe a column with what menus need of it."""
    facts = structure_facts(page)
    return Description(
        **facts,
        text=page.text,
        details={
            "key": page.key,
            "kind": page.kind,
            "layout": page.layout,
            "function": page.function,
            "has_own_text": page.has_own_text,
            "in_menu": page.show_in_menus,
        },
    )


def describe_item(page: ItemPage) -> Description:
    """Describe an item that has nothing of its own to add."""
    return Description(**item_facts(page))


def describe_article(page: ArticlePage) -> Description:
    """Describe an article with its flags."""
    return Description(
        **item_facts(page),
        is_headline=page.is_headline,
        is_picture_news=page.is_picture_news,
        feature=page.feature,
    )


def describe_policy(page: PolicyPage) -> Description:
    """Describe a policy document with its number, organ, dates and validity."""
    return Description(
        **item_facts(page),
        number=page.number,
        organ=page.organ,
        validity=page.validity,
        effective_on=page.effective_on,
        expires_on=page.expires_on,
        theme=page.theme,
        details={"signed_on": page.signed_on.isoformat() if page.signed_on else ""},
    )


def describe_leader(page: LeaderPage) -> Description:
    """Describe a leader by post and division of work."""
    return Description(**item_facts(page), details={"post": page.post, "duties": page.duties})


def register() -> None:
    """Make the shared page types public items."""
    common: dict[str, Any] = {"prefetch": ("picture",)}
    for key, model, describe, traits in (
        ("unit_index", UnitIndexPage, describe_structure, {"is_structure": True}),
        ("unit_home", UnitHomePage, describe_structure, {"is_structure": True}),
        ("column", ColumnPage, describe_column, {"is_structure": True, "is_column": True}),
        ("article", ArticlePage, describe_article, {"is_dynamic": True, **common}),
        ("notice", NoticePage, describe_item, {"is_dynamic": True, **common}),
        ("policy", PolicyPage, describe_policy, {"is_dynamic": True, **common}),
        ("leader", LeaderPage, describe_leader, common),
        ("topic", TopicPage, describe_item, common),
    ):
        register_item_type(
            ItemType(
                key=key,
                label=model._meta.verbose_name,
                model=model,
                describe=describe,
                **traits,
            )
        )
