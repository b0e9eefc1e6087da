"""Read the data files of the demo, once a process."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from console.demo.seeds import UnitSeed

DATA = Path(__file__).parent / "data"

Material = dict[str, Any]


@cache
def read(name: str) -> Material:
    """Return the data file ``name``; raise ``OSError`` or ``TOMLDecodeError`` if unreadable."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def formats() -> dict[str, str]:
    """Return how dates, numbers and the like are written."""
    patterns: dict[str, str] = read("profile")["formats"]
    return patterns


@cache
def fields() -> list[Material]:
    """Return all fields of work, each with the texts of its kind of unit."""
    found: list[Material] = []
    for path in sorted((DATA / "fields").glob("*.toml")):
        found.extend(read(f"fields/{path.stem}")["field"])
    return found


def field_of(unit: UnitSeed) -> Material:
    """Return the field of work of ``unit``: by code, else by a word in its name, else by kind."""
    known = fields()
    for found in known:
        if unit.code in found.get("units", ()) and unit.name not in found.get("not", ()):
            return found
    for found in known:
        if unit.kind in found["kinds"] and any(word in unit.name for word in found["words"]):
            return found
    fallbacks = read("profile")["fallback_fields"]
    wanted = fallbacks[unit.kind]
    return next(found for found in known if found["key"] == wanted)
