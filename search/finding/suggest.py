"""What somebody may be about to type, or meant to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.db import connection

from search.analysis import (
    LONGEST_QUERY,
    fold,
    is_han,
    key,
    query_tokens,
    runs,
    syllable_pairs,
    syllables,
    typed_syllables,
)
from search.finding.conditions import Match
from search.finding.database import dialect
from search.finding.plan import Plan
from search.finding.results import Suggestion
from search.models import PublishedItem
from search.querysets import PublishedItemQuerySet
from search.registry import how_to_keys
from units.addresses import address_book

# Among how many titles the best are looked for
_LOOKED_AT = 50
_MOST_UNITS = 3


def suggest(text: str, *, language: str, unit: str = "", limit: int = 8) -> list[Suggestion]:
    """Return units and titles that what has been typed may become, units first.

    ``unit`` is the code of the only unit whose titles are wanted; units are always told.
    """
    typed = text[:LONGEST_QUERY].replace("\0", "").strip()
    if not key(typed):
        return []
    units = _units(typed, language)[:_MOST_UNITS]
    titles = _titles(typed, language, unit)
    found: dict[str, PublishedItem] = {}
    for item in (*units, *titles):
        found.setdefault(item.title, item)
    return [
        Suggestion(item.title, item.url, item.item_type) for item in islice(found.values(), limit)
    ]


def other_spelling(plan: Plan) -> str:
    """Return the part of a public title that sounds like the query, where it reads otherwise.

    Empty where there is none.
    """
    asked = plan.syllables or plan.typed
    if not asked or plan.is_strict:
        return ""
    select = dialect().ids(Match("p", asked))
    titles = _of(select.text, select.parameters).in_language(plan.filters.language)
    wanted = typed_syllables(plan.key) or syllables(plan.key)
    for title in titles.values_list("title", flat=True)[:_LOOKED_AT]:
        part = _sounding(title, wanted)
        if part and part != plan.key:
            return part
    return ""


def _sounding(title: str, wanted: list[str]) -> str:
    """Return the part of a title with these syllables."""
    for run in runs(fold(title)):
        if not is_han(run):
            continue
        heard = syllables(run)
        for start in range(len(heard) - len(wanted) + 1):
            if heard[start : start + len(wanted)] == wanted:
                return run[start : start + len(wanted)]
    return ""


def _units(typed: str, language: str) -> list[PublishedItem]:
    found = PublishedItem.objects.unit_entries().in_language(language)
    return list(found.matching_words(fold(typed).split()).without_text()[:_MOST_UNITS])


def _titles(typed: str, language: str, unit: str) -> list[PublishedItem]:
    tokens = tuple(query_tokens(typed))
    heard = tuple(syllable_pairs(typed_syllables(typed)))
    is_character = len(tokens) == 1 and len(tokens[0]) == 1 and is_han(tokens[0])
    match = Match("c", tokens) if is_character else Match("t", tokens)
    select = dialect().ids(Match("p", heard) if heard else match)
    found = _of(select.text, select.parameters).in_language(language).items()
    if unit:
        known = address_book().by_code.get(unit)
        found = found.for_unit(known.id) if known else found.none()
    first = set(how_to_keys())
    asked = key(typed)
    rows = list(found.without_text().latest_first()[:_LOOKED_AT])
    rows.sort(key=lambda item: (item.item_type not in first, not item.title_key.startswith(asked)))
    return rows


def _of(select: str, parameters: Sequence[Any]) -> PublishedItemQuerySet:
    """Return the items with the ids that a select of the dialect finds."""
    with dialect().searching(), connection.cursor() as cursor:
        cursor.execute(f"{select} LIMIT %s", (*parameters, _LOOKED_AT))
        ids = [row[0] for row in cursor.fetchall()]
    return PublishedItem.objects.still_public().filter(pk__in=ids)
