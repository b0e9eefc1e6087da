"""The Chinese words that the rules go by: they are data, kept beside the code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from workflows.screening.normal import normal_form

VOCABULARY: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("vocabulary.toml").read_text("utf-8")
)
LABELS: dict[str, list[str]] = VOCABULARY["labels"]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, longer ones first; Latin ones as whole words."""
    forms = sorted({normal_form(word) or word for word in words}, key=len, reverse=True)
    return "(?:" + "|".join(_whole(form) for form in forms) + ")"


def label(name: str) -> re.Pattern[str]:
    """Return what finds a label of this group anywhere in a text."""
    return re.compile(any_of(LABELS[name]))


def character_class(characters: str) -> str:
    """Return a pattern of any of these characters."""
    return "[" + re.escape(characters) + "]"


def _whole(word: str) -> str:
    escaped = re.escape(word)
    return rf"(?<![a-z]){escaped}(?![a-z])" if word[0].isascii() and word[0].isalpha() else escaped
