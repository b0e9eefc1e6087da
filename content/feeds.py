"""Atom feeds of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from search.feeds import FEED_LENGTH, atom
from units.enums import FeatureScope
from units.features import Feature, feature_is_on, register_feature

if TYPE_CHECKING:
    from content.models.structure import ColumnPage
    from search.querysets import PublishedItemQuerySet

FEEDS = "feeds"


def column_feed(column: ColumnPage, items: PublishedItemQuerySet) -> HttpResponse:
    """Return the newest items of a column as Atom.

    Raises ``Http404`` where the unit has no feeds.
    """
    if not feature_is_on(FEEDS, column.unit):
        raise Http404
    return atom(
        items.without_text().latest_first()[:FEED_LENGTH],
        title=f"{column.title} · {column.unit.name}",
        link=column.canonical_url,
        feed_url=f"{column.canonical_url}feed/",
        language=column.language,
        author=column.unit.name,
        description=column.introduction,
    )


def feed_url(column: ColumnPage) -> str:
    """Return the address of a column's feed; empty where the unit has no feeds."""
    return f"{column.url}feed/" if feature_is_on(FEEDS, column.unit) else ""


def register() -> None:
    """Let the IT office say which units have feeds; all have until it says otherwise."""
    register_feature(
        Feature(
            key=FEEDS,
            label=_("Feeds of columns"),
            description=_("Readers may subscribe to the newest items of a column (Atom)."),
            default_scope=FeatureScope.EVERYWHERE,
        )
    )
