"""Chapters, sections and articles of a legal text."""

import pytest
from wagtail.blocks import StreamBlockValidationError

from content.blocks import BodyBlock, legal_sections


def kinds(text):
    return [(section.kind, section.id, section.label) for section in legal_sections(text)]


@pytest.mark.parametrize(
    ("line", "kind", "label", "text"),
    [
        ("第一章 总则", "chapter", "第一章", "总则"),
        ("第一章\u3000总则", "chapter", "第一章", "总则"),
        ("第十二章", "chapter", "第十二章", ""),
        ("第一编 通则", "chapter", "第一编", "通则"),
        ("第二节 登记", "section", "第二节", "登记"),
        ("第一条 为了规范", "article", "第一条", "为了规范"),
        ("第一条\u3000为了规范", "article", "第一条", "为了规范"),
        ("第一百二十三条 罚则", "article", "第一百二十三条", "罚则"),
        ("第一千零一条 罚则", "article", "第一千零一条", "罚则"),
        ("第12条 罚则", "article", "第12条", "罚则"),
        ("第一百二十条之一 罚则", "article", "第一百二十条之一", "罚则"),
        ("  第一条 缩进  ", "article", "第一条", "缩进"),
    ],
)
def test_line_is_recognised_by_its_number(line, kind, label, text):
    section = legal_sections(line)[0]

    assert (section.kind, section.label, section.text) == (kind, label, text)


@pytest.mark.parametrize(
    "line",
    [
        "总则",
        "根据第一章的规定",
        "第一章程序",
        "（一）申请材料",
        "本办法第三条所称",
        "第甲条 无效",
        "Article 1",
    ],
)
def test_other_line_is_a_paragraph(line):
    section = legal_sections(line)[0]

    assert (section.kind, section.id, section.text) == ("paragraph", "", line)


def test_each_kind_is_counted_by_itself():
    text = "第一章 总则\n第一条 甲\n第二条 乙\n第二章 附则\n第一节 丙\n第三条 丁"

    assert [section.id for section in legal_sections(text)] == [
        "chapter-1",
        "article-1",
        "article-2",
        "chapter-2",
        "section-1",
        "article-3",
    ]


def test_anchors_are_unique():
    text = "\n".join(f"第{n % 9 + 1}条 重复" for n in range(30))
    ids = [section.id for section in legal_sections(text)]

    assert len(set(ids)) == 30


@pytest.mark.parametrize("text", ["", "\n\n", "  \n\t\n\u3000"])
def test_empty_text_has_no_sections(text):
    assert legal_sections(text) == []


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\n\n\n"])
def test_any_line_break_separates(separator):
    assert len(kinds(separator.join(["第一条 甲", "第二条 乙"]))) == 2


def test_anchor_stays_when_text_is_added_behind():
    text = "第一条 甲\n第二条 乙"

    assert kinds(f"{text}\n第三条 丙")[:2] == kinds(text)


def test_body_takes_one_legal_text_so_that_anchors_are_unique():
    block = {"type": "legal_text", "value": "第一条 甲"}
    body = BodyBlock().to_python([block, block])

    with pytest.raises(StreamBlockValidationError):
        BodyBlock().clean(body)
