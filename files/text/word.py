"""DOCX: body, headers, footers, notes, comments, text boxes, charts and deleted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.opc.part import Part as PackagePart
from docx.opc.part import XmlPart
from lxml import etree

from files.text.packed import (
    local_name,
    opened,
    parsed,
    read_further_properties,
    read_links,
    read_stored,
    texts,
)
from files.text.pages import Part, Reading
from files.text.properties import read_properties
from files.text.unreadable import Reason

_STORIES = {
    "document": Part.PAGE,
    "hdr": Part.HEADER,
    "ftr": Part.FOOTER,
    "footnotes": Part.NOTE,
    "endnotes": Part.NOTE,
    "comments": Part.COMMENT,
    "glossaryDocument": Part.STORED,
    "chartSpace": Part.DRAWING,
    "dataModel": Part.DRAWING,  # a diagram
    "drawing": Part.DRAWING,
}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = {"t", "delText"}
_BLOCKS = {"p", "tbl", "txbxContent"}
# What Word keeps beside the text and no reader sees: pictures, fonts, settings of printers
_SILENT = re.compile(
    r"^(image|font|application/x-font|application/vnd\.ms-office\.(active|vml))|"
    r"obfuscatedFont|printerSettings|vmlDrawing|customXml|thumbnail",
    re.IGNORECASE,
)


def read_word(content: bytes, reading: Reading) -> None:
    """Read a Word file. Raises ``UnreadableFile`` for what is no sound Word file."""
    with opened(content, reading) as archive:
        document = Document(BytesIO(content))
        for part in document.part.package.iter_parts():
            _read_part(part, reading)
        properties = document.core_properties
        read_properties(
            reading,
            title=properties.title,
            author=properties.author,
            last_modified_by=properties.last_modified_by,
            subject=properties.subject,
            keywords=properties.keywords,
            category=properties.category,
            description=properties.comments,
        )
        read_further_properties(archive, reading)
        read_links(archive, reading)
        read_stored(archive, reading)


def _read_part(part: PackagePart, reading: Reading) -> None:
    is_xml = part.content_type.endswith("xml")
    if is_xml:
        root = part.element if isinstance(part, XmlPart) else parsed(part.blob)
        kind = _STORIES.get(local_name(root))
        if kind == Part.PAGE:
            _read_body(root, reading)
        elif kind:
            _read_story(root, kind, reading)
    elif "/embeddings/" not in part.partname and not _SILENT.search(part.content_type):
        reading.add(0, "", Part.EMBEDDED, part.partname.filename, Reason.EMBEDDED)


def _read_body(root: etree._Element, reading: Reading) -> None:
    """Read the body, cut where Word last broke its pages; a paragraph is never cut."""
    story = _Story()
    pages: list[list[str]] = [[]]
    for block in root.iter():
        if local_name(block) == "body":
            for child in block:
                if pages[-1] and _begins_page(child):
                    pages.append([])
                pages[-1].extend(story.lines(child))
            break
    reading.require_pages(len(pages))
    for number, lines in enumerate(pages, start=1):
        reading.add(number, "\n".join(lines))
    reading.add(0, "\n".join(story.deleted), Part.DELETED)


def _read_story(root: etree._Element, kind: Part, reading: Reading) -> None:
    story = _Story()
    reading.add(0, "\n".join([*story.lines(root), *texts(root, "v")]), kind)
    reading.add(0, "\n".join(story.deleted), Part.DELETED)


def _begins_page(block: etree._Element) -> bool:
    return any(local_name(element) == "lastRenderedPageBreak" for element in block.iter())


@dataclass(slots=True)
class _Story:
    """The lines of one part of a Word file; cells of a row share a line, set off by tabs.

    Deleted text is kept apart: within a line it would part what readers see as one.
    """

    deleted: list[str] = field(default_factory=list)

    def lines(self, element: etree._Element) -> list[str]:
        name = local_name(element)
        if name == "p":
            return self._paragraph(element)
        if name == "tr":
            cells = (cell for cell in element if local_name(cell) in ("tc", "sdt"))
            return ["\t".join(" ".join(self.lines(cell)) for cell in cells)]
        if name == "AlternateContent":
            return self._alternatives(element)
        return [line for child in element for line in self.lines(child)]

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        inline: list[str] = []
        blocks: list[str] = []
        for piece in self._pieces(paragraph):
            if isinstance(piece, str):
                inline.append(piece)
            else:
                blocks.extend(self.lines(piece))
        line = "".join(inline)
        return [*([line] if line.strip() else []), *blocks, *_field_codes(paragraph)]

    def _pieces(self, element: etree._Element) -> Iterator[str | etree._Element]:
        """Yield the words of a paragraph and the blocks, such as text boxes, set into it."""
        for child in element:
            name = local_name(child)
            if name == "del":
                self.deleted.append("".join(texts(child, "delText")))
            elif name in _BLOCKS or name == "AlternateContent":
                yield child
            elif name in _TEXTS:
                yield child.text or ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            else:
                yield from self._pieces(child)

    def _alternatives(self, element: etree._Element) -> list[str]:
        """Return the lines of what today's programs show, and what only older ones show."""
        shown: list[str] = []
        for choice in element:
            shown.extend(line for line in self.lines(choice) if line not in shown)
        return shown


def _field_codes(paragraph: etree._Element) -> list[str]:
    """Return the codes of fields that carry an address or a text of their own."""
    code = "".join(texts(paragraph, "instrText"))
    return [code] if '"' in code else []
