"""What a line of an import gives, and what is said of a bad one."""

import datetime
import gzip
import json
from pathlib import Path

import pytest

from console import demo
from console.item_lines import BadLine, parse_line, read_lines

SAMPLE = Path(demo.__file__).parent / "import_sample.jsonl"

LAW = {"id": "a1", "title": "Law", "body": "Text"}


def parse(**values):
    """The record of a line that is good but for the values given."""
    return parse_line(7, json.dumps(LAW | values).encode())


def faults(line):
    """The keys that are wrong with a line."""
    with pytest.raises(BadLine) as bad:
        parse_line(7, line)
    assert {error.line for error in bad.value.errors} == {7}
    return [error.column for error in bad.value.errors]


@pytest.mark.parametrize("body", ["one\ntwo", ["one", "", "two"], [" one\t", "\ttwo", "\u3000"]])
def test_body_may_be_a_text_or_a_list_of_paragraphs(body):
    assert parse(body=body).text == "one\ntwo"


def test_control_characters_in_a_body_become_spaces():
    assert parse(body="one\ttwo\u0000three").text == "one two three"


def test_values_are_read_as_what_they_are():
    record = parse(id=12, date="2024-03-09", effective_on="2024-05-01", title=" A  law ")

    assert (record.source_id, record.values["title"]) == ("12", "A law")
    assert record.date == datetime.date(2024, 3, 9)
    assert record.values["effective_on"] == datetime.date(2024, 5, 1)


def test_what_a_line_does_not_say_is_left_open():
    record = parse(organ=None, region="unknown keys do no harm")

    assert set(record.values) == {"source_id", "title"}
    assert (record.date, record.unit, record.column) == (None, "", "")


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"id": ""}, "id"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"id": "i" * 81}, "id"),
        ({"title": " "}, "title"),
        ({"title": "t" * 256}, "title"),
        ({"title": ["t"]}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"body": []}, "body"),
        ({"body": "\n"}, "body"),
        ({"body": [1]}, "body"),
        ({"body": None}, "body"),
        ({"body": "\udfff"}, "body"),
        ({"date": "9.3.2024"}, "date"),
        ({"date": "2024-02-30"}, "date"),
        ({"organ": "o" * 121}, "organ"),
        ({"validity": "perhaps"}, "validity"),
        ({"effective_on": "2024-05-01", "expires_on": "2024-04-01"}, "expires_on"),
        ({"unit": []}, "unit"),
        ({"column": {}}, "column"),
    ],
)
def test_bad_value_is_named_by_its_key(values, key):
    assert faults(json.dumps(LAW | values).encode()) == [key]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'"text"', b"[" * 100_000, b"\xff", "{}".encode("utf-16")]
)
def test_line_that_is_no_object_is_refused(line):
    assert faults(line) == [""]


def test_all_that_is_wrong_with_a_line_is_said():
    assert faults(b'{"id": "", "date": "x"}') == ["id", "title", "body", "date"]


def test_sample_that_travels_with_the_project_is_good():
    records = [parse_line(number, line) for number, line in read_lines(SAMPLE)]

    assert records


@pytest.mark.parametrize("opener", [open, gzip.open])
def test_lines_are_read_with_their_numbers(tmp_path, opener):
    with opener(tmp_path / "texts", "wb") as target:
        target.write(b"one\n\n \r\ntwo")

    assert list(read_lines(tmp_path / "texts")) == [(1, b"one\n"), (4, b"two")]


def test_byte_order_mark_makes_no_difference():
    assert parse_line(1, b"\xef\xbb\xbf" + json.dumps(LAW).encode()).source_id == "a1"


def test_file_that_was_cut_says_where_it_is_damaged(tmp_path):
    path = tmp_path / "texts.gz"
    path.write_bytes(gzip.compress(b"one\ntwo\n" * 5)[:-9])

    with pytest.raises(BadLine) as bad:
        list(read_lines(path))

    assert bad.value.errors[0].column == ""
