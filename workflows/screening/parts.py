"""What the content check reads of a page: its fields, blocks, tables, links and files.

It knows fields and blocks by their kinds only, so it reads every page type, those to come too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from workflows.screening.blocks import read_block
from workflows.screening.findings import Place, TextPart
from workflows.screening.page_content import PageContent, joined

# Of the fields that all pages have, those whose words are published
PAGE_FIELDS = {"title", "slug", "seo_title", "search_description"}


def parts_of(page: Page) -> list[TextPart]:
    """Return the texts of a page in the state it is given, a draft for instance.

    The text of attached files is not among them; see ``attachments.attachment_parts``.
    """
    return content_of(page).parts


def content_of(page: Page) -> PageContent:
    """Return the texts of a page, and the images and documents it refers to."""
    content = PageContent()
    _read_object(page.specific, content, "", "")
    return content


def _read_object(instance: models.Model, content: PageContent, path: str, label: str) -> None:
    for model_field in _published_fields(type(instance)):
        name = model_field.name
        here = Place(path + name, joined(label, capfirst(str(model_field.verbose_name))))
        _read_field(model_field, getattr(instance, name), content, here)
    for relation in _child_relations(type(instance)):
        name = str(relation.get_accessor_name())
        kind = capfirst(str(relation.field.model._meta.verbose_name))
        for number, child in enumerate(getattr(instance, name).all(), start=1):
            child_path = f"{path}{name}.{child.pk or number}."
            _read_object(child, content, child_path, joined(label, f"{kind} {number}"))


def _read_field(
    model_field: models.Field[Any, Any], value: Any, content: PageContent, place: Place
) -> None:
    if value is None:
        return
    if isinstance(model_field, StreamField):
        read_block(model_field.stream_block, value, content, place)
    elif isinstance(model_field, RichTextField):
        content.add_rich_text(place, value)
    elif isinstance(model_field, TaggableManager):
        content.add(place, "\n".join(value.names()))
    elif isinstance(value, AbstractImage | AbstractDocument):
        content.add_file(place, value)
    elif isinstance(model_field, models.FileField):
        content.add(place, PurePosixPath(value.name or "").name)
    else:
        content.add_strings(place, value)


def _published_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Yield the fields that people fill with words of their own or with files."""
    page_fields = {inner.name for inner in Page._meta.get_fields()}
    for found in (*model._meta.fields, *model._meta.many_to_many):
        is_own = found.name not in page_fields if issubclass(model, Page) else True
        if (
            not (is_own or found.name in PAGE_FIELDS)
            or not found.editable
            or getattr(found, "choices", None)
        ):
            continue
        related = found.related_model
        is_file = isinstance(related, type) and issubclass(
            related, AbstractImage | AbstractDocument
        )
        if related is None or is_file or isinstance(found, TaggableManager):
            yield found


def _child_relations(model: type[models.Model]) -> Iterator[models.ForeignObjectRel]:
    """Yield the relations to rows that are edited and published with the object."""
    for relation in model._meta.related_objects:
        # What hangs on every page, such as the comments of editors, is not published
        if isinstance(relation.field, ParentalKey) and relation.model is not Page:
            yield relation
