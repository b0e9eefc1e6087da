"""The normal form of a text, and the way back from it."""

import pytest

from workflows.screening.normal import CompactText, NormalText, normal_form


@pytest.mark.parametrize(
    ("original", "form"),
    [
        ("１２３ＡＢ", "123ab"),
        ("1\u200b2\u00ad3\ufeff", "123"),
        ("a—b－c‐d", "a-b-c-d"),
        ("a·b•c．d", "a.b.c.d"),
        ("機密", "机密"),
        ("㊙", "秘"),
        ("❶❷❸", "123"),
        ("①13800138000", " 13800138000"),
        ("a\r\nb\u2028c", "a\n\nb\nc"),
        ("\u202d13\u202c", "13"),
        ("1\u03362\u0336", "12"),
        ("\ud800", ""),
    ],
)
def test_text_takes_its_normal_form(original, form):
    assert NormalText(original).text == form


@pytest.mark.parametrize(
    ("original", "digits"),
    [
        ("一三八零零一三八零零零", "13800138000"),
        ("138零零138零零零", "13800138000"),
        ("138OO1380l0", "13800138010"),
        ("二〇二六年五月", "二〇二六年五月"),
        ("李四13800138000", "李四13800138000"),
    ],
)
def test_digits_are_read_in_other_signs(original, digits):
    assert NormalText(original).digits == digits


def test_span_leads_back_to_the_original():
    original = "a\u200b１\u200b２㊙"
    text = NormalText(original)

    assert original[slice(*text.span(1, 3))] == "１\u200b２"


def test_part_of_a_sign_leads_back_to_the_whole_sign():
    text = NormalText("x㍘y")

    assert (text.text, text.span(2, 3)) == ("x0点y", (1, 2))


def test_compact_text_leads_back():
    text = "内 部 资·料abc d"
    compact = CompactText(text.replace("·", "."))

    assert compact.text == "内部资料abc d"
    assert compact.span(1, 4) == (2, 7)


def test_words_are_compared_in_one_form():
    assert normal_form("內 部　資料 ") == "内部资料"
