"""Inserting many pages at once, in a number of statements that does not grow with theirs.

Django cannot bulk-create models of several tables, so the rows of Wagtail's page table go in
first and each type's own table is filled through a mirror of it that has no parent. No signals
of rows are sent, but one for all pages: the caller writes the read side and the reference index
itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from django.apps.registry import Apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Max
from django.db.models.functions import Substr
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, get_page_models

from units.events import pages_inserted
from units.tree_guard import refuse_misplacement

BATCH = 1000

_STEP = int(Page.steplen)


class Placement(NamedTuple):
    """A page that is to be made, and the page it goes below: a saved one or an earlier new one."""

    parent: Page
    page: Page


@transaction.atomic(savepoint=False)
def insert_pages(placements: Sequence[Placement]) -> None:
    """Insert new pages with their child relations, each after its earlier brothers and sisters.

    A parent that is itself new has to come before its children. Publication fields are taken
    as they are set on the page. Raises ``TreeRuleError`` where a type may not stand.
    """
    if not placements:
        return
    known = _lock_parents(placements)
    last_steps = _last_steps(known.values())
    added = _place(placements, known, last_steps)
    _insert_base_rows([page for _parent, page in placements])
    _check_types(placements)
    by_type: dict[type[Page], list[Page]] = defaultdict(list)
    for _parent, page in placements:
        by_type[type(page)].append(page)
    for model, pages in by_type.items():
        _insert_own_rows(model, pages)
    _insert_child_relations(by_type)
    _count_children(added)
    pages_inserted.send(sender=Page, pages=[page for _parent, page in placements])


def _check_types(placements: Sequence[Placement]) -> None:
    """Ask once for each pair of types and depth whether the one may stand below the other."""
    pairs = {(type(page), type(parent), page.depth): (page, parent) for parent, page in placements}
    for page, parent in pairs.values():
        refuse_misplacement(type(page), parent)


def _lock_parents(placements: Sequence[Placement]) -> dict[int, Page]:
    ids = {parent.pk for parent, _page in placements if parent.pk is not None}
    parents = Page.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {parent.pk: parent for parent in parents}


def _last_steps(parents: Iterable[Page]) -> dict[str, int]:
    """Return for each saved parent, by its path, the last step its children use."""
    steps = {}
    by_depth: dict[int, list[str]] = defaultdict(list)
    for parent in parents:
        steps[parent.path] = 0
        if parent.numchild:
            by_depth[parent.depth].append(parent.path)
    for depth, paths in by_depth.items():
        children = (
            Page.objects.filter(
                depth=depth + 1, path__gt=min(paths), path__lte=max(paths) + "Z" * _STEP
            )
            .order_by()
            .annotate(parent_path=Substr("path", 1, depth * _STEP))
        )
        if len(paths) > 1:
            children = children.filter(parent_path__in=paths)
        for path, last in children.values_list("parent_path").annotate(last=Max("path")):
            steps[path] = Page._str2int(last[-_STEP:])
    return steps


def _place(
    placements: Sequence[Placement], known: Mapping[int, Page], steps: dict[str, int]
) -> Counter[int]:
    """Fill in what follows from the place in the tree; return the new children of saved parents."""
    types = ContentType.objects.get_for_models(*get_page_models())
    added: Counter[int] = Counter()
    for given, page in placements:
        parent = known.get(given.pk, given)
        if parent.pk is None:
            parent.numchild += 1
        else:
            added[parent.pk] += 1
        step = steps.get(parent.path, 0) + 1
        steps[parent.path] = step
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, step)
        page.numchild = 0
        page.locale_id = parent.locale_id
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.draft_title or page.title
        page.content_type = types[type(page)]
    return added


def _insert_base_rows(pages: Sequence[Page]) -> None:
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = row.pk
        page._state.adding = False
        page._state.db = row._state.db


def _insert_own_rows(model: type[Page], pages: Sequence[Page]) -> None:
    _follow_new_relations(model, pages)
    mirror = _mirror(model)  # type: ignore[arg-type]
    names = [field.attname for field in mirror._meta.concrete_fields]
    rows = [mirror(**{name: getattr(page, name) for name in names}) for page in pages]
    mirror._default_manager.bulk_create(rows, batch_size=BATCH)


def _follow_new_relations(model: type[Page], pages: Sequence[Page]) -> None:
    """Let pages refer to pages that had no key yet when they were made."""
    for field in model._meta.local_concrete_fields:
        if not field.is_relation or field.primary_key:
            continue
        for page in pages:
            related = field.get_cached_value(page, default=None)
            if related is not None:
                setattr(page, field.attname, related.pk)


@cache
def _mirror(model: type[Page]) -> type[models.Model]:
    """Return an unmanaged model of one table alone, in a registry of its own."""
    attributes: dict[str, object] = {}
    for field in model._meta.local_concrete_fields:
        if field.is_relation:
            attributes[field.attname] = models.BigIntegerField(
                primary_key=field.primary_key, null=field.null, db_column=field.column
            )
        else:
            attributes[field.name] = field.clone()
    attributes["__module__"] = model.__module__
    attributes["Meta"] = type(
        "Meta",
        (),
        {
            "apps": Apps(),
            "app_label": model._meta.app_label,
            "db_table": model._meta.db_table,
            "managed": False,
        },
    )
    return type(f"{model.__name__}Row", (models.Model,), attributes)


def _insert_child_relations(by_type: Mapping[type[Page], Sequence[Page]]) -> None:
    """Insert the rows that hang on the pages in memory, such as attachments."""
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for model, pages in by_type.items():
        for relation in get_all_child_relations(model):
            name, link = relation.get_accessor_name(), relation.field.name
            for page in pages:
                held = page.__dict__.get("_cluster_related_objects", {}).get(name, ())
                for order, row in enumerate(held):
                    setattr(row, link, page)
                    if hasattr(row, "sort_order") and row.sort_order is None:
                        row.sort_order = order
                    rows[relation.related_model].append(row)
    for model, held_rows in rows.items():
        model._default_manager.bulk_create(held_rows, batch_size=BATCH)


def _count_children(added: Counter[int]) -> None:
    by_count: dict[int, list[int]] = defaultdict(list)
    for parent_id, count in added.items():
        by_count[count].append(parent_id)
    for count, ids in by_count.items():
        Page.objects.filter(pk__in=ids).update(numchild=F("numchild") + count)
