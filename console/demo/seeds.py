"""What the demo material is made of: units, items, pictures and attachments as plain values."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Literal

ItemType = Literal["article", "notice", "policy", "leader", "service", "topic", "introduction"]
Block = tuple[str, Any]

PORTAL_CODE = "portal"
ROSTER = Path(__file__).parent.parent / "data" / "units.csv"


def seeded(*parts: object) -> Random:
    """Return a random source that depends on ``parts`` alone, equal in every process."""
    digest = hashlib.sha256("/".join(str(part) for part in parts).encode()).digest()
    return Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 demo text, no secret


@dataclass(frozen=True)
class UnitSeed:
    """What the generator must know of a unit; the columns of the roster name the fields."""

    code: str
    name: str
    short_name: str
    kind: str
    system: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "UnitSeed":
        """Make a seed of a roster row; raise ``KeyError`` when a column is missing."""
        return cls(row["code"], row["name"], row["short_name"], row["kind"], row["system"])

    @property
    def is_portal(self) -> bool:
        return self.code == PORTAL_CODE


@dataclass(frozen=True)
class PictureSeed:
    """One picture to draw: equal seeds give equal bytes."""

    key: str
    scene: str
    accent: str
    caption: str
    alt: str
    width: int = 1280
    height: int = 800

    @property
    def file_name(self) -> str:
        return f"{self.key}.jpg"

    @property
    def is_portrait(self) -> bool:
        return self.height > self.width


@dataclass(frozen=True)
class AttachmentSeed:
    """One small file: a PDF of paragraphs, or a workbook of one sheet."""

    key: str
    title: str
    kind: Literal["pdf", "xlsx"]
    paragraphs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def file_name(self) -> str:
        return f"{self.key}.{self.kind}"


@dataclass(frozen=True)
class DemoItem:
    """One page to be: ``details`` holds the fields of its type, by their names on the page.

    ``sub_column`` names the column within ``column_key`` it belongs in, ``interprets`` the slug
    of the document that an article of the same unit explains.
    """

    item_type: ItemType
    column_key: str
    slug: str
    title: str
    summary: str
    date: date
    body: list[Block]
    details: dict[str, Any] = field(default_factory=dict)
    picture: PictureSeed | None = None
    attachments: list[AttachmentSeed] = field(default_factory=list)
    sub_column: str = ""
    interprets: str = ""


def read_roster(path: Path = ROSTER, *, status: str | None = None) -> list[UnitSeed]:
    """Read the units of a roster file, all or those of one ``site_status``.

    Raises ``OSError`` when the file cannot be read and ``KeyError`` when a column is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    return [UnitSeed.from_row(row) for row in rows if status in (None, row["site_status"])]
