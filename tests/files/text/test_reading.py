"""Which files are read at all, and what is said of those that are not."""

from io import BytesIO

import pytest

from files.text import Limits, Part, Reason, UnreadableFile, extract_text
from tests.files.text.office_files import packed, pdf_with, repacked, word, workbook

BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(content, name, **limits):
    return extract_text(BytesIO(content), name, limits=Limits(**limits))


def reason_for(content, name, **limits):
    with pytest.raises(UnreadableFile) as refused:
        read(content, name, **limits)
    return refused.value.reason


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (packed(a_dot_txt="words"), "papers.zip", Reason.UNSUPPORTED),
        (packed(OFD_dot_xml="<ofd/>"), "notice.ofd", Reason.UNSUPPORTED),
        (packed(ppt__presentation_dot_xml="<p/>"), "talk.pptx", Reason.UNSUPPORTED),
        (OLD_OFFICE, "notice.doc", Reason.UNSUPPORTED),
        (OLD_OFFICE, "table.wps", Reason.UNSUPPORTED),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "a.docx", Reason.ENCRYPTED),
        (b"Rar!\x1a\x07\x00", "papers.rar", Reason.UNSUPPORTED),
        (b"<html></html>", "page.html", Reason.UNSUPPORTED),
        (b"nothing of the kind", "notice.pdf", Reason.BROKEN),
        (b"nothing of the kind", "notice.docx", Reason.BROKEN),
        (b"PK\x03\x04 cut off", "notice.docx", Reason.BROKEN),
        (b"%PDF-1.7 cut off", "notice.pdf", Reason.BROKEN),
        (packed(word__document_dot_xml="<w"), "notice.docx", Reason.BROKEN),
        (packed(xl__workbook_dot_xml="<w"), "table.xlsx", Reason.BROKEN),
        (b"\x00\x01\x02", "notice.txt", Reason.ENCODING),
        (b"\xff\xff\xff", "notice.txt", Reason.ENCODING),
    ],
)
def test_unreadable_file_is_refused_with_its_reason(content, name, reason):
    assert reason_for(content, name) is reason


def test_refusal_names_the_file():
    with pytest.raises(UnreadableFile, match=r"papers\.rar"):
        read(b"Rar!\x1a\x07\x00", "papers.rar")


def test_bytes_tell_the_kind_of_a_file_with_a_wrong_name():
    assert read(pdf_with("13800138000"), "notice.txt")[0].text.strip() == "13800138000"


def test_empty_file_has_no_text():
    assert read(b"", "empty.txt") == []


@pytest.mark.parametrize("content", [word("words"), workbook([["words"]])])
def test_macros_are_refused(content):
    name = "word__vbaProject_dot_bin"

    assert reason_for(repacked(content, **{name: b"macro"}), "a.docx") is Reason.MACROS


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, BOMB.encode("utf-16-le")])
def test_entities_are_refused_before_anything_is_parsed(xml):
    files = (
        repacked(word("words"), word__document_dot_xml=xml),
        repacked(workbook([["words"]]), xl__sharedStrings_dot_xml=xml),
    )

    assert {reason_for(content, "a.docx") for content in files} == {Reason.ENTITIES}


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"size": 100}, Reason.TOO_LARGE),
        ({"unpacked": 1000}, Reason.UNPACKS_TOO_LARGE),
        ({"members": 3}, Reason.UNPACKS_TOO_LARGE),
        ({"characters": 5}, Reason.TOO_LONG),
    ],
)
@pytest.mark.parametrize("content", [word("many words"), workbook([["many words"]])])
def test_packed_file_past_a_limit_is_refused(content, limits, reason):
    assert reason_for(content, "a.docx", **limits) is reason


def test_bomb_is_refused_by_what_it_declares():
    content = repacked(word("words"), word__bomb_dot_xml=b" " * 2_000_000)

    assert len(content) < 100_000
    assert reason_for(content, "a.docx", unpacked=1_500_000) is Reason.UNPACKS_TOO_LARGE


def test_pdf_with_too_many_pages_is_refused():
    assert reason_for(pdf_with("a", "b", "c"), "a.pdf", pages=2) is Reason.TOO_MANY_PAGES


def test_workbook_with_too_many_cells_is_refused():
    content = workbook([[1] * 50] * 3)

    assert reason_for(content, "a.xlsx", cells=100) is Reason.TOO_LONG


def test_far_cell_of_a_sheet_counts_all_cells_before_it():
    content = workbook([], change=lambda book: book.active.cell(3, 16000, "far"))

    assert reason_for(content, "a.xlsx", cells=15_000) is Reason.TOO_LONG


def test_file_inside_a_file_is_read():
    content = repacked(
        word("outside"), word__embeddings__table_dot_xlsx=workbook([["13800138000"]])
    )

    inside = [page for page in read(content, "a.docx") if page.part is Part.EMBEDDED]
    assert ("table.xlsx", "13800138000") in [(page.label, page.text) for page in inside]


def test_unreadable_file_inside_a_file_is_told():
    content = repacked(word("outside"), word__embeddings__object_dot_bin=OLD_OFFICE)

    gaps = [(page.label, page.gap) for page in read(content, "a.docx") if page.gap]
    assert gaps == [("object.bin", Reason.EMBEDDED)]


def test_files_are_read_one_level_deep():
    inner = repacked(word("inner"), word__embeddings__more_dot_docx=word("innermost"))
    content = repacked(word("outer"), word__embeddings__inner_dot_docx=inner)
    pages = read(content, "a.docx")

    assert "inner" in [page.text for page in pages]
    assert Reason.EMBEDDED in [page.gap for page in pages]
    assert "innermost" not in [page.text for page in pages]
