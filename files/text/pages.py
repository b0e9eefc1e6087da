"""The pieces of text a file is made of, and how much of it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from files.text.unreadable import Reason, UnreadableFile

MEGABYTE = 1024 * 1024


class Part(TextChoices):
    """Which piece of a file a text is; the labels are shown to reviewers."""

    PAGE = "page", pgettext_lazy("part of a file", "Page")
    SHEET = "sheet", pgettext_lazy("part of a file", "Sheet")
    HIDDEN_SHEET = "hidden_sheet", pgettext_lazy("part of a file", "Hidden sheet")
    HEADER = "header", pgettext_lazy("part of a file", "Page header")
    FOOTER = "footer", pgettext_lazy("part of a file", "Page footer")
    NOTE = "note", pgettext_lazy("part of a file", "Footnote or endnote")
    COMMENT = "comment", pgettext_lazy("part of a file", "Comment")
    DELETED = "deleted", pgettext_lazy("part of a file", "Deleted text that the file still holds")
    DRAWING = "drawing", pgettext_lazy("part of a file", "Drawing, chart or text box")
    BOOKMARK = "bookmark", pgettext_lazy("part of a file", "Bookmark")
    LINK = "link", pgettext_lazy("part of a file", "Link")
    METADATA = "metadata", pgettext_lazy("part of a file", "Properties of the file")
    STORED = "stored", pgettext_lazy("part of a file", "Data kept behind the text")
    EMBEDDED = "embedded", pgettext_lazy("part of a file", "Embedded file")


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one piece of a file.

    ``number`` counts pages or sheets from 1; 0 belongs to the file as a whole. The pages of a
    Word file are those that Word counted when it was last saved. ``label`` names the piece where
    it has a name: the sheet, the property, the embedded file. ``gap`` says why something stands
    here that could not be read.
    """

    number: int
    text: str
    part: Part = Part.PAGE
    label: str = ""
    gap: Reason | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read: bytes, pages or sheets, characters, table cells.

    ``unpacked`` bounds the bytes a packed file unpacks to, ``members`` the files inside it.
    """

    size: int = 50 * MEGABYTE
    unpacked: int = 150 * MEGABYTE
    members: int = 5_000
    pages: int = 2_000
    characters: int = 5_000_000
    cells: int = 2_000_000
    depth: int = 1


@dataclass(slots=True)
class Reading:
    """One file being read: its name, the limits, and what has been found of it so far."""

    name: str
    limits: Limits
    depth: int = 0
    pages: list[PageText] = field(default_factory=list)
    _characters: int = 0
    _cells: int = 0
    _unpacked: int = 0

    def add(
        self,
        number: int,
        text: str,
        part: Part = Part.PAGE,
        label: str = "",
        gap: Reason | None = None,
    ) -> None:
        """Keep a piece, unless it is empty. Raises ``UnreadableFile`` past the limits."""
        self._characters += len(text)
        if self._characters > self.limits.characters:
            raise UnreadableFile(Reason.TOO_LONG, self.name)
        if text.strip() or gap:
            self.pages.append(PageText(number, text, part, label, gap))

    def inside(self, name: str) -> Reading:
        """Begin to read a file inside this one, which may use what is left of the unpacking."""
        left = replace(self.limits, unpacked=self.limits.unpacked - self._unpacked)
        return Reading(name, left, self.depth + 1)

    def take(self, inner: Reading) -> None:
        """Keep what was found in a file inside. Raises ``UnreadableFile`` past the limits."""
        self._unpacked += inner._unpacked
        for page in inner.pages:
            self.add(0, page.text, Part.EMBEDDED, inner.name, page.gap)

    def count_unpacked(self, count: int) -> None:
        """Count bytes to be unpacked. Raises ``UnreadableFile`` past the limit."""
        self._unpacked += count
        if self._unpacked > self.limits.unpacked:
            raise UnreadableFile(Reason.UNPACKS_TOO_LARGE, self.name)

    def count_cells(self, count: int) -> None:
        """Count table cells, the empty ones too. Raises ``UnreadableFile`` past the limit."""
        self._cells += count
        if self._cells > self.limits.cells:
            raise UnreadableFile(Reason.TOO_LONG, self.name)

    def require_pages(self, count: int) -> None:
        """Raise ``UnreadableFile`` when the file has more pages or sheets than are read."""
        if count > self.limits.pages:
            raise UnreadableFile(Reason.TOO_MANY_PAGES, self.name)
