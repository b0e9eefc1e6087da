"""What the public pages list, always from the read side and always of one unit unless said so."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import Http404
from wagtail.blocks import StreamValue

from content.enums import ColumnLayout
from content.feeds import feed_url
from content.menus import MenuItem, columns_around
from search.models import PublishedItem
from search.neighbours import items_around
from search.querysets import PublishedItemQuerySet
from units.addresses import address_book
from units.entries import UnitEntry
from units.enums import UnitKind

if TYPE_CHECKING:
    from content.models.items import ItemPage, PolicyPage, TopicPage
    from content.models.structure import ColumnPage, UnitHomePage

PER_PAGE = {ColumnLayout.LEADERS: 60, ColumnLayout.SERVICES: 30}
DEFAULT_PER_PAGE = 20
YEARS_FROM = 40  # a column with more items than this can be filtered by year
HOME_ITEMS = 120  # the newest items of a unit that its home is made of


class DirectoryGroup(NamedTuple):
    """The units of one kind."""

    key: str
    label: str
    units: list[UnitEntry]


class Attachment(NamedTuple):
    """A document offered for download (S234)."""

    title: str
    url: str
    file_type: str
    size: int
    pages: int | None
    date: datetime.datetime


class ColumnCard(NamedTuple):
    """A column on its unit's home, with its newest item."""

    title: str
    url: str
    summary: str
    latest_title: str
    latest_date: datetime.datetime | None
    total: int


@dataclass(frozen=True)
class ColumnListing:
    """One page of a column, and whether the column has anything to show at all."""

    is_filled: bool
    context: dict[str, Any] = field(default_factory=dict)


def directory() -> list[DirectoryGroup]:
    """Return all units grouped by kind, in the order of the kinds; costs no query."""
    groups: dict[str, list[UnitEntry]] = defaultdict(list)
    for unit in address_book().units:
        if not unit.is_portal:
            groups[unit.kind].append(unit)
    return [
        DirectoryGroup(kind.value, str(kind.label), groups[kind.value])
        for kind in UnitKind
        if groups[kind.value]
    ]


def items_about_unit(unit: UnitEntry, count: int = 10) -> PublishedItemQuerySet:
    """Return the newest items that name a unit which has no pages of its own."""
    found = PublishedItem.objects.items().without_text().latest_first()
    return found.filter(title__contains=unit.short_name)[:count]


def neighbours(page: ItemPage, related_count: int = 5) -> dict[str, Any]:
    """Return the items before and after one in its column, and other new ones of its unit.

    One query fetches all three kinds.
    """
    rows = items_around(
        page.pk or 0,
        page.date,
        column_id=_column_id(page),
        unit_id=page.unit.id,
        language=page.language,
        others=related_count + 2,
    )
    here = page.path[:-4]
    place = (page.date, page.pk or 0)
    in_column = [row for row in rows if row.sort_path[:-4] == here]
    before = next((row for row in in_column if (row.date, row.page_id) < place), None)
    after = next((row for row in reversed(in_column) if (row.date, row.page_id) > place), None)
    related = [row for row in rows if row not in (before, after)]
    return {"previous": before, "next": after, "related": related[:related_count]}


def _column_id(page: ItemPage) -> int | None:
    """Return the column an item stands in, from the menu that its page shows anyway."""
    tops = columns_around(page)
    around = (column for top in tops for column in (top, *top.children))
    above = page.path[:-4]
    return next((column.page_id for column in around if column.sort_path == above), None)


def attachments_of(stream: StreamValue) -> list[Attachment]:
    """Return the attachments of an item or column, with facts read from the files."""
    return [
        Attachment(
            title=block.value["title"] or document.title,
            url=document.url,
            file_type=document.file_type,
            size=document.file_size or 0,
            pages=document.page_count,
            date=document.created_at,
        )
        for block in stream
        if (document := block.value["document"])
    ]


def interpretations_of(policy: PolicyPage) -> PublishedItemQuerySet:
    """Return the public articles that explain a policy document; none while it is not saved."""
    if policy.pk is None:
        return PublishedItem.objects.none()
    pages = policy.interpretations.values("pk")
    return PublishedItem.objects.without_text().filter(page_id__in=pages).latest_first()


def items_of_topic(topic: TopicPage, count: int = 30) -> PublishedItemQuerySet:
    """Return the unit's newest items that carry the topic's keyword."""
    if not topic.topic_keyword:
        return PublishedItem.objects.none()
    return (
        PublishedItem.objects.for_unit(topic.unit.id)
        .items()
        .without_text()
        .filter(keywords__contains=topic.topic_keyword)
        .exclude(page_id=topic.pk)
        .latest_first()[:count]
    )


