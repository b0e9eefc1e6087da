"""What blocks, rich texts and files say, without keys that change when they are stored again."""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from workflows.screening.rich_text import pieces_of


def stream_facts(value: Any) -> list[Any]:
    """Return the kinds and values of the blocks of a stream, in their order."""
    return [[child.block.name, _block_facts(child.block, child.value)] for child in value]


def rich_text_facts(html: str) -> list[Any]:
    """Return a rich text with its links, and the facts of the files that it shows or offers."""
    pieces = pieces_of(html)
    images = get_image_model().objects.in_bulk(set(pieces.image_ids))
    documents = get_document_model().objects.in_bulk(set(pieces.document_ids))
    files = [*(images[pk] for pk in sorted(images)), *(documents[pk] for pk in sorted(documents))]
    return [html, [file_facts(file) for file in files]]


def file_facts(file: AbstractImage | AbstractDocument) -> list[str]:
    """Return the hash of a file's bytes, or else its name, and what readers are told of it."""
    facts = [
        file.content_hash or f"name:{file.file.name}",
        file.title,
        getattr(file, "description", ""),
    ]
    if isinstance(file, AbstractImage):
        # Given where the image is used, by the block that shows it
        alt_text = getattr(file, "contextual_alt_text", None)
        facts += [str(alt_text or ""), str(bool(getattr(file, "decorative", False)))]
    return facts


def _block_facts(block: blocks.Block, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, AbstractImage | AbstractDocument):
        return file_facts(value)
    if isinstance(value, RichText):
        return rich_text_facts(value.source)
    if isinstance(value, TypedTable):
        return _table_facts(value)
    if isinstance(value, models.Model):
        return [value._meta.label_lower, str(value.pk)]
    return _facts_by_kind(block, value)


def _facts_by_kind(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.BaseStreamBlock):
        return stream_facts(value)
    if isinstance(block, blocks.ListBlock):
        return [_block_facts(item.block, item.value) for item in value.bound_blocks]
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: _block_facts(child, value.get(name)) for name, child in block.child_blocks.items()
        }
    return block.get_prep_value(value)


def _table_facts(table: TypedTable) -> dict[str, Any]:
    return {
        "caption": table.caption or "",
        "columns": [[column["block"].name, column["heading"]] for column in table.columns],
        "rows": [
            [_block_facts(cell.block, cell.value) for cell in row] for row in map(list, table.rows)
        ],
    }
