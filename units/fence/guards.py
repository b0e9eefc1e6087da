"""The register of what keeps units apart, each guard with the views it protects.

A guard is an attribute of ours that stands where Wagtail's own would let another unit's things
through. The register says which attribute, what Wagtail has in its place, and for which views it
is needed: the tests take each guard away in turn and see that exactly these views leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Guard:
    """One guard: ``attribute`` of ``owner`` is ours, and without it there would be ``stock``.

    ``protects`` holds the names of the views, as in ``reverse``, that need it. ``leak`` says by
    which request another unit's things would come through without the guard.
    """

    name: str
    owner: Any
    attribute: str
    stock: Any
    protects: frozenset[str]
    leak: str = ""


_guards: dict[str, Guard] = {}


def register(guard: Guard) -> None:
    """Add a guard to the register; a name is taken once."""
    if guard.name in _guards:
        raise ValueError(f"There is a guard named {guard.name} already.")
    _guards[guard.name] = guard


def registered() -> tuple[Guard, ...]:
    """Return all guards in the order they were registered."""
    return tuple(_guards.values())
