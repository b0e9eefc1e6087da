"""The register of the depths of the gate, each of which stops what came past those before it.

Each entry says which attribute of ours holds a depth, and what would be there without it: the
tests take each away in turn and see that something comes through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Depth:
    """One thing that stops: ``attribute`` of ``owner`` is ours, without it there is ``stock``."""

    name: str
    owner: Any
    attribute: str
    stock: Any


_depths: dict[str, Depth] = {}


def register(depth: Depth) -> None:
    """Add a depth to the register; a name is taken once.

    Raises ``ValueError`` for a name that is taken, and ``AttributeError`` for one that is not
    there to be taken away.
    """
    if depth.name in _depths:
        raise ValueError(f"There is a depth named {depth.name} already.")
    getattr(depth.owner, depth.attribute)
    _depths[depth.name] = depth


def registered() -> tuple[Depth, ...]:
    """Return all depths in the order they were registered."""
    return tuple(_depths.values())
