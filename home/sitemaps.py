"""The list of a site's public pages for search engines."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator

from search.models import PublishedItem
from search.querysets import PublishedItemQuerySet
from units.addresses import address_book
from units.entries import UnitEntry


class UnitSitemap(Sitemap[PublishedItem]):
    """The pages of a host: of its unit, and on the portal also of the units that are channels."""

    limit = 10_000

    def __init__(self, unit: UnitEntry) -> None:
        super().__init__()
        self.unit = unit

    def items(self) -> PublishedItemQuerySet:
        here = [u.id for u in address_book().units if u.base_host == self.unit.base_host]
        found = PublishedItem.objects.filter(unit_id__in=here, page__isnull=False)
        return found.without_empty_columns().without_text().in_tree_order()

    def location(self, item: PublishedItem) -> str:
        return item.canonical_url

    def lastmod(self, item: PublishedItem) -> datetime.datetime:
        return item.date

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the addresses as they are: they already carry scheme and host."""
        paginator: Paginator[PublishedItem] = self.paginator
        rows = paginator.page(page).object_list
        return [
            {
                "item": row,
                "location": row.canonical_url,
                "lastmod": row.date,
                "changefreq": None,
                "priority": "",
                "alternates": [],
            }
            for row in rows
        ]
