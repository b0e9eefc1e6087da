"""The accents: every pair of text and ground reads, and the stylesheet says what the data says."""

from pathlib import Path

import pytest

from units import palette

STYLESHEETS = Path(__file__).resolve().parents[2] / "platform" / "static" / "css"
PAIRS = [
    pytest.param(text, ground, id=f"{accent.name}-{text}-on-{ground}")
    for accent in palette.ACCENTS.values()
    for text, ground in accent.pairs()
]


def test_there_are_eight_accents():
    assert list(palette.ACCENTS) == [
        "red",
        "vermilion",
        "amber",
        "green",
        "teal",
        "blue",
        "indigo",
        "plum",
    ]


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_reads(text, ground):
    assert palette.contrast_ratio(text, ground) >= palette.READABLE


def test_accents_differ_from_one_another():
    assert len({accent.base for accent in palette.ACCENTS.values()}) == len(palette.ACCENTS)


def test_contrast_of_black_and_white_is_21():
    assert palette.contrast_ratio("#000000", "#ffffff") == pytest.approx(21)


def test_white_in_oklch_is_white():
    assert palette.oklch_to_hex(1.0, 0.0, 0.0) == "#ffffff"


def test_chroma_outside_srgb_is_given_up():
    assert palette.oklch_to_hex(0.5, 0.4, 150) == palette.oklch_to_hex(0.5, 0.39, 150)


def test_stylesheet_is_the_palette():
    assert (STYLESHEETS / "accents.css").read_text(encoding="utf-8") == palette.stylesheet()
