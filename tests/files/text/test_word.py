"""What is read of a Word file."""

from io import BytesIO

import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement

from files.text import Part, extract_text
from tests.files.text.office_files import WORD_NAMES, repacked, word, word_with_xml


def read(content):
    return extract_text(BytesIO(content), "notice.docx")


def texts_of(content, part):
    return [page.text for page in read(content) if page.part is part]


def test_paragraphs_are_lines():
    assert texts_of(word("first", "second"), Part.PAGE) == ["first\nsecond"]


def test_runs_of_a_paragraph_are_joined():
    def add(document):
        paragraph = document.add_paragraph("138")
        paragraph.add_run("0013").bold = True
        paragraph.add_run("8000")

    assert texts_of(word(change=add), Part.PAGE) == ["13800138000"]


def test_cells_of_a_row_share_a_line():
    def add(document):
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ["Name", "Phone", "Li", "138"], strict=True):
            cell.text = text

    assert texts_of(word(change=add), Part.PAGE) == ["Name\tPhone\nLi\t138"]


def test_pages_are_those_that_word_counted():
    def add(document):
        run = document.add_paragraph("first").runs[0]
        run.add_break(WD_BREAK.PAGE)
        run = document.add_paragraph().add_run()
        run._r.append(OxmlElement("w:lastRenderedPageBreak"))
        run.add_text("second")

    pages = [page for page in read(word(change=add)) if page.part is Part.PAGE]
    assert [(page.number, page.text.strip()) for page in pages] == [(1, "first"), (2, "second")]


@pytest.mark.parametrize(("holder", "part"), [("header", Part.HEADER), ("footer", Part.FOOTER)])
def test_headers_and_footers_are_read(holder, part):
    def add(document):
        getattr(document.sections[0], holder).paragraphs[0].text = "secret"

    assert texts_of(word("x", change=add), part) == ["secret"]


def test_comments_are_read():
    def add(document):
        document.add_comment(document.add_paragraph("x").runs, text="not yet decided", author="Li")

    assert texts_of(word(change=add), Part.COMMENT) == ["not yet decided"]


def test_footnotes_are_read():
    note = f"<w:footnotes {WORD_NAMES}><w:footnote><w:p><w:r><w:t>a note</w:t></w:r></w:p>"
    note += "</w:footnote></w:footnotes>"

    def add(document):
        name = PackURI("/word/footnotes.xml")
        part = PackagePart(name, CONTENT_TYPE.WML_FOOTNOTES, note.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert texts_of(word("x", change=add), Part.NOTE) == ["a note"]


def test_text_boxes_are_read_once():
    content = word_with_xml(
        "<w:p NAMES><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
        "<w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>"
        "<mc:Fallback><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert texts_of(content, Part.PAGE) == ["Before\nboxed"]


def test_deleted_text_is_read_apart():
    content = word_with_xml(
        "<w:p NAMES><w:r><w:t>138001</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>"
        "</w:del><w:r><w:t>38000</w:t></w:r></w:p>"
    )

    assert texts_of(content, Part.PAGE) == ["Before\n13800138000"]
    assert texts_of(content, Part.DELETED) == ["gone"]


def test_hidden_text_is_read():
    def add(document):
        document.add_paragraph().add_run("hidden").font.hidden = True

    assert texts_of(word(change=add), Part.PAGE) == ["hidden"]


def test_field_with_an_address_is_read():
    content = word_with_xml(
        '<w:p NAMES><w:r><w:instrText>HYPERLINK "mailto:li@example.com"</w:instrText></w:r>'
        "<w:r><w:t>Li</w:t></w:r></w:p>"
    )

    assert texts_of(content, Part.PAGE) == ['Before\nLi\nHYPERLINK "mailto:li@example.com"']


def test_link_targets_are_read():
    def add(document):
        document.part.relate_to(
            "mailto:li@example.com",
            RELATIONSHIP_TYPE.HYPERLINK,
            is_external=True,
        )

    assert texts_of(word("x", change=add), Part.LINK) == ["mailto:li@example.com"]


def test_properties_are_read():
    def add(document):
        document.core_properties.author = "Li"
        document.core_properties.last_modified_by = "Wang"
        document.core_properties.title = "Draft"

    assert {"Li", "Wang", "Draft"} <= set(texts_of(word("x", change=add), Part.METADATA))


def test_company_in_the_properties_is_read():
    properties = "<Properties><Application>Word</Application><Company>Bureau</Company></Properties>"
    found = texts_of(repacked(word("x"), docProps__app_dot_xml=properties), Part.METADATA)

    assert "Bureau" in found
    assert "Word" not in found


def test_data_behind_a_form_is_read():
    content = repacked(word("x"), customXml__item1_dot_xml="<form><id>138</id></form>")

    assert texts_of(content, Part.STORED) == ["138"]
