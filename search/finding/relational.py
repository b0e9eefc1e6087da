"""The plan carried out in the database: weighted sets of ids, summed up and ordered.

Each part of the plan is the select of some ids from the index, which the dialect writes, and what
being in it is worth. So both databases rank alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from search.finding import weights
from search.finding.conditions import Match, Part, Sql
from search.finding.database import dialect
from search.finding.filters import Sort
from search.finding.narrowing import Narrowing, narrowing
from search.finding.plan import Plan
from search.finding.results import Answer, Count, Facets
from search.registry import item_types
from units.addresses import address_book

# How many ids of common tokens are looked at for what comes close; about 50 ms
MOST_LOOKED_AT = 30_000
# Of how many items a token's weight is reckoned
_SCALE = 50_000


class Weighted(NamedTuple):
    """Ids, and what each of them gains by being among them."""

    ids: Sql
    score: float


class DatabaseExecutor:
    """Answers from the database's own full-text index."""

    def run(self, plan: Plan, *, start: int, size: int, sort: Sort, with_facets: bool) -> Answer:
        """Return one page of the answer to a plan."""
        if plan.is_empty:
            return Answer([], 0, 0)
        with dialect().searching():
            return _answer(plan, start, size, sort, with_facets=with_facets)


def _answer(plan: Plan, start: int, size: int, sort: Sort, *, with_facets: bool) -> Answer:
    narrow = narrowing(plan.filters)
    exact, facets = _count(plan, narrow, with_facets=with_facets)
    if sort == Sort.DATE:
        ids = _by_date(plan, narrow, start, size)
        return Answer(ids, exact, exact, facets)
    sets = [*_exact_sets(plan, exact), *_title_sets(plan), *_tiers(plan)]
    if exact < weights.FEW and not plan.is_strict:
        sets += _close_sets(plan)
    ids, total = _ranked(plan, narrow, sets, start, size, at_most=exact + weights.MOST_CLOSE)
    return Answer(ids, exact, total, facets)


def _exact(plan: Plan) -> Sql:
    """Return the ids of exact hits."""
    ways = [Match("any", plan.tokens)]
    if plan.typed:
        ways.append(Match("p", plan.typed))
    if plan.is_character:
        ways.append(Match("c", plan.tokens))
    return _union(dialect().ids(way, *_phrases(plan)) for way in ways)


def _phrases(plan: Plan) -> list[Match]:
    """Return what must hold of every item."""
    return [Match("any", phrase, is_phrase=True) for phrase in plan.phrases]


def _exact_sets(plan: Plan, exact: int) -> Iterator[Weighted]:
    """Yield exact hits, and those among them that have it as words, in sequence, in the title."""
    yield Weighted(_exact(plan), weights.ALL_TOKENS)
    parts = [([Match("t", plan.tokens)], weights.ALL_IN_TITLE)]
    if plan.is_character:
        parts = [([Match("c", plan.tokens)], weights.ALL_IN_TITLE)]
    if plan.words:
        parts.append(([Match("any", plan.tokens), Match("w", plan.words)], weights.ALL_WORDS))
    if plan.sequence and exact <= weights.MOST_IN_SEQUENCE:
        together = [Match("any", plan.sequence, is_phrase=True)]
        parts.append((together, weights.ALL_IN_SEQUENCE))
    for matches, score in parts:
        yield Weighted(dialect().ids(*matches, *_phrases(plan)), score)


def _title_sets(plan: Plan) -> Iterator[Weighted]:
    """Yield the items whose title or number the query is."""
    if plan.is_strict or not plan.key:
        return
    for column, value, score in (
        ("title_key", plan.key, weights.EXACT_TITLE),
        ("number_key", plan.key, weights.EXACT_TITLE),
        ("short_key", plan.short_key, weights.SHORT_TITLE),
        ("placeless_key", plan.placeless_key, weights.PLACELESS_TITLE),
    ):
        select = f"SELECT id FROM search_publisheditem WHERE {column} = %s"  # noqa: S608 ours
        yield Weighted(Sql(select, (value,)), score)


