"""Budgets of parts that do not exist yet, so that nobody takes them for kept."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.table import Row, Verdict

BUDGETS = (
    ("public page, stored: requests a second", "≥ 95 % of nginx with a plain file"),
    ("a published change is visible everywhere it shows", "≤ 2 s; nothing else purged"),
)


def rows() -> Iterator[Row]:
    """Return a line for each such budget."""
    for what, budget in BUDGETS:
        yield Row(what=what, budget=budget, verdict=Verdict.NOT_BUILT)
