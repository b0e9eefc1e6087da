"""The text of a page as a reviewer reads it, whatever its type: each field with its label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from workflows.inbox.page_fields import field_names, label_of

PICTURE = "workflows/inbox/picture.html"
FILE = "workflows/inbox/file_link.html"
# The language is that of the site; a change of it would be shown as a change
UNTOLD = frozenset({"locale"})
_OF_ONE_LINE = 2  # a paragraph's two tags
_SHORT = 40  # characters, its tags included


class Passage(NamedTuple):
    """A field of a page that is not empty; ``path`` names it to the author."""

    path: str
    label: str
    html: SafeString

    @property
    def is_short(self) -> bool:
        """Say whether it is a single short line, such as a date."""
        return self.html.count("<") == _OF_ONE_LINE and len(self.html) < _SHORT


def passages(page: Page) -> list[Passage]:
    """Return all that a page says, field by field; empty fields are left out."""
    model = type(page)
    return [
        Passage(name, label_of(model, name), html)
        for name in field_names(model)
        if name not in UNTOLD and (html := _field(page, name))
    ]


def _field(instance: models.Model, name: str) -> SafeString:
    field: Any = instance._meta.get_field(name)
    if isinstance(field, models.ForeignObjectRel):
        return _rows(instance, name)
    value = getattr(instance, name)
    if isinstance(field, StreamField):
        return _stream(value)
    if isinstance(field, RichTextField):
        return mark_safe(expand_db_html(value))  # noqa: S308 cleaned when it was saved
    if field.choices and value not in (None, ""):
        return format_html("<p>{}</p>", getattr(instance, f"get_{name}_display")())
    return _value(value)


def _stream(value: blocks.StreamValue) -> SafeString:
    """Return the blocks of a stream; nothing for one that only offers files, told by themselves."""
    leaves = [leaf for child in value for leaf in _leaves(child.value)]
    if all(isinstance(leaf, AbstractDocument) or not leaf for leaf in leaves):
        return SafeString()
    return _joined(_block(child.block, child.value) for child in value)


def _leaves(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, blocks.StructValue) else [value]


def _rows(instance: models.Model, name: str) -> SafeString:
    """Return the rows of a child relation, each with its own fields."""
    return _joined(_row(child) for child in getattr(instance, name).all())


def _row(child: models.Model) -> SafeString:
    named = (
        (label_of(type(child), field.name), _field(child, field.name))
        for field in child._meta.fields
        if field.editable and not isinstance(field, ParentalKey) and field.name != "sort_order"
    )
    return _list(named)


def _value(value: Any) -> SafeString:
    """Return a plain value of a field or block; nothing for an empty one."""
    if value is None or value is False or value == "":
        return SafeString()
    if isinstance(value, AbstractImage):
        return render_to_string(PICTURE, {"image": value})
    if isinstance(value, AbstractDocument):
        return render_to_string(FILE, {"document": value})
    if value is True:
        return format_html("<p>{}</p>", _("Yes"))
    if isinstance(value, models.Manager):
        return format_html("<p>{}</p>", ", ".join(str(other) for other in value.all()))
    if isinstance(value, str):
        return mark_safe(linebreaks(value, autoescape=True))  # noqa: S308 escaped there
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return format_html("<p>{}</p>", localize(value))


def _block(block: blocks.Block, value: Any) -> SafeString:
    """Return a block the way the public sees it, or by its kind where it has no looks of its own.

    Pictures are shown by their addresses: Wagtail's own way stores a rendition of each.
    """
    if getattr(block.meta, "template", None):
        return mark_safe(block.render(value))  # noqa: S308 a template of ours
    if isinstance(block, blocks.BaseStreamBlock):
        return _joined(_block(child.block, child.value) for child in value)
    if isinstance(block, blocks.ListBlock):
        return _joined(_block(item.block, item.value) for item in value.bound_blocks)
    if isinstance(block, blocks.BaseStructBlock):
        children = block.child_blocks.items()
        return _list((str(child.label), _block(child, value.get(name))) for name, child in children)
    if value and not isinstance(value, str | bool | AbstractImage | AbstractDocument):
        return mark_safe(block.render_basic(value))  # noqa: S308 the block escapes
    return _value(value)


def _list(named: Iterator[tuple[str, SafeString]] | Any) -> SafeString:
    filled = [(label, html) for label, html in named if html]
    if not filled:
        return SafeString()
    rows = format_html_join("", "<dt>{}</dt><dd>{}</dd>", filled)
    return format_html('<dl class="approval-values">{}</dl>', rows)


def _joined(pieces: Iterator[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 each is safe
