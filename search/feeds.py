"""Public items as Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from search.models import PublishedItem

FEED_LENGTH = 30

# XML has no place for them; texts pasted from elsewhere may bring them
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom(
    items: Iterable[PublishedItem],
    *,
    title: str,
    link: str,
    feed_url: str,
    language: str,
    author: str,
    description: str = "",
) -> HttpResponse:
    """Return items as an Atom feed; ``link`` and ``feed_url`` are full addresses."""
    feed = Atom1Feed(
        title=_writable(title),
        link=link,
        description=_writable(description),
        language=language,
        author_name=_writable(author),
        feed_url=feed_url,
    )
    for item in items:
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


def _writable(text: str) -> str:
    return _CONTROL_CHARACTERS.sub("", text)
