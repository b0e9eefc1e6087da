"""Results as they are shown, those in files with the page that answers."""

from dataclasses import asdict

import pytest
from django.utils import timezone

from files.models import FileText
from files.text import PageText, Part
from files.texts import READER
from search.enums import ATTACHMENT
from search.models import PublishedItem
from search.views.asked import read
from search.views.hits import hits
from tests.factories import make_column, make_document, make_home, make_item, make_unit, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """The row of an article of a unit."""
    column = make_column(make_home(make_unit("gaj")))
    return PublishedItem.objects.get(page=make_item(column))


def attached(item, document, *pages):
    """The row of a file of an article, with the text that was read of it."""
    FileText.objects.update_or_create(
        content_hash=document.content_hash,
        extension=document.file_extension,
        defaults={
            "pages": [asdict(page) for page in pages],
            "reader": READER,
            "read_at": timezone.now(),
        },
    )
    item.item_type, item.document, item.title = ATTACHMENT, document, "常见问题解答"
    item.text = "\n".join(page.text for page in pages)
    return item


def shown(item, query, **parameters):
    (hit,) = hits([item], read({"q": query, **parameters}, item.language))
    return hit


def test_file_tells_the_page_that_answers(item):
    row = attached(
        item, make_document(pdf(3)), PageText(1, "目录"), PageText(3, "异地购房提取需提供证明")
    )

    hit = shown(row, "异地提取")

    assert "3" in hit.file_page
    assert hit.file_page in hit.title_html
    assert "<mark>异地</mark>" in hit.passage.html


def test_file_opens_at_the_page_that_answers(item):
    document = make_document(pdf(3))
    row = attached(item, document, PageText(1, "目录"), PageText(3, "异地购房"))

    assert shown(row, "异地").file_address == f"{document.url}#page=3"


def test_file_of_one_page_tells_no_page(item):
    row = attached(item, make_document(pdf(1)), PageText(1, "异地购房"))

    assert shown(row, "异地").file_page == ""


def test_sheet_is_told_by_its_name(item):
    document = make_document(b"none", name="list.xlsx")
    row = attached(item, document, PageText(1, "异地购房", Part.SHEET, "名单"))

    assert shown(row, "异地").file_page == "名单"


def test_file_that_was_not_read_shows_what_is_indexed_of_it(item):
    row = attached(item, make_document(pdf(2)), PageText(1, "异地购房"))
    FileText.objects.all().delete()

    hit = shown(row, "异地")

    assert (hit.file_page, hit.passage.plain) == ("", "异地购房")


def test_texts_of_all_files_are_read_at_once(item, django_assert_num_queries):
    row = attached(item, make_document(pdf(2)), PageText(1, "异地购房"))
    asked = read({"q": "异地"}, item.language)
    hits([row], asked)

    with django_assert_num_queries(1):
        hits([row] * 10, asked)


def test_summary_is_shown_where_the_text_says_less(item):
    item.text, item.summary = "工作动态", "居住证办理指南"

    assert shown(item, "居住证").passage.html == "<mark>居住证</mark>办理指南"


def test_keywords_are_told_where_nothing_else_says_why(item):
    item.keywords = "居住证 户籍"

    assert shown(item, "居住证").keywords.html == "<mark>居住证</mark> 户籍"


def test_keywords_are_left_out_where_the_title_says_why(item):
    item.title, item.keywords = "居住证办理", "居住证"

    assert shown(item, "居住证").keywords.parts == ()


def test_document_number_is_marked(item):
    item.number = "示教发〔2026〕3号"

    assert "<mark>2026</mark>" in shown(item, "2026").number.html


def test_markup_in_a_title_is_text(item):
    item.title = "<i>居住证</i>"

    assert shown(item, "居住证").title_html == "&lt;i&gt;<mark>居住证</mark>&lt;/i&gt;"
