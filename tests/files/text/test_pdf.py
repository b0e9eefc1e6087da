"""What is read of a PDF."""

from io import BytesIO

import pytest
from pypdf.annotations import FreeText, Link, Text
from pypdf.generic import DictionaryObject, NameObject, NullObject, TextStringObject

from files.text import Part, Reason, UnreadableFile, extract_text
from tests.files.text.office_files import pdf_with, word


def read(*texts, change=lambda writer: None):
    return extract_text(BytesIO(pdf_with(*texts, change=change)), "notice.pdf")


def texts_of(pages, part):
    return [page.text for page in pages if page.part is part]


def test_pages_are_numbered():
    pages = read("first", "second")

    assert [(page.number, page.text.strip()) for page in pages if page.part is Part.PAGE] == [
        (1, "first"),
        (2, "second"),
    ]


def test_page_that_is_a_picture_is_told():
    pages = read("words", "")

    assert [(page.number, page.gap) for page in pages if page.gap] == [(2, Reason.PICTURE)]


def test_title_and_author_are_read():
    pages = read("x", change=lambda w: w.add_metadata({"/Author": "Li", "/Title": "Plan"}))

    assert {"Li", "Plan"} <= set(texts_of(pages, Part.METADATA))


def test_notes_on_a_page_are_read():
    def annotate(writer):
        writer.add_annotation(0, Text(text="call 13800138000", rect=(0, 0, 9, 9)))
        writer.add_annotation(0, FreeText(text="draft", rect=(0, 0, 9, 9)))

    assert texts_of(read("x", change=annotate), Part.COMMENT) == ["call 13800138000\ndraft"]


def test_value_of_a_form_field_is_read():
    def fill(writer):
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/V"): TextStringObject("13800138000"),
                NameObject("/Rect"): NullObject(),
            }
        )
        writer.add_annotation(0, field)

    assert texts_of(read("x", change=fill), Part.COMMENT) == ["13800138000"]


def test_link_targets_are_read():
    def link(writer):
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="mailto:li@example.com"))

    assert texts_of(read("x", change=link), Part.LINK) == ["mailto:li@example.com"]


def test_bookmarks_are_read():
    def mark(writer):
        chapter = writer.add_outline_item(title="Chapter", page_number=0)
        writer.add_outline_item(title="Section", page_number=0, parent=chapter)

    assert texts_of(read("x", change=mark), Part.BOOKMARK) == ["Chapter\nSection"]


def test_attached_file_is_read():
    pages = read("x", change=lambda w: w.add_attachment("list.docx", word("13800138000")))

    assert "13800138000" in texts_of(pages, Part.EMBEDDED)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_that_anybody_may_open_is_read(algorithm):
    pages = read("x", change=lambda w: w.encrypt("", "owner", algorithm=algorithm))

    assert pages[0].text.strip() == "x"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_pdf_with_a_password_is_refused(algorithm):
    with pytest.raises(UnreadableFile) as refused:
        read("x", change=lambda w: w.encrypt("user", "owner", algorithm=algorithm))

    assert refused.value.reason is Reason.ENCRYPTED