def _tiers(plan: Plan) -> Iterator[Weighted]:
    """Yield abbreviations, swapped characters and synonyms."""
    if plan.is_strict:
        return
    if plan.characters:
        yield from _abbreviations(plan.characters)
    for variant in plan.variants:
        if variant:
            yield Weighted(dialect().ids(Match("any", variant)), weights.SYNONYM)
            yield Weighted(dialect().ids(Match("t", variant)), weights.SYNONYM_TITLE)


def _abbreviations(characters: Sequence[str]) -> Iterator[Weighted]:
    length = len(characters)
    ids = dialect().ids(Match("c", tuple(dict.fromkeys(characters))))
    within = (
        f"SELECT id FROM search_publisheditem WHERE id IN ({ids.text})"  # noqa: S608 parameters
        " AND short_length <= %s"
    )
    ordered = Sql(
        within + " AND short_key LIKE %s",
        (*ids.parameters, weights.ABBREVIATION_TITLE, f"%{'%'.join(characters)}%"),
    )
    yield Weighted(ordered, weights.ABBREVIATION)
    for times in (2, 3):
        parameters = (*ids.parameters, times * length, ordered.parameters[-1])
        yield Weighted(Sql(ordered.text, parameters), weights.ABBREVIATION_BONUS)
    extra = length + weights.SWAPPED_TITLE_EXTRA
    yield Weighted(Sql(within, (*ids.parameters, extra)), weights.SWAPPED)


def _close_sets(plan: Plan) -> Iterator[Weighted]:
    """Yield what has some of what was asked for, rare parts first."""
    parts: tuple[tuple[Part, Iterable[str], float], ...] = (
        ("any", plan.tokens, weights.BODY),
        ("w", plan.words, weights.WORD),
        ("p", (*plan.syllables, *plan.typed), weights.HOMOPHONES),
    )
    for part, tokens, weight in parts:
        for token, gain in _rarest(part, tuple(tokens)):
            yield Weighted(dialect().ids(Match(part, (token,))), weight * gain)
            if part == "any":
                title = dialect().ids(Match("t", (token,)))
                yield Weighted(title, weights.TITLE * gain)


def _rarest(part: Part, tokens: tuple[str, ...]) -> list[tuple[str, float]]:
    """Return the rarest tokens that there are, with what each says about an item."""
    if not tokens:
        return []
    selects = [dialect().ids(Match(part, (token,))) for token in tokens]
    text = ", ".join(f"(SELECT count(*) FROM ({one.text}) AS found)" for one in selects)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {text}",
            [value for one in selects for value in one.parameters],
        )
        counts = cursor.fetchone()
    known = sorted((count, token) for token, count in zip(tokens, counts, strict=True) if count)
    chosen: list[tuple[str, float]] = []
    looked_at = 0
    for count, token in known[: weights.RAREST]:
        looked_at += count
        if chosen and looked_at > MOST_LOOKED_AT:
            break
        chosen.append((token, math.log1p(_SCALE / count)))
    return chosen


def _barred(plan: Plan) -> Sql:
    """Return the condition that leaves out what the query excludes."""
    if not plan.excluded:
        return Sql("")
    barred = _union(dialect().ids(Match("any", tokens)) for tokens in plan.excluded)
    return Sql(f" AND item.id NOT IN ({barred.text})", barred.parameters)


