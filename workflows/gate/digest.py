"""The digest of a page's content: equal for equal content, another for anything that differs.

It is taken of the page in memory and covers what the public may come to see: title, address,
language, the page's own fields, blocks, links, child rows, tags, and of each file its bytes and
what it is called. It leaves out what publishing, saving, moving and storing change: keys of rows
and blocks, times of publication, the place in the tree, the order in which a database returns the
keys of JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.timezone import is_naive, make_aware
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from workflows.gate.digest_blocks import file_facts, rich_text_facts, stream_facts

# Of the fields that all pages have, those that the public sees the effect of
PUBLIC_PAGE_FIELDS = frozenset(
    {
        "title",
        "slug",
        "locale",
        "translation_key",
        "seo_title",
        "search_description",
        "show_in_menus",
    }
)
_POSITION = "sort_order"


def content_digest(page: Page) -> str:
    """Return the SHA-256 of a page's content, in 64 hexadecimal digits.

    A page of Wagtail's base class stands for the page as it is stored.
    """
    specific = page if type(page) is not Page else page.specific
    return _hash({"type": specific._meta.label_lower, **_facts(specific)})


def seen_relations(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """Return the relations to rows that are part of a page; comments of editors are not."""
    found = get_all_child_relations(model)
    return [relation for relation in found if relation.model is not Page]


def _facts(instance: models.Model) -> dict[str, Any]:
    """Return what a page or a row of it says, by fields and relations."""
    facts = {field.name: _value(field, instance) for field in _fields(type(instance))}
    for relation in seen_relations(type(instance)):
        name = str(relation.get_accessor_name())
        facts[name] = _rows(instance, name, relation.field.name)
    return facts


def _fields(model: type[models.Model]) -> Iterator[Any]:
    page_fields = {found.name for found in Page._meta.get_fields()}
    is_page = issubclass(model, Page)
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if is_page and field.name in page_fields:
            if field.name in PUBLIC_PAGE_FIELDS:
                yield field
        elif not field.primary_key:
            yield field


def _value(field: Any, instance: models.Model) -> Any:
    if isinstance(field, TaggableManager):
        return sorted(getattr(instance, field.name).names()) if _has_rows(instance) else []
    if field.many_to_many:
        return _chosen(field, instance)
    if isinstance(field, models.ForeignKey):
        return _target(field, instance)
    value = getattr(instance, field.name)
    if value is None:
        return None
    if isinstance(field, StreamField):
        return stream_facts(value)
    if isinstance(field, RichTextField):
        return rich_text_facts(value)
    if isinstance(field, models.FileField):
        return value.name or ""
    return field.to_python(value)


def _target(field: Any, instance: models.Model) -> Any:
    """Return what a foreign key leads to: a file's facts, else the key."""
    if issubclass(field.related_model, AbstractImage | AbstractDocument):
        file = getattr(instance, field.name)
        return None if file is None else file_facts(file)
    key = getattr(instance, field.attname)
    return None if key is None else str(key)


def _chosen(field: Any, instance: models.Model) -> list[str]:
    if not _has_rows(instance):
        return []
    return sorted(str(chosen.pk) for chosen in getattr(instance, field.name).all())


def _has_rows(instance: models.Model) -> bool:
    """Say whether many-to-many relations can be read: Django refuses before the first save."""
    return instance.pk is not None or "_cluster_related_objects" in instance.__dict__


def _rows(instance: models.Model, name: str, link: str) -> list[Any]:
    """Return the rows of a relation: in their order if they have one, else sorted."""
    rows = list(getattr(instance, name).all())
    facts = []
    for row in rows:
        found = _facts(row)
        found.pop(link)
        facts.append((found.pop(_POSITION, None), found))
    if any(position is not None for position, _row in facts):
        facts.sort(key=lambda fact: (fact[0] is None, fact[0] or 0))
        return [row for _position, row in facts]
    if rows and hasattr(rows[0], _POSITION):
        return [row for _position, row in facts]
    return sorted((row for _position, row in facts), key=_text)


class _Encoder(DjangoJSONEncoder):
    """Gives one spelling to values that revisions and databases spell in several ways."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            # Revisions keep milliseconds only
            aware = make_aware(o) if is_naive(o) else o
            return aware.astimezone(UTC).isoformat(timespec="milliseconds")
        if isinstance(o, Decimal):
            return format(o.normalize(), "f")
        return super().default(o)


def _text(facts: Any) -> str:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), cls=_Encoder)


def _hash(facts: Any) -> str:
    return hashlib.sha256(_text(facts).encode("ascii")).hexdigest()
