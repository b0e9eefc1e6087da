"""Atom feeds of columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

if TYPE_CHECKING:
    from content.models.structure import ColumnPage
    from search.querysets import PublishedItemQuerySet

FEED_LENGTH = 30


def column_feed(column: ColumnPage, items: PublishedItemQuerySet) -> HttpResponse:
    """Return the newest items of a column as Atom."""
    feed = Atom1Feed(
        title=f"{column.title} · {column.unit.name}",
        link=column.canonical_url,
        description=column.introduction,
        language=column.language,
        author_name=column.unit.name,
        feed_url=f"{column.canonical_url}feed/",
    )
    for item in items.without_text().latest_first()[:FEED_LENGTH]:
        feed.add_item(
            title=item.title,
            link=item.canonical_url,
            description=item.summary,
            pubdate=item.date,
            updateddate=item.date,
            unique_id=item.canonical_url,
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
