"""What a blueprint is: the columns and home page every unit gets, and what differs between two.

A blueprint is data. Its versions are the files under ``console/blueprints/``, read by
``console.blueprint_files``; which version a unit has is ``console.models.UnitBlueprint``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from console.enums import ChangeKind
from content.enums import UpdateRule

# The five introductions every unit site has (S042), whatever its blueprint.
REQUIRED_KEYS = ("gk", "ld", "zz", "bs", "zcfg")

MENU_LIMIT = 8
HOME_KEY = "home"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How often a column has to change: when the facts do, every so many days, or yearly."""

    rule: UpdateRule
    days: int = 0

    def __str__(self) -> str:
        return f"days={self.days}" if self.rule is UpdateRule.DAYS else self.rule.value

    @classmethod
    def parse(cls, text: str) -> Freshness:
        """Read ``on_change``, ``yearly`` or ``days=N``.

        Raises ``ValueError`` when the text is none of these.
        """
        name, _, number = text.partition("=")
        rule = UpdateRule(name)
        if rule is not UpdateRule.DAYS:
            if number:
                raise ValueError(text)
            return cls(rule)
        days = int(number)
        if days < 1:
            raise ValueError(text)
        return cls(rule, days)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column as the blueprint wants it."""

    key: str
    name: str
    slug: str
    kind: str
    takes: tuple[str, ...]
    update: Freshness
    layout: str
    function: str
    is_required: bool = False
    in_menu: bool = True
    hint: str = ""
    demo: tuple[tuple[str, int], ...] = ()
    children: tuple[ColumnSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column with its place: the key of the column above ("" at the top) and its rank."""

    spec: ColumnSpec
    parent: str
    rank: int


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One version of a blueprint."""

    name: str
    version: int
    title: str
    regions: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    parameters: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    def placed(self) -> Iterator[PlacedColumn]:
        """Walk over all columns, each before its sub-columns."""
        for rank, column in enumerate(self.columns):
            yield PlacedColumn(column, "", rank)
            for child_rank, child in enumerate(column.children):
                yield PlacedColumn(child, column.key, child_rank)

    def by_key(self) -> dict[str, PlacedColumn]:
        """Map the key of each column to the column and its place."""
        return {placed.spec.key: placed for placed in self.placed()}

    @property
    def required_keys(self) -> tuple[str, ...]:
        """Return the keys of the columns that a unit may not remove, in order."""
        return tuple(placed.spec.key for placed in self.placed() if placed.spec.is_required)

    def count_by_kind(self) -> dict[str, int]:
        """Count all columns by kind: affairs, business, topic (S115)."""
        counts: dict[str, int] = {}
        for placed in self.placed():
            counts[placed.spec.kind] = counts.get(placed.spec.kind, 0) + 1
        return counts


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two blueprints; ``before`` and ``after`` are for people to read."""

    kind: ChangeKind
    key: str
    name: str
    aspect: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        facts = f" {self.aspect}: {self.before} → {self.after}" if self.aspect else ""
        return f"{self.kind.label} {self.key} {self.name}{facts}"


def diff(old: Blueprint, new: Blueprint) -> list[Change]:
    """Return what changes for a unit that goes from ``old`` to ``new``; columns match by key."""
    before, after = old.by_key(), new.by_key()
    changes = [
        Change(ChangeKind.REMOVED, key, placed.spec.name)
        for key, placed in before.items()
        if key not in after
    ]
    moved = _moved_keys(before, after)
    for key, placed in after.items():
        if key not in before:
            changes.append(Change(ChangeKind.ADDED, key, placed.spec.name))
            continue
        changes += _column_changes(before[key], placed, is_moved=key in moved)
    if old.regions != new.regions:
        changes.append(
            Change(
                ChangeKind.CHANGED,
                HOME_KEY,
                new.title,
                "regions",
                _readable(old.regions),
                _readable(new.regions),
            )
        )
    return changes


def _column_changes(old: PlacedColumn, new: PlacedColumn, *, is_moved: bool) -> list[Change]:
    spec = new.spec
    changes = []
    if old.spec.name != spec.name:
        changes.append(
            Change(
                ChangeKind.RENAMED,
                spec.key,
                spec.name,
                "name",
                old.spec.name,
                spec.name,
            )
        )
    if is_moved:
        changes.append(Change(ChangeKind.MOVED, spec.key, spec.name, "place", *_places(old, new)))
    for field in fields(ColumnSpec):
        if field.name in ("key", "name", "children"):
            continue
        was, now = getattr(old.spec, field.name), getattr(spec, field.name)
        if was != now:
            changes.append(
                Change(
                    ChangeKind.CHANGED,
                    spec.key,
                    spec.name,
                    field.name,
                    _readable(was),
                    _readable(now),
                )
            )
    return changes


def _places(old: PlacedColumn, new: PlacedColumn) -> tuple[str, str]:
    return f"{old.parent}/{old.rank + 1}", f"{new.parent}/{new.rank + 1}"


def _moved_keys(before: dict[str, PlacedColumn], after: dict[str, PlacedColumn]) -> set[str]:
    """Return the columns that have another parent, or another rank among those that stayed."""
    moved = {key for key in before.keys() & after.keys() if before[key].parent != after[key].parent}
    stayed = (before.keys() & after.keys()) - moved
    for parent in {after[key].parent for key in stayed}:
        was, now = (
            [key for key, placed in columns.items() if key in stayed and placed.parent == parent]
            for columns in (before, after)
        )
        kept: set[str] = set()
        for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
            kept.update(was[block.a : block.a + block.size])
        moved.update(set(was) - kept)
    return moved


def _readable(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_readable(item) for item in value)
    return str(value)
