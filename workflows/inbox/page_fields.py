"""The fields of a page type that a text consists of, in the order in which editors fill them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.models import Page

from workflows.gate.digest import PUBLIC_PAGE_FIELDS, seen_relations

# Of the fields that all pages have, those that the public meets, and when it meets them
PAGE_FIELDS = (PUBLIC_PAGE_FIELDS - {"translation_key"}) | {"go_live_at", "expire_at"}


def field_names(model: type[Page]) -> list[str]:
    """Return the names of fields and child relations: those of the form, then all others."""
    known = content_names(model)
    in_form = [name for name in _names(model.get_edit_handler()) if name in known]
    return list(dict.fromkeys([*in_form, *known]))


def content_names(model: type[Page]) -> list[str]:
    """Return the names of the fields and child relations that hold content of a page type."""
    of_all_pages = {field.name for field in Page._meta.get_fields()}
    fields = [
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if _is_content(field, of_all_pages)
    ]
    return [*fields, *(str(relation.get_accessor_name()) for relation in seen_relations(model))]


def _is_content(field: models.Field[Any, Any], of_all_pages: set[str]) -> bool:
    if field.name in of_all_pages:
        return field.name in PAGE_FIELDS
    return not getattr(field.remote_field, "parent_link", False)


def _names(panel: Panel) -> Iterator[str]:
    if isinstance(panel, FieldPanel):
        yield panel.field_name
    elif isinstance(panel, InlinePanel):
        yield panel.relation_name
    else:
        for child in getattr(panel, "children", ()):
            yield from _names(child)


def label_of(model: type[models.Model], name: str) -> str:
    """Return what people call a field, or the rows of a child relation."""
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ForeignObjectRel):
        rows: Any = field.related_model
        return capfirst(str(rows._meta.verbose_name_plural))
    return capfirst(str(field.verbose_name))
