"""The bundled legal texts, and which unit shows which of them."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from console.demo.material import DATA, read
from console.demo.seeds import read_roster

LEAST = 2


@dataclass(frozen=True)
class LawText:
    """One legal text as the bundled file holds it."""

    id: str
    title: str
    organ: str
    number: str
    signed_on: date
    effective_on: date | None
    validity: str
    theme: str
    history: tuple[str, ...]
    paragraphs: tuple[str, ...]


@cache
def law_texts() -> tuple[LawText, ...]:
    """Return the bundled texts in the order of the file; raise ``OSError`` if it is missing."""
    with gzip.open(DATA / "laws.jsonl.gz", "rt", encoding="utf-8") as source:
        return tuple(_law(json.loads(line)) for line in source)


@cache
def dealt_laws() -> Mapping[str, tuple[LawText, ...]]:
    """Return which texts each unit of the shipped roster that has a site shows, by its code."""
    codes = [unit.code for unit in read_roster(status="existing")]
    return deal(law_texts(), codes)


def deal(laws: Iterable[LawText], codes: Iterable[str]) -> dict[str, tuple[LawText, ...]]:
    """Deal ``laws`` to the units ``codes``: by subject first, what is left where least lies.

    Every text goes to exactly one unit; every unit gets at least two while there are enough.
    """
    known = list(codes)
    dealt: dict[str, list[LawText]] = {code: [] for code in known}
    left: list[LawText] = []
    for law in laws:
        takers = [code for code in _takers(law.title, known) if code in dealt]
        if takers:
            _fewest(dealt, takers).append(law)
        else:
            left.append(law)
    for law in left:
        _fewest(dealt, known).append(law)
    _even_out(dealt)
    return {code: tuple(texts) for code, texts in dealt.items()}


def subject_of(title: str) -> str | None:
    """Return the subject whose keyword the title holds first, or ``None``."""
    return next((subject["key"] for subject in _subjects() if _holds(subject, title)), None)


def _even_out(dealt: dict[str, list[LawText]]) -> None:
    for texts in dealt.values():
        while len(texts) < LEAST:
            richest = max(dealt.values(), key=len)
            if len(richest) <= LEAST:
                return
            texts.append(richest.pop())


def _takers(title: str, codes: list[str]) -> list[str]:
    for subject in _subjects():
        if _holds(subject, title):
            first = [code for code in subject["units"] if code in codes]
            return first or [code for code in subject.get("otherwise", ()) if code in codes]
    return []


def _holds(subject: Mapping[str, Any], title: str) -> bool:
    return any(word in title for word in subject["words"])


def _fewest(dealt: dict[str, list[LawText]], codes: list[str]) -> list[LawText]:
    return min((dealt[code] for code in codes), key=len)


def _subjects() -> list[dict[str, Any]]:
    subjects: list[dict[str, Any]] = read("subjects")["subject"]
    return subjects


def _law(row: dict[str, Any]) -> LawText:
    effective = row["effective_on"]
    return LawText(
        id=row["id"],
        title=row["title"],
        organ=row["organ"],
        number=row["number"],
        signed_on=date.fromisoformat(row["date"]),
        effective_on=date.fromisoformat(effective) if effective else None,
        validity=row["validity"],
        theme=subject_of(row["title"]) or read("profile")["formats"]["law_theme"],
        history=tuple(row["history"]),
        paragraphs=tuple(_below_title(row["body"], row["title"], row["number"])),
    )


def _below_title(body: list[str], title: str, number: str) -> list[str]:
    """Leave out the lines at the top that only repeat the title or the number."""
    rest = title
    for index, line in enumerate(body[:6]):
        text = line.strip()
        if rest and rest.startswith(text):
            rest = rest[len(text) :]
        elif text != number:
            return body[index:]
    return body
