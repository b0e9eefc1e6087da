"""How Chinese legal texts number themselves, and the anchors that follow from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHAPTER = re.compile(r"^第[一二三四五六七八九十百零〇\d]+[编章](?=\s|　|$)")
_SECTION = re.compile(r"^第[一二三四五六七八九十百零〇\d]+节(?=\s|　|$)")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, slots=True)
class LegalSection:
    """A line of a legal text: its kind (chapter, section, article, paragraph), anchor and words."""

    kind: str
    id: str
    label: str
    text: str


def legal_sections(lines: str) -> list[LegalSection]:
    """Return the lines of a legal text with chapters and articles marked, each with an anchor."""
    counts = {"chapter": 0, "section": 0, "article": 0}
    sections = []
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        for kind, pattern in (("chapter", _CHAPTER), ("section", _SECTION), ("article", _ARTICLE)):
            if match := pattern.match(line):
                counts[kind] += 1
                label = match.group()
                text = line[match.end() :].strip()
                sections.append(LegalSection(kind, f"{kind}-{counts[kind]}", label, text))
                break
        else:
            sections.append(LegalSection("paragraph", "", "", line))
    return sections
