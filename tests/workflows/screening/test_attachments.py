"""What the check reads of attached files."""

import pytest

from files.text import Reason
from tests.factories import make_document
from tests.files.text.office_files import pdf_with, word, workbook
from workflows.screening import Rule, screen
from workflows.screening.attachments import attachment_parts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf_with("call 13800138000"), "a.pdf"),
        (word("call 13800138000"), "a.docx"),
        (workbook([["Li", 13800138000]]), "a.xlsx"),
        (b"Li,13800138000", "a.csv"),
    ],
)
def test_number_in_an_attachment_is_found(content, name):
    findings = screen(attachment_parts(make_document(content, name)))

    assert [f.excerpt for f in findings if f.rule == Rule.MOBILE] == ["13800138000"]


def test_place_names_the_document_and_the_page():
    document = make_document(pdf_with("first", "second"), "a.pdf", title="Form")
    second = next(p for p in attachment_parts(document) if p.text.strip() == "second")

    assert second.place.page == 2
    assert second.place.label.startswith("Form >")
    assert second.place.path.startswith(f"documents.{document.pk}.")


def test_file_that_cannot_be_read_is_a_finding():
    parts = attachment_parts(make_document(b"Rar!", "papers.rar", title="Papers"))

    assert [(p.text, p.gap, p.place.label) for p in parts] == [("", Reason.UNSUPPORTED, "Papers")]
    assert [f.rule for f in screen(parts)] == [Rule.UNREADABLE]


def test_page_that_is_a_picture_is_a_finding():
    findings = screen(attachment_parts(make_document(pdf_with("words", ""), "scan.pdf")))

    assert [(f.rule, f.place.page) for f in findings] == [(Rule.UNREADABLE, 2)]
