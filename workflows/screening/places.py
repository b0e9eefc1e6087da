"""Exact coordinates: decimal degrees, degrees with seconds, and metres of a national grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workflows.screening.candidates import Candidate
from workflows.screening.enums import Rule, Severity
from workflows.screening.normal import NormalText
from workflows.screening.rules import CLASSES
from workflows.screening.vocabulary import LABELS, VOCABULARY, any_of, character_class

# China's part of the globe, in degrees
_LONGITUDES, _LATITUDES = (73.0, 136.0), (3.0, 54.0)
# Decimals of a degree from which a point is told to ten metres, and to one
TEN_METRES, ONE_METRE = 4, 5
NEAR = 16
_BETWEEN = 20

_DECIMAL = re.compile(r"(?<![\d.])\d{1,3}\.\d{4,12}(?![\d.])")
_NAMES = re.compile(
    any_of([*LABELS["longitude"], *LABELS["latitude"], *LABELS["coordinates"]])
)  # fmt: skip
_BARE_JOINT = re.compile(r"[\s,;/()\u00b0\u3001-]{1,6}")
_signs = VOCABULARY["coordinates"]
_SEXAGESIMAL = re.compile(
    r"\d{{1,3}}\s?{degree}\s?\d{{1,2}}\s?{minute}\s?\d{{1,2}}(?:\.\d+)?\s?(?:{second}|{minute}{{2}})".format(
        degree=character_class(_signs["degree"]),
        minute=character_class(_signs["minute"]),
        second=character_class(_signs["second"]),
    )
)
_GRID = re.compile(r"[xy]\s?[=:]\s?\d{6,8}\.\d{2,4}[^\d\n]{0,8}[xy]\s?[=:]\s?\d{6,8}\.\d{2,4}")


def coordinates(text: NormalText, context: str) -> Iterator[Candidate]:
    """Yield pairs of coordinates exact to about ten metres or less."""
    heads = NormalText(context).text
    for match in _GRID.finditer(text.text):
        yield _candidate(*match.span(), Severity.MEDIUM)
    for first, second in pairwise(_SEXAGESIMAL.finditer(text.text)):
        if second.start() - first.end() <= _BETWEEN:
            yield _candidate(first.start(), second.end(), Severity.MEDIUM)
    for first, second in pairwise(_DECIMAL.finditer(text.text)):
        severity = _exactness(text.text, first, second, heads)
        if severity:
            yield _candidate(first.start(), second.end(), severity)


def _exactness(
    text: str, first: re.Match[str], second: re.Match[str], heads: str
) -> Severity | None:
    joint = text[first.end() : second.start()]
    if len(joint) > _BETWEEN or not _is_a_point(float(first.group()), float(second.group())):
        return None
    before = text[max(0, first.start() - NEAR) : first.start()]
    is_named = any(_NAMES.search(piece) for piece in (before, joint, heads))
    decimals = min(len(m.group().partition(".")[2]) for m in (first, second))
    if not is_named and not (decimals > ONE_METRE and _BARE_JOINT.fullmatch(joint)):
        return None
    return Severity.MEDIUM if decimals >= ONE_METRE else Severity.LOW


def _is_a_point(one: float, other: float) -> bool:
    return _within(one, _LONGITUDES, other, _LATITUDES) or _within(
        one, _LATITUDES, other, _LONGITUDES
    )


def _within(
    one: float, range_of_one: tuple[float, float], other: float, range_of_other: tuple[float, float]
) -> bool:
    return (
        range_of_one[0] <= one <= range_of_one[1]
        and range_of_other[0] <= other <= range_of_other[1]
    )


def _candidate(start: int, end: int, severity: Severity) -> Candidate:
    return Candidate(start, end, Rule.COORDINATES, CLASSES[Rule.COORDINATES], severity)
