"""The rows of the table that is printed, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from unicodedata import east_asian_width


class Verdict(StrEnum):
    """What a row says of its budget."""

    OK = "ok"
    OVER = "OVER"
    NONE = ""
    NOT_BUILT = "not built yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line: what was measured, what it may be, and what it was at each size."""

    what: str
    budget: str = ""
    measured: Mapping[int, str] = field(default_factory=dict)
    verdict: Verdict = Verdict.NONE
    where: str = ""


def verdict(is_within: bool) -> Verdict:
    """Return the verdict on a budget that is kept or not."""
    return Verdict.OK if is_within else Verdict.OVER


def as_table(rows: Iterable[Row], sizes: Sequence[int]) -> str:
    """Return rows as a table that reads well both in a terminal and as Markdown."""
    lines = [["what", "on", "budget", *(f"{size:,}" for size in sizes), "verdict"]]
    lines += [
        [
            row.what,
            row.where,
            row.budget,
            *(row.measured.get(size, "") for size in sizes),
            row.verdict.value,
        ]
        for row in rows
    ]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(_line(cells, widths) for cells in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return f"| {' | '.join(padded)} |"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
