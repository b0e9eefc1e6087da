"""The menu of a site, and where a page stands in it: one query for both."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from search.models import PublishedItem
from units.pages import UnitPage

# The menu is read for every page that is shown, so it reads no more than it shows
_READ = ("page", "unit", "language", "title", "address", "summary", "date", "sort_path", "details")


@dataclass(kw_only=True)
class MenuItem:
    """A column as menus, breadcrumbs and cards show it."""

    page_id: int
    title: str
    url: str
    key: str
    layout: str
    summary: str
    date: datetime.datetime
    sort_path: str
    in_menu: bool
    is_current: bool = False
    children: list[MenuItem] = field(default_factory=list)


def columns_around(page: UnitPage) -> list[MenuItem]:
    """Return the filled columns of a page's site; asked once for each page instance."""
    known: list[MenuItem] | None = page.__dict__.get("_columns_around")
    if known is None:
        known = unit_columns(page.unit.id, page.language, page.path)
        page.__dict__["_columns_around"] = known
    return known


def unit_columns(unit_id: int, language: str, current_path: str = "") -> list[MenuItem]:
    """Return the filled columns of a unit in tree order, sub-columns inside their column.

    A column is filled when it, or a sub-column of it, has items or a text of its own: the public
    meets no blank (S191). ``current_path`` is the tree path of the page being shown.
    """
    rows = (
        PublishedItem.objects.for_unit(unit_id)
        .in_language(language)
        .of_type("column")
        .with_has_items()
        .only(*_READ)
        .in_tree_order()
    )
    tops: list[MenuItem] = []
    filled: set[int] = set()
    for row in rows:
        item = _menu_item(row, current_path)
        above = next((top for top in tops if row.sort_path.startswith(top.sort_path)), None)
        is_filled = getattr(row, "has_items", False) or row.details.get("has_own_text", False)
        if above is None:
            tops.append(item)
        elif is_filled:
            above.children.append(item)
            filled.add(above.page_id)
        if is_filled:
            filled.add(item.page_id)
    return [top for top in tops if top.page_id in filled]


def _menu_item(row: PublishedItem, current_path: str) -> MenuItem:
    return MenuItem(
        page_id=row.page_id or 0,
        title=row.title,
        url=row.url,
        key=row.details.get("key", ""),
        layout=row.details.get("layout", ""),
        summary=row.summary,
        date=row.date,
        sort_path=row.sort_path,
        in_menu=row.details.get("in_menu", True),
        is_current=bool(current_path) and current_path.startswith(row.sort_path),
    )
