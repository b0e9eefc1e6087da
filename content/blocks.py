"""The few blocks a body is made of; each states its template."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.legal_text import legal_sections

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class ImageBlock(blocks.StructBlock):
    """A picture in the text with its caption."""

    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    """Words of somebody else, with their source."""

    text = blocks.TextBlock(label=_("text"))
    source = blocks.CharBlock(label=_("source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"


class LegalTextBlock(blocks.TextBlock):
    """A legal text, one paragraph a line; chapters and articles are found by their numbers."""

    class Meta:
        icon = "doc-full"
        label = _("Legal text")
        template = "blocks/legal_text.html"

    def get_context(self, value: str, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "sections": legal_sections(value)}


def _table_block() -> TypedTableBlock:
    return TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            ("number", blocks.CharBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
        template="blocks/table.html",
    )


class BodyBlock(blocks.StreamBlock):
    """The body of an item."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=80, template="blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Paragraphs"), features=RICH_TEXT_FEATURES, template="blocks/paragraph.html"
    )
    image = ImageBlock()
    table = _table_block()
    quote = QuoteBlock()
    legal_text = LegalTextBlock()

    class Meta:
        required = False
        block_counts = {"legal_text": {"max_num": 1}}  # its anchors are unique within one text


class AttachmentBlock(blocks.StructBlock):
    """A document offered for download, under its own title unless one is given."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("Attachment")


class AttachmentsBlock(blocks.StreamBlock):
    """The attachments of an item."""

    attachment = AttachmentBlock()

    class Meta:
        required = False


class FeaturedBlock(blocks.StructBlock):
    """Something a unit puts forward on its home: a title, a line of text and where it leads."""

    title = blocks.CharBlock(label=_("title"), max_length=40)
    text = blocks.CharBlock(label=_("text"), max_length=120, required=False)
    image = ImageChooserBlock(label=_("image"), required=False)
    page = blocks.PageChooserBlock(label=_("page"), required=False)

    class Meta:
        icon = "pick"
        label = _("Featured")
        template = "blocks/featured.html"


class FeaturedBlocks(blocks.StreamBlock):
    """What a unit puts forward on its home: four at most."""

    featured = FeaturedBlock()

    class Meta:
        required = False
        max_num = 4
