"""The regions of the portal's front page, each a rule over the read side, never a copy (S164)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from content.enums import Feature
from content.listing import directory
from content.menus import MenuItem, columns_around
from home.models.links import Link
from home.querysets import by_level
from search.models import PublishedItem
from search.querysets import PublishedItemQuerySet
from search.registry import dynamic_keys
from services.enums import LifeEvent
from units.addresses import address_book
from units.entries import address

if TYPE_CHECKING:
    from home.models import PortalHomePage

# Keys of the portal's columns, as its blueprint names them.
NEWS_COLUMN, NOTICE_COLUMN, POLICY_COLUMN, CONTACT_COLUMN = "yw", "tzgg", "zc", "hdjl"

NEWS, PICTURES, NOTICES, POLICIES, FROM_UNITS, PER_FEATURE = 8, 4, 6, 5, 9, 4


class ServiceTopic(NamedTuple):
    """The services of one life event."""

    key: str
    label: str
    url: str
    total: int

    @property
    def icon(self) -> str:
        return self.key


class FeatureRegion(NamedTuple):
    """What units tell of one strength of the place (S015)."""

    key: str
    title: str
    items: list[PublishedItem]


def portal_regions(home: PortalHomePage) -> dict[str, Any]:
    """Return everything the front page shows below its header."""
    unit_id, language = home.unit.id, home.language
    public = PublishedItem.objects.in_language(language).without_text()
    items = public.items()
    counts = _counts(language)
    headlines = list(public.headlines().latest_first()[:3])
    columns = {column.key: column for column in columns_around(home)}
    return {
        "headline": headlines[0] if headlines else None,
        "headline_links": headlines[1:],
        "picture_news": list(public.picture_news().latest_first()[:PICTURES]),
        **_own_lists(items.for_unit(unit_id).exclude(pk__in=[row.pk for row in headlines[:1]])),
        "policies": list(items.of_type("policy").latest_first()[:POLICIES]),
        "unit_latest": _from_units(items, unit_id),
        "features": _features(public),
        "service_topics": _service_topics(counts),
        "service_total": counts["services"],
        "directory": directory(),
        "link_levels": by_level(Link.objects.usable()),
        **_ways_in(columns),
        "totals": {
            "units": len(address_book().units) - 1,
            "services": counts["services"],
            "policies": counts["policies"],
        },
    }


def _ways_in(columns: dict[str, MenuItem]) -> dict[str, Any]:
    """Return the columns that regions lead on to, and the four ways people come for."""
    services = reverse("services")
    return {
        "news_column": columns.get(NEWS_COLUMN),
        "notice_column": columns.get(NOTICE_COLUMN),
        "policy_column": columns.get(POLICY_COLUMN),
        "service_column": {"url": services},
        "entrances": {
            "policies": columns[POLICY_COLUMN].url if POLICY_COLUMN in columns else "",
            "services": services,
            "interaction": columns[CONTACT_COLUMN].url if CONTACT_COLUMN in columns else "",
            "units": address(address_book().portal, "units/"),
        },
    }


def _own_lists(items: PublishedItemQuerySet) -> dict[str, list[PublishedItem]]:
    """Return the portal's own news and notices, from one query."""
    news = items.of_type("article").latest_first()[:NEWS]
    notices = items.of_type("notice").latest_first()[:NOTICES]
    rows = list(PublishedItem.objects.without_text().in_any(news, notices).latest_first())
    return {
        "latest_news": [row for row in rows if row.item_type == "article"],
        "notices": [row for row in rows if row.item_type == "notice"],
    }


def _from_units(items: PublishedItemQuerySet, portal_id: int) -> list[PublishedItem]:
    """Return the newest that units themselves tell, which policy documents are not.

    Each type is cut short by itself: an index gives the newest of one type, not of several.
    """
    own = items.exclude(unit_id=portal_id).latest_first()
    parts = [own.of_type(key)[:FROM_UNITS] for key in dynamic_keys() if key != "policy"]
    found = PublishedItem.objects.without_text().in_any(*parts)
    return list(found.latest_first()[:FROM_UNITS])


def _counts(language: str) -> dict[str, int]:
    """Count policies, services and the services of each life event, in one query."""
    services = Q(item_type="service")
    counted = PublishedItem.objects.in_language(language).of_type("service", "policy")
    return counted.aggregate(
        services=Count("id", filter=services),
        policies=Count("id", filter=Q(item_type="policy")),
        **{event.value: Count("id", filter=services & Q(theme=event)) for event in LifeEvent},
    )


def _service_topics(counts: dict[str, int]) -> list[ServiceTopic]:
    base = reverse("services")
    return [
        ServiceTopic(
            event.value,
            str(event.label),
            f"{base}?{urlencode({'event': event.value})}",
            counts[event.value],
        )
        for event in LifeEvent
        if counts[event.value]
    ]


def _features(public: PublishedItemQuerySet) -> list[FeatureRegion]:
    parts = [public.featured(feature).latest_first()[:PER_FEATURE] for feature in Feature]
    found = list(PublishedItem.objects.without_text().in_any(*parts).latest_first())
    regions = [
        FeatureRegion(
            feature.value,
            str(feature.label),
            [row for row in found if row.feature == feature],
        )
        for feature in Feature
    ]
    return [region for region in regions if region.items]