def column_listing(column: ColumnPage, *, number: int, year: int | None) -> ColumnListing:
    """Return one page of a column's items. Raises ``Http404`` past the last page."""
    items = PublishedItem.objects.in_column(column.pk).without_text()
    shown = items if year is None else items.in_year(year)
    ordered = shown.in_tree_order() if _keeps_order(column) else shown.latest_first()
    paginator = Paginator(ordered, PER_PAGE.get(ColumnLayout(column.layout), DEFAULT_PER_PAGE))
    is_outside = not 1 <= number <= paginator.num_pages
    if is_outside or (year is not None and not paginator.count):
        raise Http404
    page = paginator.page(number)
    side_menu = _side_menu(column)
    return ColumnListing(
        is_filled=bool(
            paginator.count or column.has_own_text or (side_menu and side_menu.page_id == column.pk)
        ),
        context={
            "items_page": page,
            "pages": list(paginator.get_elided_page_range(number)),
            "page_base": f"{column.url}year/{year}/" if year else column.url,
            "years": items.years() if _has_years(paginator, year) else [],
            "current_year": year,
            "side_menu": side_menu,
            "feed_url": feed_url(column),
            "responsible": column.responsible,
            "last_updated": _last_updated(column, items, page, year),
            "layout": column.layout,
        },
    )


def _keeps_order(column: ColumnPage) -> bool:
    return column.layout in (ColumnLayout.LEADERS, ColumnLayout.SERVICES)


def _has_years(paginator: Paginator[PublishedItem], year: int | None) -> bool:
    return year is not None or paginator.count > YEARS_FROM


def _side_menu(column: ColumnPage) -> MenuItem | None:
    """Return the top column above or at a column, when it has sub-columns to go to."""
    tops = columns_around(column)
    return next((top for top in tops if top.is_current and top.children), None)


def _last_updated(
    column: ColumnPage,
    items: PublishedItemQuerySet,
    page: PaginatorPage[PublishedItem],
    year: int | None,
) -> datetime.datetime | None:
    if not year and page.number == 1 and not _keeps_order(column) and page.object_list:
        return page.object_list[0].date
    latest: datetime.datetime | None = items.aggregate(latest=Max("date"))["latest"]
    return latest or column.last_published_at


def unit_home_regions(home: UnitHomePage) -> dict[str, Any]:
    """Return what a unit's home shows, from two queries: its columns and its newest items."""
    columns = columns_around(home)
    items = list(_home_items(home.unit, home.language))
    by_layout = {column.layout: column for column in reversed(columns)}
    news = _region(columns, items, {"article"})
    notices = _region(columns, items, {"notice"}, besides=news[0])
    return {
        "picture_news": [item for item in items if item.is_picture_news][:4],
        "news_column": news[0],
        "news": news[1][:8],
        "notice_column": notices[0],
        "notices": notices[1][:6],
        "leader_column": by_layout.get(ColumnLayout.LEADERS),
        "leaders": sorted((i for i in items if i.item_type == "leader"), key=lambda i: i.sort_path)[
            :6
        ],
        "service_column": by_layout.get(ColumnLayout.SERVICES),
        "services": sorted(
            (i for i in items if i.item_type == "service"), key=lambda i: i.sort_path
        )[:8],
        "column_cards": _cards(columns, items),
    }


def _home_items(unit: UnitEntry, language: str) -> QuerySet[PublishedItem]:
    found = PublishedItem.objects.for_unit(unit.id).in_language(language).items().without_text()
    return found.latest_first()[:HOME_ITEMS]


def _region(
    columns: Sequence[MenuItem],
    items: Sequence[PublishedItem],
    types: set[str],
    besides: MenuItem | None = None,
) -> tuple[MenuItem | None, list[PublishedItem]]:
    """Return the first list column with items of the types, and those items."""
    for column in columns:
        if column.layout != ColumnLayout.LIST or column is besides:
            continue
        found = [
            item
            for item in items
            if item.top_column_id == column.page_id and item.item_type in types
        ]
        if found:
            return column, found
    return None, []


def _cards(columns: Iterable[MenuItem], items: Sequence[PublishedItem]) -> list[ColumnCard]:
    cards = []
    for column in columns:
        found = [item for item in items if item.top_column_id == column.page_id]
        latest = found[0] if found else None
        cards.append(
            ColumnCard(
                title=column.title,
                url=column.url,
                summary=column.summary,
                latest_title=latest.title if latest else "",
                latest_date=latest.date if latest else column.date,
                total=len(found),
            )
        )
    return cards
