"""What the content check reads of an attached file: all its text, and what cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from files.models import Document
from files.text import PageText, Part, UnreadableFile
from files.texts import text_of
from workflows.screening.findings import Place, TextPart
from workflows.screening.page_content import joined

_COUNTED = {
    Part.PAGE: gettext_lazy("page %(number)d"),
    Part.SHEET: gettext_lazy("sheet %(number)d"),
    Part.HIDDEN_SHEET: gettext_lazy("hidden sheet %(number)d"),
}


def attachment_parts(document: Document) -> list[TextPart]:
    """Return the text of a document, page by page, read once for the same bytes.

    A file, or a page of one, that cannot be read gives a part that says so: it becomes a finding,
    so that somebody opens it.
    """
    path, title = f"documents.{document.pk}", str(document.title)
    try:
        pages = text_of(document)
    except UnreadableFile as unreadable:
        return [TextPart(Place(path, title), "", gap=unreadable.reason)]
    return [
        TextPart(
            Place(f"{path}.{number}", joined(title, _label(page)), page.number),
            page.text,
            gap=page.gap,
        )
        for number, page in enumerate(pages, start=1)
    ]


def _label(page: PageText) -> str:
    """Return where a piece stands in its file, and what it is where it is no page or sheet."""
    counted = _COUNTED.get(page.part, _COUNTED[Part.PAGE])
    place = str(counted) % {"number": page.number} if page.number else ""
    kind = "" if page.part in _COUNTED else str(page.part.label)
    return joined(joined(place, kind), page.label)
