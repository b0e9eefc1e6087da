"""What is read of a workbook."""

import datetime
from io import BytesIO

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from files.text import Part, extract_text
from tests.files.text.office_files import repacked, workbook


def read(content):
    return extract_text(BytesIO(content), "table.xlsx")


def texts_of(content, part):
    return [page.text for page in read(content) if page.part is part]


def test_rows_are_lines_with_tabs():
    content = workbook([["Name", "Phone"], ["Li", None], [None, "138"]])

    assert texts_of(content, Part.SHEET) == ["Name\tPhone\nLi\n\t138"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (13800138000, "13800138000"),
        (13800138000.0, "13800138000"),
        (1.5, "1.5"),
        (True, "True"),
        (datetime.datetime(2026, 5, 1, 8, 30), "2026-05-01 08:30:00"),
    ],
)
def test_values_are_read_as_they_are_seen(value, text):
    assert texts_of(workbook([[value]]), Part.SHEET) == [text]


def test_sheets_are_numbered_and_named():
    def add(book):
        book.active.title = "One"
        book.create_sheet("Two").append(["second"])

    pages = [page for page in read(workbook([["first"]], add)) if page.part is Part.SHEET]
    assert [(page.number, page.label, page.text) for page in pages] == [
        (1, "One", "first"),
        (2, "Two", "second"),
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read(state):
    def add(book):
        sheet = book.create_sheet("Two")
        sheet.append(["hidden words"])
        sheet.sheet_state = state

    assert texts_of(workbook([["x"]], add), Part.HIDDEN_SHEET) == ["hidden words"]


def test_hidden_rows_and_columns_are_read():
    def hide(book):
        book.active.row_dimensions[1].hidden = True
        book.active.column_dimensions["B"].hidden = True

    assert texts_of(workbook([["a", "b"]], hide), Part.SHEET) == ["a\tb"]


def test_formula_without_a_remembered_value_is_read():
    assert texts_of(workbook([['="138"&"00138000"']]), Part.SHEET) == ['\t="138"&"00138000"']


def test_comments_are_read():
    def add(book):
        book.active["A1"].comment = Comment("call 13800138000", "Li")

    found = texts_of(workbook([["x"]], add), Part.COMMENT)
    assert any("call 13800138000" in text for text in found)


def test_headers_and_footers_are_read():
    def add(book):
        book.active.oddHeader.center.text = "secret"

    assert "secret" in texts_of(workbook([["x"]], add), Part.HEADER)[0]


def test_hints_of_cells_are_read():
    def add(book):
        hint = DataValidation(type="list", formula1='"a,b"', prompt="ask Li")
        hint.add("A1")
        book.active.add_data_validation(hint)

    assert texts_of(workbook([["x"]], add), Part.HEADER) == ["ask Li"]


def test_text_boxes_are_read():
    drawing = '<d:wsDr xmlns:d="x" xmlns:a="y"><a:p><a:t>boxed</a:t></a:p></d:wsDr>'

    content = repacked(workbook([["x"]]), xl__drawings__drawing1_dot_xml=drawing)
    assert texts_of(content, Part.DRAWING) == ["boxed"]


def test_drawing_of_an_older_program_is_read():
    drawing = '<xml xmlns:v="x"><v:textbox><div>boxed<br></div></v:textbox></xml>'

    content = repacked(workbook([["x"]]), xl__drawings__vmlDrawing1_dot_vml=drawing)
    assert texts_of(content, Part.DRAWING) == ["boxed"]


def test_values_remembered_of_other_workbooks_are_read():
    links = '<externalLink xmlns="x"><cell><v>13800138000</v></cell></externalLink>'

    content = repacked(workbook([["x"]]), xl__externalLinks__externalLink1_dot_xml=links)
    assert texts_of(content, Part.STORED) == ["13800138000"]


def test_values_remembered_by_a_pivot_table_are_read():
    cache = '<pivotCacheDefinition xmlns="x"><s v="Li"/><n v="138"/></pivotCacheDefinition>'

    content = repacked(workbook([["x"]]), xl__pivotCache__pivotCacheDefinition1_dot_xml=cache)
    assert texts_of(content, Part.STORED) == ["Li\n138"]


def test_properties_are_read():
    def add(book):
        book.properties.creator = "Li"
        book.properties.lastModifiedBy = "Wang"

    assert {"Li", "Wang"} <= set(texts_of(workbook([["x"]], add), Part.METADATA))
