"""A digest of all pages and files of a unit, to see whether anything changed since provisioning."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast, Substr
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models

from units.models import UNIT_PREFIX_LENGTH, Unit, UnitRoot

# What a page's place decides, or what only repeats other rows.
_DERIVED = frozenset({"path", "depth", "numchild", "url_path"})

# Sorts after every path below a unit's home.
_LAST = "Z" * 24


class SiteDigest(NamedTuple):
    """The digest of a unit's pages and files, and how many pages there are."""

    digest: str
    page_count: int


def digests_of(units: Sequence[Unit], roots: Iterable[UnitRoot]) -> dict[int, SiteDigest]:
    """Return by unit id the digests of those units that have pages below the roots.

    The number of statements does not depend on the number of units.
    """
    unit_ids = {root.prefix: root.unit_id for root in roots}
    if not unit_ids:
        return {}
    rows: dict[int, list[str]] = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    paths, types = {}, set()
    for pk, path, type_id, line in _base_rows(list(unit_ids)):
        unit_id = unit_ids[path[:UNIT_PREFIX_LENGTH]]
        paths[pk] = path
        types.add(type_id)
        rows[unit_id].append(f"{path[UNIT_PREFIX_LENGTH:]} {line}")
        counts[unit_id] += 1
    for model in _models(types):
        for pk, line in _own_rows(model, list(unit_ids)):
            path = paths[pk]
            rows[unit_ids[path[:UNIT_PREFIX_LENGTH]]].append(f"{path[UNIT_PREFIX_LENGTH:]} {line}")
    for unit_id, line in _file_rows(units):
        rows[unit_id].append(line)
    return {
        unit_id: SiteDigest(
            hashlib.sha256("\n".join(sorted(rows[unit_id])).encode()).hexdigest(), counts[unit_id]
        )
        for unit_id in unit_ids.values()
    }


def _base_rows(prefixes: list[str]) -> Iterator[tuple[int, str, int, str]]:
    names = [f.attname for f in Page._meta.concrete_fields if f.name not in _DERIVED]
    pages = _below(Page.objects.all(), "path", prefixes).values("pk", "path", *names)
    for row in pages.iterator():
        facts = {name: row[name] for name in names}
        yield row["pk"], row["path"], row["content_type_id"], _line("page", facts)


def _models(type_ids: set[int]) -> list[type[Page]]:
    types = ContentType.objects.get_for_models(*get_page_models()).items()
    found = [model for model, known in types if known.pk in type_ids]
    return sorted(found, key=lambda model: str(model._meta.label))


def _own_rows(model: type[Page], prefixes: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the rows of a type's own table and of its child relations, by page."""
    if model is Page:
        return
    rows = _below(model._default_manager.all(), "path", prefixes).order_by()
    yield from _lines(rows, model, model._meta.pk.attname)
    for relation in get_all_child_relations(model):
        if relation.related_model._meta.app_label == "wagtailcore":
            continue
        link = relation.field
        children = relation.related_model._default_manager.all()
        held = _below(children, f"{link.name}__path", prefixes).order_by()
        yield from _lines(held, relation.related_model, link.attname)


def _lines(rows: QuerySet[Any], model: type[Model], key: str) -> Iterator[tuple[int, str]]:
    """Read a table's own columns; streams as text, since nobody has to read their blocks."""
    streams = {
        f"{f.name}_as_text": Cast(f.name, TextField())
        for f in model._meta.local_concrete_fields
        if isinstance(f, StreamField)
    }
    names = [f.attname for f in model._meta.local_concrete_fields if not isinstance(f, StreamField)]
    for row in rows.annotate(**streams).values(*names, *streams).iterator():
        yield row[key], _line(model._meta.label_lower, row)


def _file_rows(units: Sequence[Unit]) -> Iterator[tuple[int, str]]:
    by_collection = {unit.collection_id: unit.pk for unit in units if unit.collection_id}
    for model in (get_image_model(), get_document_model()):
        files = model._default_manager.filter(collection__in=list(by_collection)).order_by()
        for collection, title, file_hash in files.values_list(
            "collection_id", "title", "content_hash"
        ):
            facts = {"title": title, "hash": file_hash}
            yield by_collection[collection], _line(model._meta.label_lower, facts)


def _below(pages: QuerySet[Any], field: str, prefixes: list[str]) -> QuerySet[Any]:
    low, high = min(prefixes), max(prefixes)
    found = pages.annotate(unit_prefix=Substr(field, 1, UNIT_PREFIX_LENGTH))
    return found.filter(
        **{f"{field}__gte": low, f"{field}__lte": f"{high}{_LAST}", "unit_prefix__in": prefixes}
    )


def _line(label: str, facts: Mapping[str, object]) -> str:
    return f"{label} {json.dumps(facts, sort_keys=True, default=str, ensure_ascii=False)}"
