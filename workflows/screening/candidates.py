"""What the rules propose, and which of proposals that overlap stands: the longest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.screening.enums import ProhibitedClass, Rule, Severity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of the normal text that a rule points at; without severity it is harmless.

    A harmless one is no finding, but keeps shorter ones inside it from being found.
    """

    start: int
    end: int
    rule: Rule
    prohibited_class: ProhibitedClass
    severity: Severity | None


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that no longer one overlaps, in the order of the text."""
    waiting = sorted(candidates, key=_precedence)
    taken = bytearray(max((candidate.end for candidate in waiting), default=0))
    found = []
    for candidate in waiting:
        if taken.find(1, candidate.start, candidate.end) < 0:
            taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            found.append(candidate)
    return sorted((c for c in found if c.severity), key=lambda c: c.start)


def _precedence(candidate: Candidate) -> tuple[int, int, int]:
    rank = candidate.severity.rank if candidate.severity else len(Severity)
    return candidate.start - candidate.end, rank, candidate.start
