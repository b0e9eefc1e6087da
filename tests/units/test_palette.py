"""The accents: every pair of text and ground reads, and the stylesheet says what the data says."""

import re
from pathlib import Path

import pytest

from units import palette

STYLESHEETS = Path(__file__).resolve().parents[2] / "platform" / "static" / "css"
PAIRS = [
    pytest.param(text, ground, id=f"{accent.name}-{text}-on-{ground}")
    for accent in palette.ACCENTS.values()
    for text, ground in accent.pairs()
]

# Text and ground among the tokens that are the same for all sites
TOKEN_PAIRS = [
    ("ink", "paper"),
    ("ink-soft", "paper"),
    ("ink-faint", "paper"),
    ("ink", "paper-soft"),
    ("ink-soft", "paper-soft"),
    ("ink-faint", "paper-soft"),
    ("night-ink", "night"),
    ("night-ink-soft", "night"),
    ("red-head", "paper"),
    ("new", "paper"),
    *((f"state-{state}", f"state-{state}-tint") for state in ("good", "warn", "bad", "past")),
    *(("paper", f"state-{state}") for state in ("good", "warn", "bad", "past")),
]


@pytest.fixture(scope="module")
def tokens():
    text = (STYLESHEETS / "tokens.css").read_text(encoding="utf-8")
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", text)
    return {name: f"#{value * 2 if len(value) == 3 else value}" for name, value in found}


@pytest.mark.parametrize(("text", "ground"), TOKEN_PAIRS)
def test_every_neutral_and_state_reads(tokens, text, ground):
    assert palette.contrast_ratio(tokens[text], tokens[ground]) >= palette.READABLE


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
