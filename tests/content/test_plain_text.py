"""The words of a body, for lists and for finding."""

import pytest

from content.blocks import BodyBlock
from content.plain_text import SUMMARY_LENGTH, plain_text, summarise


def body(*blocks):
    return BodyBlock().to_python([{"type": kind, "value": value} for kind, value in blocks])


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (("heading", "A heading"), "A heading"),
        (("paragraph", "<p>A <b>bold</b> word</p>"), "A bold word"),
        (("quote", {"text": "Quoted", "source": "Somebody"}), "Quoted\nSomebody"),
        (("legal_text", "第一条 甲"), "第一条 甲"),
        (("paragraph", "<p></p>"), ""),
    ],
)
def test_text_of_a_block_is_its_words(block, text):
    assert plain_text(body(block)) == text


def test_words_of_a_table_are_its_headings_and_cells():
    table = {
        "columns": [{"type": "text", "heading": "Head"}],
        "rows": [{"values": ["One"]}, {"values": ["Two"]}],
    }

    assert plain_text(body(("table", table))).split() == ["Head", "One", "Two"]


def test_blocks_are_separated_by_line_breaks():
    assert plain_text(body(("heading", "One"), ("heading", "Two"))) == "One\nTwo"


def test_several_bodies_follow_each_other():
    assert plain_text(body(("heading", "One")), body(("heading", "Two"))) == "One\nTwo"


@pytest.mark.parametrize(
    ("summary", "text", "expected"),
    [
        ("By hand", "The text", "By hand"),
        ("", "The text", "The text"),
        ("", "One\n\n  two\u3000three ", "One two three"),
        ("", "", ""),
        ("", "字" * SUMMARY_LENGTH, "字" * SUMMARY_LENGTH),
        ("", "字" * (SUMMARY_LENGTH + 1), "字" * (SUMMARY_LENGTH - 1) + "…"),
    ],
)
def test_summary_is_the_one_by_hand_or_the_beginning(summary, text, expected):
    assert summarise(summary, text) == expected
