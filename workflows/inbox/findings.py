"""The findings of the content check as a reviewer reads them: each in its surroundings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from workflows.check import KeptFinding, shown
from workflows.screening.findings import TextPart

# How many characters of the text are shown before and after what was found
AROUND = 24


class ShownFinding(NamedTuple):
    """A finding, with the words around it where the text at hand still has them."""

    kept: KeptFinding
    before: str
    excerpt: str
    after: str


def shown_findings(
    kept: Iterable[Mapping[str, Any]], parts: Iterable[TextPart]
) -> list[ShownFinding]:
    """Return kept findings in their surroundings, the gravest first.

    Only masked numbers are kept, so the words are taken from the text that the reviewer has before
    him anyway. Of attached files the masked excerpt is shown.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        texts[part.place.path].append(part.text)
    found = [_in_text(row, texts[row["path"]]) for row in kept]
    order = {finding: place for place, finding in enumerate(shown(kept))}
    return sorted(found, key=lambda finding: order[finding.kept])


def _in_text(row: Mapping[str, Any], texts: Iterable[str]) -> ShownFinding:
    kept = shown([row])[0]
    start, end = row["start"], row["end"]
    for text in texts:
        if kept.excerpt and _masks(kept.excerpt, text[start:end]):
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            return ShownFinding(kept, before, text[start:end], after)
    return ShownFinding(kept, "", kept.excerpt, "")


def _masks(masked: str, text: str) -> bool:
    """Say whether a text is what a masked excerpt stands for."""
    same = (one in ("*", other) for one, other in zip(masked, text, strict=False))
    return len(masked) == len(text) and all(same)
