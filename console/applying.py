"""Bringing existing units to another version of their blueprint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from console.blueprint import HOME_KEY, Blueprint, PlacedColumn, diff
from console.columns import decided_fields, follow_spec, new_column
from console.enums import ChangeKind
from content.models import ColumnPage, UnitHomePage
from search.actions import publish_in_bulk
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.models import Unit
from units.pages import UnitPage


@dataclass(slots=True)
class _Site:
    """A unit's home and its columns by key, as they are now."""

    home: UnitPage
    columns: dict[str, ColumnPage]

    def parent(self, placed: PlacedColumn) -> Page:
        return self.columns[placed.parent] if placed.parent else self.home


def bring_to(unit: Unit, old: Blueprint, new: Blueprint) -> None:
    """Change a unit's home and columns from one version to another, inside a transaction.

    A column that is no longer planned is deleted if it is empty; else it stays as one of the
    unit's own. A unit's own name for a column stays. Nothing is done to items.
    """
    changes = diff(old, new)
    before, after = old.by_key(), new.by_key()
    site = _read(unit)
    added = {change.key for change in changes if change.kind is ChangeKind.ADDED}
    moved = [
        change.key
        for change in changes
        if change.kind is ChangeKind.MOVED and change.key in site.columns
    ]
    # What comes to the top goes first: new columns may stand below it
    for key in [key for key in moved if not after[key].parent]:
        _reparent(site, key, after[key])
    removed = [change.key for change in reversed(changes) if change.kind is ChangeKind.REMOVED]
    _delete_empty(site, removed)
    _add(site, [placed for key, placed in after.items() if key in added])
    for key in [key for key in moved if after[key].parent]:
        _reparent(site, key, after[key])
    altered = {
        change.key
        for change in changes
        if change.kind in (ChangeKind.CHANGED, ChangeKind.RENAMED) and change.key != HOME_KEY
    }
    for key in altered & site.columns.keys():
        _alter(site.columns[key], before[key], after[key])
    for key in removed:
        if key in site.columns:
            retire_column(site.columns[key])
    _put_in_order(site, new)
    if old.regions != new.regions and isinstance(site.home, UnitHomePage):
        site.home.home_layout = list(new.regions)
        save_live(site.home, {"home_layout": site.home.home_layout})


def _read(unit: Unit) -> _Site:
    root = unit.roots.select_related("page").get(locale__language_code=settings.LANGUAGE_CODE)
    home = root.page.specific
    columns = ColumnPage.objects.descendant_of(home).exclude(key="")
    return _Site(home, {column.key: column for column in columns})


def _add(site: _Site, missing: Iterable[PlacedColumn]) -> None:
    """Make the columns that are not there; one of the unit's own at the same address becomes it."""
    at = timezone.now()
    own = {(column.path[: -Page.steplen], column.slug): column for column in _own_columns(site)}
    placements = []
    for placed in missing:
        if placed.spec.key in site.columns or (placed.parent and placed.parent not in site.columns):
            continue
        parent = site.parent(placed)
        if adopted := own.get((parent.path, placed.spec.slug)):
            _adopt(adopted, placed)
            site.columns[placed.spec.key] = adopted
            continue
        column = new_column(placed.spec, at=at)
        placements.append(Placement(parent, column))
        site.columns[placed.spec.key] = column
    insert_pages(placements)
    pages = [placement.page for placement in placements]
    publish_in_bulk(pages)
    insert_references(pages)
    site.home.refresh_from_db()


def _delete_empty(site: _Site, removed: Iterable[str]) -> None:
    """Delete what is planned no more and holds nothing, so that it is in nothing's way."""
    for key in removed:
        if key in site.columns and is_empty(site.columns[key]):
            Page.objects.get(pk=site.columns.pop(key).pk).delete()


def is_empty(column: ColumnPage) -> bool:
    """Say whether a column holds neither pages nor a text of its own."""
    stored = Page.objects.values_list("numchild", flat=True).get(pk=column.pk)
    return not (stored or column.body or column.attachments)


def _own_columns(site: _Site) -> Iterable[ColumnPage]:
    return ColumnPage.objects.descendant_of(site.home).filter(key="", live=True)


def _adopt(column: ColumnPage, placed: PlacedColumn) -> None:
    column.key = placed.spec.key
    follow_spec(column, placed.spec)
    save_live(column, {"key": column.key, **decided_fields(column)})


def _reparent(site: _Site, key: str, placed: PlacedColumn) -> None:
    column = Page.objects.get(pk=site.columns[key].pk)
    parent = Page.objects.get(pk=site.parent(placed).pk)
    if column.get_parent().pk != parent.pk:
        column.move(parent, pos="last-child")
        site.columns[key].refresh_from_db()
        site.home.refresh_from_db()


def _alter(column: ColumnPage, before: PlacedColumn, after: PlacedColumn) -> None:
    own_name = column.title if column.title != before.spec.name else ""
    if column.introduction == before.spec.hint:
        column.introduction = after.spec.hint
    follow_spec(column, after.spec)
    if own_name and not after.spec.is_required:
        column.title = column.draft_title = own_name
    save_live(column, decided_fields(column))


def retire_column(column: ColumnPage) -> None:
    """Delete a column that holds nothing; let another stay as the unit's own, out of the menu."""
    if is_empty(column):
        Page.objects.get(pk=column.pk).delete()
        return
    column.refresh_from_db()
    column.key, column.is_required, column.show_in_menus = "", False, False
    save_live(column, {"key": "", "is_required": False, "show_in_menus": False})


def save_live(page: UnitPage, fields: dict[str, object]) -> None:
    """Save a live page, and tell its latest draft, which must not bring the old values back.

    Its place in the tree and the number of its children may have changed since it was read.
    """
    stored = Page.objects.filter(pk=page.pk).values("path", "depth", "numchild", "url_path").get()
    for name, value in stored.items():
        setattr(page, name, value)
    page.save()
    revision = page.latest_revision
    if revision is not None:
        revision.content.update(fields)
        revision.save(update_fields=("content",))


def _put_in_order(site: _Site, new: Blueprint) -> None:
    """Let the columns of each level stand in the blueprint's order, the unit's own after them."""
    for parent_key, keys in _levels(new).items():
        wanted = [site.columns[key].pk for key in keys if key in site.columns]
        parent = site.columns.get(parent_key, site.home)
        children = Page.objects.child_of(Page.objects.get(pk=parent.pk))
        standing = [pk for pk in children.values_list("pk", flat=True) if pk in set(wanted)]
        if standing == [pk for pk in wanted if pk in set(standing)]:
            continue
        for pk in reversed(wanted):
            first = children.first()
            if first.pk != pk:
                Page.objects.get(pk=pk).move(first, pos="left")


def _levels(blueprint: Blueprint) -> dict[str, list[str]]:
    levels: dict[str, list[str]] = {}
    for placed in blueprint.placed():
        levels.setdefault(placed.parent, []).append(placed.spec.key)
    return levels
