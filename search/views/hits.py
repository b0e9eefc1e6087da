"""Results as they are shown: marked, with the passage that answers and the way to the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from files.text import PageText, Part
from files.texts import stored_texts
from search.models import PublishedItem
from search.registry import item_type
from search.snippets import Passage, Wanted, marked, passage, passage_of_pages, wanted
from search.views.asked import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result; ``address`` leads to its page by way of the count of clicks."""

    item: PublishedItem
    address: str
    title: Passage
    passage: Passage
    number: Passage
    keywords: Passage
    is_promoted: bool = False

    @property
    def title_html(self) -> SafeString:
        """The title, with the page of the file that answers."""
        if not self.file_page:
            return self.title.html
        told = _("{title} (attachment, {page})")
        return format_html(told, title=self.title.html, page=self.file_page)

    @property
    def file_page(self) -> str:
        """The page or sheet of the file that answers; empty where the file has but one page."""
        page, document = self.passage.page, self.item.document
        if page is None or not page.number or (document and document.page_count == 1):
            return ""
        if page.part == Part.SHEET:
            return page.label or _("sheet %(number)d") % {"number": page.number}
        return _("page %(number)d") % {"number": page.number}

    @property
    def file_label(self) -> str:
        """What kind of file it is, and of how many pages."""
        document = self.item.document
        if document is None:
            return ""
        return _("Attachment %(file_type)s") % {"file_type": document.file_type}

    @property
    def file_address(self) -> str:
        """Where the file itself opens, at the page that answers."""
        document = self.item.document
        if document is None:
            return ""
        page = self.passage.page
        is_pdf = document.file_type == "PDF"
        place = f"#page={page.number}" if is_pdf and page and page.number > 1 else ""
        return f"{document.url}{place}"

    @property
    def answers_how_to(self) -> bool:
        known = item_type(self.item.item_type)
        return known is not None and known.answers_how_to


def hits(items: Iterable[PublishedItem], asked: Asked, *, is_promoted: bool = False) -> list[Hit]:
    """Return items as they are shown; one query reads the texts of the files among them."""
    found = list(items)
    to_mark = wanted(asked.text)
    pages = stored_texts([item.document for item in found if item.document])
    first = 1 if is_promoted else asked.start + 1
    return [
        _hit(item, asked, place, to_mark, pages, is_promoted=is_promoted)
        for place, item in enumerate(found, first)
    ]


def _hit(
    item: PublishedItem,
    asked: Asked,
    place: int,
    to_mark: Wanted,
    pages: Mapping[int, list[PageText]],
    *,
    is_promoted: bool,
) -> Hit:
    title, body = marked(item.title, to_mark), _passage(item, to_mark, pages)
    number = marked(item.number, to_mark)
    is_shown = title.found or body.found or number.found
    keywords = Passage() if is_shown else marked(item.keywords, to_mark)
    return Hit(
        item=item,
        address=_address(item, asked, place),
        title=title,
        passage=body,
        number=number,
        # Said only where nothing else tells why the item is here
        keywords=keywords if keywords.found else Passage(),
        is_promoted=is_promoted,
    )


def _address(item: PublishedItem, asked: Asked, place: int) -> str:
    query = urlencode({"q": asked.text, "p": place})
    return f"{reverse('search_to', args=[item.pk])}?{query}"


def _passage(item: PublishedItem, to_mark: Wanted, pages: Mapping[int, list[PageText]]) -> Passage:
    """Return what to show of an item: of its text, unless the summary says more about it."""
    if item.document_id and item.document_id in pages:
        return passage_of_pages(pages[item.document_id], to_mark)
    of_text, of_summary = passage(item.text, to_mark), passage(item.summary, to_mark)
    if of_summary.found > of_text.found or (item.summary and not of_text.found):
        return of_summary
    return of_text
