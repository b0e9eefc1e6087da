"""What holds for every text: offsets are right, nothing is raised, time grows with length."""

import time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.screening import made_up_numbers as made
from tests.workflows.screening.synthetic import bare, labelled_set, variants
from workflows.screening import Place, Rule, TextPart, screen
from workflows.screening.normal import NormalText

PLACE = Place("body", "Body")
# Pieces that rules look at, in an order nobody would write
PIECES = (
    "13800138000 11010119900307109X 6222021234567890128 0512 65123456 86 2026 x 1 0 8 "
    "机密 秘密 ★ 内部 资料 《 》 手机 身份证 卡号 元 号 订单号 li@qq.com http://a.cn/ 苏E - . · "
    "120.61986 31.29927 ° ′ ″ ㊙ ① ㍘ 一三 〇 零零 １３ ﷺ é 機密 * / ( )"
)
UNSEEN = st.sampled_from([" ", "\t", "\n", "\u200b", "\u00ad", "\u202e", "\u0336"])
WRITTEN = st.sampled_from(PIECES.split())
TEXTS = st.lists(WRITTEN | UNSEEN | st.text(max_size=4), max_size=60)
ADVERSARIAL = [
    "1 ", "12-", "1\t", "6222 ", "1.1234 ", "13800138000 ", "内部资料", "机密 ", "x@", "a.", "《",
    "(at)a", "身份证1234567890123456", "订单号：", "一", "1\u200b", "\u0336", "https://",
    "120.61986,", "\t\n", "0",
]  # fmt: skip


def found(text, context=""):
    return screen([TextPart(PLACE, text, context)])


@given(TEXTS.map("".join) | st.text(), st.text(max_size=20))
def test_offsets_cut_the_excerpt_out_of_the_text(text, context):
    findings = found(text, context)

    assert all(text[f.start : f.end] == f.excerpt for f in findings)
    assert all(0 <= f.start < f.end <= len(text) for f in findings)
    assert all(one.end <= other.start for one, other in pairwise(findings))


@given(TEXTS.map("".join) | st.text())
def test_each_sign_of_the_normal_form_leads_back_to_its_own(text):
    normal = NormalText(text)

    assert len(normal.digits) == len(normal.text)
    for place in range(len(normal.text)):
        start, end = normal.span(place, place + 1)
        assert end == start + 1
        assert normal.text[place] in NormalText(text[start:end] * 2).text + " "


@given(st.text(alphabet="市民政局通知，。：\n", max_size=30), st.integers(0, 10**6), st.data())
def test_excerpt_is_the_number_in_any_way_of_writing(around, seed, data):
    number = made.id_card(Random(seed))
    written = data.draw(st.sampled_from(list(variants(number, (6, 8)).values())))

    numbers = [bare(f.excerpt) for f in found(around + written + around) if f.rule == Rule.ID_CARD]
    assert numbers == [number]


def seconds_for(text):
    """Return the least time of three: what else runs on the machine can only add to it."""
    times = []
    for _run in range(3):
        begin = time.process_time()
        found(text)
        times.append(time.process_time() - begin)
    return min(times)


def test_long_text_is_checked_within_a_second():
    text = "\n".join(labelled.text for labelled in labelled_set(seed=3))[:100_000]

    assert len(text) == 100_000
    assert seconds_for(text) < 1


@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_time_grows_with_the_length(piece):
    once = seconds_for(piece * (10_000 // len(piece)))
    fourfold = seconds_for(piece * (40_000 // len(piece)))

    assert fourfold < max(8 * once, 0.5)
