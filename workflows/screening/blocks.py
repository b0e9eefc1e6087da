"""The blocks of a StreamField, read by their kinds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail import blocks
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from workflows.screening.findings import Place
from workflows.screening.page_content import PageContent, inside

# Cells of one sign each that stand in a row before it is read as one number, as in forms
BOXES = 8


def read_block(block: blocks.Block, value: Any, content: PageContent, place: Place) -> None:
    """Keep the texts and files of a block's value, and of all blocks inside it."""
    if isinstance(value, AbstractImage | AbstractDocument):
        content.add_file(place, value)
    elif isinstance(value, RichText):
        content.add_rich_text(place, value.source)
    elif isinstance(value, TypedTable):
        _read_table(value, content, place)
    elif isinstance(value, Page):
        content.add(place, value.title)
    elif value is not None:
        _read_by_kind(block, value, content, place)


def _read_by_kind(block: blocks.Block, value: Any, content: PageContent, place: Place) -> None:
    if isinstance(block, blocks.BaseStreamBlock):
        _read_stream(value, content, place)
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(value.bound_blocks, start=1):
            read_block(item.block, item.value, content, inside(place, item.id, str(number)))
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            read_block(child, value.get(name), content, inside(place, name, str(child.label)))
    elif not isinstance(block, BaseChoiceBlock):
        content.add_strings(place, block.get_prep_value(value))


def _read_stream(value: blocks.StreamValue, content: PageContent, place: Place) -> None:
    for number, child in enumerate(value, start=1):
        label = _("%(number)d. %(block)s") % {"number": number, "block": child.block.label}
        read_block(child.block, child.value, content, inside(place, child.id or number, label))


def _read_table(table: TypedTable, content: PageContent, place: Place) -> None:
    """Read a table by its cells; each has the head of its column and of its row beside it."""
    content.add(
        inside(place, "caption", pgettext("place in a page", "table caption")), table.caption or ""
    )
    headings = [str(column["heading"] or "") for column in table.columns]
    for number, heading in enumerate(headings, start=1):
        content.add(
            inside(place, f"columns.{number}", pgettext("place in a page", "head of a column")),
            heading,
        )
    first: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        here = inside(place, number, _("row %(number)d") % {"number": number})
        cells = _read_row(row, content, here, [headings, first])
        first = first or cells
        if sum(len(cell.strip()) == 1 for cell in cells) >= BOXES:
            content.add(here, "\t".join(cells))


def _read_row(
    row: list[Any], content: PageContent, place: Place, heads: list[list[str]]
) -> list[str]:
    """Keep the cells of a row; return the words of each."""
    cells: list[str] = []
    for column, cell in enumerate(row):
        label = _("column %(number)d") % {"number": column + 1}
        found = PageContent()
        read_block(cell.block, cell.value, found, inside(place, column + 1, label))
        beside = [*cells[:1], *(line[column] for line in heads if column < len(line))]
        content.take(found, context=" ".join(filter(None, beside)))
        cells.append(" ".join(part.text for part in found.parts))
    return cells
