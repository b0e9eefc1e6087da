"""What the IT office puts above the results of a query (``wagtail.contrib.search_promotions``).

Only public items are ever shown, as every list shows them: neither addresses outside nor the
descriptions, which nobody has approved. Wagtail's own counts of daily hits are not used:
:mod:`search.words.recording` counts by unit, and keeps nothing that few people have asked for.
"""

from __future__ import annotations

from collections import defaultdict

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from search.models import PublishedItem
from search.models.words import word_key
from search.words.remembered import Remembered

MOST_SHOWN = 3


def promoted(text: str, *, language: str) -> list[PublishedItem]:
    """Return the public items promoted for exactly this query, folded; three at most, in order.

    Where nothing is promoted the database is not asked.
    """
    pages = _remembered.get().get(word_key(text), ())
    if not pages:
        return []
    public = Page.objects.filter(pk__in=pages).live().public()
    items = PublishedItem.objects.filter(page__in=public).in_language(language).without_text()
    return sorted(items, key=lambda item: pages.index(item.page_id))[:MOST_SHOWN]


def forget() -> None:
    """Have every process read the promotions again."""
    _remembered.forget()


def _read() -> dict[str, tuple[int, ...]]:
    pages: dict[str, list[int]] = defaultdict(list)
    rows = SearchPromotion.objects.filter(page__isnull=False).order_by("sort_order", "pk")
    for query, page_id in rows.values_list("query__query_string", "page_id"):
        pages[word_key(query)].append(page_id)
    return {query: tuple(found) for query, found in pages.items()}


_remembered = Remembered("promotions", _read)
