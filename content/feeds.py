"""Atom feeds of columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from units.enums import FeatureScope
from units.features import Feature, feature_is_on, register_feature

if TYPE_CHECKING:
    from content.models.structure import ColumnPage
    from search.querysets import PublishedItemQuerySet

FEED_LENGTH = 30
FEEDS = "feeds"

# XML has no place for them; texts pasted from elsewhere may bring them
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def column_feed(column: ColumnPage, items: PublishedItemQuerySet) -> HttpResponse:
    """Return the newest items of a column as Atom.

    Raises ``Http404`` where the unit has no feeds.
    """
    if not feature_is_on(FEEDS, column.unit):
        raise Http404
    feed = Atom1Feed(
        title=_writable(f"{column.title} · {column.unit.name}"),
        link=column.canonical_url,
        description=_writable(column.introduction),
        language=column.language,
        author_name=column.unit.name,
        feed_url=f"{column.canonical_url}feed/",
    )
    for item in items.without_text().latest_first()[:FEED_LENGTH]:
        feed.add_item(
            title=_writable(item.title),
            link=item.canonical_url,
            description=_writable(item.summary),
            pubdate=item.date,
            updateddate=item.date,
            unique_id=item.canonical_url,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


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


def _writable(text: str) -> str:
    return _CONTROL_CHARACTERS.sub("", text)
