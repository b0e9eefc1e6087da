"""Rich text as readers see it, and what its tags point to.

Tags that only format never part the characters of a number; blocks and line breaks do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BLOCK_NAMES = (
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
# Attributes that readers may come to see, or that lead somewhere
_SHOWN = ("alt", "title", "aria-label")
_TARGETS = ("href", "src", "url")


@dataclass(slots=True)
class RichTextPieces:
    """The words of a rich text, the words hidden in its tags, its links, images and documents."""

    text: str = ""
    beside: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    image_ids: list[int] = field(default_factory=list)
    document_ids: list[int] = field(default_factory=list)


def pieces_of(html: str) -> RichTextPieces:
    """Take a rich text apart, as the database keeps it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip(" ").rstrip("\t") for line in "".join(reader.words).split("\n"))
    reader.pieces.text = "\n".join(line for line in lines if line.strip())
    return reader.pieces


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.pieces = RichTextPieces()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)
        found = {name: value for name, value in attrs if value}
        kind = found.get("linktype") or found.get("embedtype")
        if kind in ("document", "image") and found.get("id", "").isdecimal():
            ids = self.pieces.image_ids if kind == "image" else self.pieces.document_ids
            ids.append(int(found["id"]))
        self.pieces.links += [found[name] for name in _TARGETS if name in found]
        self.pieces.beside += [found[name] for name in _SHOWN if name in found]

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag in _CELLS:
            self.words.append("\t")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.pieces.beside.append(data)

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")
