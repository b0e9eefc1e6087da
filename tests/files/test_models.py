"""What is recorded of a file when it comes in."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from files.models import Document, Image
from tests.factories import make_document, make_image, make_superuser, pdf
from tests.visits import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return sign_in(make_superuser())


def upload_document(client, content, name="form.pdf"):
    file = SimpleUploadedFile(name, content)
    response = client.post(
        reverse("wagtaildocs:add"), {"title": "Form", "file": file, "collection": "1"}
    )
    assert response.status_code == 302, response.context["form"].errors
    return Document.objects.get()


def picture_bytes():
    with make_image().file.open() as file:
        content = file.read()
    Image.objects.all().delete()
    return content


def test_uploaded_document_has_the_hash_of_its_bytes(client):
    content = pdf(2)

    assert upload_document(client, content).content_hash == hashlib.sha256(content).hexdigest()


def test_uploaded_image_has_the_hash_of_its_bytes(client):
    content = picture_bytes()
    file = SimpleUploadedFile("a.png", content, "image/png")
    client.post(reverse("wagtailimages:add"), {"title": "A", "file": file, "collection": "1"})

    assert Image.objects.get().content_hash == hashlib.sha256(content).hexdigest()


def test_same_bytes_have_the_same_hash_under_any_name():
    content = pdf(1)

    one, two = make_document(content, "one.pdf"), make_document(content, "two.pdf")
    assert one.content_hash == two.content_hash


def test_replaced_file_has_another_hash():
    document = make_document(pdf(1))
    before = document.content_hash
    document.file = SimpleUploadedFile("new.pdf", pdf(4))

    document._set_document_file_metadata()

    assert document.content_hash != before
    assert document.page_count == 4


@pytest.mark.parametrize("pages", [1, 2, 30])
def test_pages_of_a_pdf_are_counted(client, pages):
    assert upload_document(client, pdf(pages)).page_count == pages


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 and nothing more", "broken.pdf"),
        (b"", "empty.pdf"),
        (pdf(3)[:200], "cut.pdf"),
        (b"\x00" * 1000, "zeros.pdf"),
        (b"a,b\n1,2\n", "table.csv"),
        (b"PK\x03\x04", "text.docx"),
    ],
)
def test_file_that_does_not_say_has_no_page_count(content, name):
    assert make_document(content, name).page_count is None


def test_pdf_with_upper_case_ending_is_a_pdf():
    document = make_document(name="FORM.PDF")

    assert (document.file_type, document.page_count) == ("PDF", 2)


def test_locked_pdf_is_no_error():
    writer, buffer = PdfWriter(PdfReader(BytesIO(pdf(2)))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(buffer)

    assert make_document(buffer.getvalue()).page_count in (None, 2)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("form.pdf", "PDF"), ("text.docx", "DOCX"), ("scan.ofd", "OFD"), ("noending", "")],
)
def test_type_is_told_by_its_ending(name, expected):
    assert make_document(b"x", name).file_type == expected


def test_file_is_still_readable_after_it_was_counted():
    content = pdf(2)

    with make_document(content).file.open() as file:
        assert file.read() == content


def test_alternative_text_of_an_image_is_its_description():
    assert make_image(alternative_text="A bridge").default_alt_text == "A bridge"