def _ranked(
    plan: Plan, narrow: Narrowing, sets: Sequence[Weighted], start: int, size: int, at_most: int
) -> tuple[list[int], int]:
    """Return one page of ids and how many there are."""
    weighted = " UNION ALL ".join(
        f"SELECT id, {one.score:.6f} AS score FROM ({one.ids.text}) AS s"  # noqa: S608
        for one in sets
    )
    barred, kept, rank = _barred(plan), narrow.all(), _rank(plan)
    statement = f"""
        WITH ranked AS (SELECT id, sum(score) AS score FROM ({weighted}) AS sets GROUP BY id)
        SELECT item.id, count(*) OVER () FROM ranked
        JOIN search_publisheditem AS item ON item.id = ranked.id
        WHERE {kept.text}{barred.text}
        ORDER BY {rank.text} DESC, item.date DESC, item.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 parameters, and names of ours
    given = [value for one in sets for value in one.ids.parameters]
    wanted = max(0, min(size, at_most - start))
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            (*given, *kept.parameters, *barred.parameters, *rank.parameters, wanted, start),
        )
        rows = cursor.fetchall()
    return [row[0] for row in rows], min(rows[0][1], at_most) if rows else 0


def _rank(plan: Plan) -> Sql:
    """Return the expression that items are ordered by."""
    how_to = [known.key for known in item_types() if known.answers_how_to]
    age = f"({timezone.localdate().year} - item.year)"
    terms = [
        "ranked.score",
        f"{weights.FRESHNESS}.0 / (1 + CASE WHEN {age} > 0 THEN {age} ELSE 0 END)",
        "CASE WHEN item.validity IN ('repealed', 'expired')"
        f" THEN {weights.OUT_OF_FORCE} ELSE 0 END",
    ]
    parameters: tuple[str, ...] = ()
    if plan.is_how_to and how_to:
        places = ", ".join(["%s"] * len(how_to))
        terms.append(
            f"CASE WHEN item.item_type NOT IN ({places}) THEN 0"
            f" WHEN ranked.score >= {weights.SYNONYM} THEN {weights.HOW_TO}"
            f" ELSE {weights.HOW_TO_CLOSE} END"
        )
        parameters = tuple(how_to)
    return Sql(" + ".join(terms), parameters)


def _by_date(plan: Plan, narrow: Narrowing, start: int, size: int) -> list[int]:
    exact, barred, kept = _exact(plan), _barred(plan), narrow.all()
    statement = f"""
        SELECT item.id FROM search_publisheditem AS item
        WHERE item.id IN ({exact.text}) AND {kept.text}{barred.text}
        ORDER BY item.date DESC, item.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608 parameters, and names of ours
    with connection.cursor() as cursor:
        cursor.execute(
            statement, (*exact.parameters, *kept.parameters, *barred.parameters, size, start)
        )
        return [row[0] for row in cursor.fetchall()]


def _count(plan: Plan, narrow: Narrowing, *, with_facets: bool) -> tuple[int, Facets]:
    """Return how many exact hits there are, and how many of each unit, type and year."""
    exact, barred, base = _exact(plan), _barred(plan), narrow.base
    parts, given = [], [*exact.parameters, *base.parameters, *barred.parameters]
    for name, column in (("", "''"), *(narrow.columns if with_facets else ())):
        others = narrow.others(name)
        parts.append(
            f"SELECT '{name}', {column}, count(*) FROM hits WHERE {others.text}"  # noqa: S608
            + (" GROUP BY 2" if name else "")
        )
        given += others.parameters
    statement = f"""
        WITH hits AS MATERIALIZED (
            SELECT item.unit_id, item.item_type, item.year
            FROM search_publisheditem AS item
            WHERE item.id IN ({exact.text}) AND {base.text}{barred.text}
        ) {" UNION ALL ".join(parts)}
    """  # noqa: S608 parameters, and names of ours
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        rows = cursor.fetchall()
    total = next(number for name, _value, number in rows if not name)
    return total, _facets(rows)


def _facets(rows: Sequence[tuple[str, object, int]]) -> Facets:
    book = address_book()
    found: dict[str, list[Count]] = {"unit": [], "type": [], "year": []}
    for name, value, number in rows:
        if name == "unit":
            value = book.by_id[int(str(value))].code
        if name:
            found[name].append(Count(str(value), number))
    for name, counts in found.items():
        by_number = (lambda one: -int(one.value)) if name == "year" else (lambda one: -one.number)
        counts.sort(key=by_number)
    return Facets(*(tuple(found[name]) for name in ("unit", "type", "year")))


def _union(selects: Iterable[Sql]) -> Sql:
    found = list(selects)
    text = " UNION ".join(one.text for one in found)
    return Sql(text, tuple(value for one in found for value in one.parameters))
