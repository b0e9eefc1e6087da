"""The tokens of public items, the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import LONGEST_TEXT, characters, pairs, syllable_pairs, syllables, words
from search.enums import UNIT_ENTRY
from search.models import PublishedItem


@dataclass(frozen=True, slots=True)
class Entry:
    """What is looked for in one item: tokens of the title ``t``, its characters ``c`` and pinyin
    ``p``, tokens of everything else ``b``, and the words of all ``w``.
    """

    item_id: int
    t: list[str]
    c: list[str]
    p: list[str]
    b: list[str]
    w: list[str]


def tokens_of(item: PublishedItem) -> Entry:
    """Return the tokens of an item that has been stored, read with its text."""
    names = [item.title]
    if item.item_type == UNIT_ENTRY:
        names.append(item.details.get("short_name", ""))
    title = "\n".join(names)
    parts = (item.number, item.organ, item.keywords, item.summary, item.text)
    body = "\n".join(part for part in parts if part)[:LONGEST_TEXT]
    return Entry(
        item.pk,
        t=pairs(title),
        c=characters(title),
        p=[pair for name in names for pair in syllable_pairs(syllables(name))],
        b=pairs(body),
        w=list(dict.fromkeys(words(f"{title}\n{body}"))),
    )
