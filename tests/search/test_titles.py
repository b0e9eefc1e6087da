"""Titles as people ask for them."""

import pytest

from search.titles import title_keys


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("中华人民共和国劳动法", "劳动法"),
        ("中华人民共和国劳动法（2018修正）", "劳动法"),
        ("《劳动法》", "劳动法"),
        ("中华人民共和国", "中华人民共和国"),
    ],
)
def test_short_title_has_no_country_and_no_remark(title, short):
    assert title_keys(title).short == short


@pytest.mark.parametrize(
    ("title", "placeless"),
    [
        ("山东省慈善条例", "慈善条例"),
        ("濮阳市马颊河保护条例", "马颊河保护条例"),
        ("城市绿化条例", "城市绿化条例"),
        ("慈善法", "慈善法"),
    ],
)
def test_placeless_title_has_no_place(title, placeless):
    assert title_keys(title).placeless == placeless


def test_title_of_signs_only_has_empty_keys():
    assert title_keys("（）").full == ""


def test_long_title_is_cut():
    assert len(title_keys("长" * 1000).full) == 255
