"""The plan carried out in the database: weighted sets of ids, summed up and ordered.

Each part of the plan is the select of some ids from the index, which the dialect writes, and what
being in it is worth. So both databases rank alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import Any

from django.db import connection
from django.utils import timezone

from search.finding import weights
from search.finding.conditions import Match, Sql, parameters_of
from search.finding.database import dialect
from search.finding.filters import Sort
from search.finding.narrowing import FACETS, Narrowing, narrowing
from search.finding.plan import Plan
from search.finding.results import Answer, Count, Facets
from search.finding.sets import (
    Tier,
    Ways,
    abbreviation_gain,
    close_sets,
    exact_sets,
    exact_tiers,
    exact_ways,
    synonym_sets,
    synonyms,
    title_sets,
    worth,
)
from search.registry import how_to_keys
from units.addresses import address_book

_NEWEST_FIRST = "item.date DESC, item.id DESC"
_NOTHING = Sql("")


class DatabaseExecutor:
    """Answers from the database's own full-text index."""

    def run(self, plan: Plan, *, start: int, size: int, sort: Sort, with_facets: bool) -> Answer:
        """Return one page of the answer to a plan."""
        if plan.is_empty:
            return Answer([], 0, 0)
        with dialect().searching():
            return _Search(plan, start, size).answer(sort, with_facets=with_facets)


class _Search:
    """One page of one search."""

    def __init__(self, plan: Plan, start: int, size: int) -> None:
        self._plan, self._start, self._size = plan, start, size
        self._narrow: Narrowing = narrowing(plan.filters)
        self._barred = _barred(plan)

    def answer(self, sort: Sort, *, with_facets: bool) -> Answer:
        """Return the answer in the order that was asked for."""
        exact, facets = self._count(with_facets=with_facets)
        if sort == Sort.DATE:
            return Answer(self._newest(), exact, exact, facets)
        if not self._size:
            return Answer([], exact, exact, facets)
        is_much = exact > weights.MOST_IN_SEQUENCE
        sets = [*title_sets(self._plan), *synonym_sets(self._plan)]
        if exact:
            sets += self._foremost() if is_much else exact_sets(self._plan)
        if exact < weights.FEW and not self._plan.is_strict:
            sets += close_sets(self._plan)
        if not sets:
            return Answer([], exact, exact, facets)
        most = exact + weights.MOST_CLOSE
        if self._plan.sequence and exact and not is_much:
            ranked, total = self._ranked(sets, 0, most)
            ids = self._sequence_first(ranked)
        else:
            size = max(0, min(self._size, most - self._start))
            ranked, total = self._ranked(sets, self._start, size)
            ids = [pk for pk, _gain in ranked]
        return Answer(ids, exact, exact if is_much else min(total, most), facets)

    def _newest(self) -> list[int]:
        """Return one page of the exact hits, by date."""
        page = Sql(f"ORDER BY {_NEWEST_FIRST} LIMIT %s OFFSET %s", (self._size, self._start))
        ways, kept = exact_ways(self._plan), self._narrow.all()
        return [pk for (pk,) in self._exact(Sql("item.id"), ways, kept, page)]

    def _count(self, *, with_facets: bool) -> tuple[int, Facets]:
        """Return how many exact hits there are, and how many of each unit, type and year."""
        ways = exact_ways(self._plan)
        if not with_facets:
            ((total,),) = self._exact(Sql("count(*)"), ways, self._narrow.all())
            return total, Facets()
        columns = ", ".join(f"item.{name}" for name in FACETS)
        # Filters of facets are seen to afterwards: each facet is counted without its own
        counts, groups = Sql(f"{columns}, count(*)"), Sql(f"GROUP BY {columns}")
        rows = self._exact(counts, ways, self._narrow.base, groups)
        total = sum(row[-1] for row in self._narrow.admitted(rows))
        return total, _facets(self._narrow, rows)

    def _foremost(self) -> Iterator[Sql]:
        """Yield those exact hits, of very many, that can stand on the page or before it.

        Of a tier only the first are, in the order in which they will stand; and nothing of a lower
        one is, where enough stands above all of it. Sequence is not looked up: it would have to be
        in each.
        """
        wanted, most = self._start + self._size, _most_standing(self._plan)
        known: set[int] = set()
        # What has a synonym too gains by that, whatever its tier
        for besides in ((), *((one,) for one in synonyms(self._plan))):
            gains: list[float] = []
            for tier in exact_tiers(self._plan, besides):
                if len(gains) >= wanted and nlargest(wanted, gains)[-1] >= tier.score + most:
                    break
                found = {pk: gain for pk, gain in self._first(tier, wanted) if pk not in known}
                yield worth(dialect().listed(list(found)), weights.ALL_TOKENS + tier.score)
                known.update(found)
                gains += [tier.score + gain for gain in found.values()]

    def _first(self, tier: Tier, size: int) -> list[tuple[int, float]]:
        """Return the first of a tier, in the order in which they stand, with what they gain."""
        gain = _standing(self._plan, str(weights.ALL_TOKENS))
        if tier.is_in_title:
            gain = Sql(f"{gain.text} + {abbreviation_gain(self._plan)}", gain.parameters)
        wanted = Sql(f"item.id, {gain.text} AS gain", gain.parameters)
        first = Sql(f"ORDER BY gain DESC, {_NEWEST_FIRST} LIMIT %s", (size,))
        return self._exact(wanted, tier.ways, self._narrow.all(), first)

    def _exact(self, wanted: Sql, ways: Ways, kept: Sql, rest: Sql = _NOTHING) -> list[Any]:
        """Return what is wanted of the items that have all of one of several ways."""
        exact = dialect().matching(*ways)
        statement = f"""
            SELECT {wanted.text} FROM {dialect().items} AS item
            WHERE {exact.text} AND {kept.text}{self._barred.text} {rest.text}
        """  # noqa: S608 parameters, and names of ours
        return _rows(statement, parameters_of((wanted, exact, kept, self._barred, rest)))

    def _ranked(
        self, sets: Sequence[Sql], start: int, size: int
    ) -> tuple[list[tuple[int, float]], int]:
        """Return some ids with what they gain in all sets, the best first, and how many there are.

        Without what they gain by having all in sequence.
        """
        kept, standing = self._narrow.all(), _standing(self._plan, "ranked.score")
        statement = f"""
            WITH ranked AS (
                SELECT id, sum(score) AS score
                FROM ({" UNION ALL ".join(one.text for one in sets)}) AS sets GROUP BY id
            )
            SELECT item.id, ranked.score + {_freshness()} + {standing.text} AS gain,
                count(*) OVER ()
            FROM ranked JOIN {dialect().items} AS item ON item.id = ranked.id
            WHERE {kept.text}{self._barred.text}
            ORDER BY gain DESC, {_NEWEST_FIRST} LIMIT %s OFFSET %s
        """  # noqa: S608 parameters, and names of ours
        given = parameters_of((*sets, standing, kept, self._barred))
        rows = _rows(statement, (*given, size, start))
        return [(pk, gain) for pk, gain, _total in rows], rows[0][-1] if rows else 0

    def _sequence_first(self, ranked: Sequence[tuple[int, float]]) -> list[int]:
        """Return one page of what is ranked, with what it gains by having all in sequence.

        That has to be looked up in each item, so it is in as many as can stand on the page.
        """
        end = self._start + self._size
        gains: dict[int, float] = {}
        while len(gains) < len(ranked):
            # Who is not looked at yet cannot pass those on the page, even if he has all in sequence
            best = nlargest(end, gains.values())
            next_gain = ranked[len(gains)][1]
            if len(best) == end and best[-1] >= next_gain + weights.ALL_IN_SEQUENCE:
                break
            some = ranked[len(gains) :][: max(2 * end, len(gains))]
            found = self._in_sequence([pk for pk, _gain in some])
            gains |= {pk: gain + weights.ALL_IN_SEQUENCE * (pk in found) for pk, gain in some}
        # Of those that gain the same each keeps its place
        return sorted(gains, key=lambda pk: -gains[pk])[self._start : end]

    def _in_sequence(self, ids: Sequence[int]) -> set[int]:
        together = Match("any", self._plan.sequence, is_phrase=True)
        select = dialect().among(ids, together)
        return {pk for (pk,) in _rows(select.text, select.parameters)}


def _rows(statement: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _barred(plan: Plan) -> Sql:
    """Return the condition that leaves out what the query excludes."""
    selects = [dialect().ids(Match("any", tokens)) for tokens in plan.excluded]
    text = "".join(f" AND item.id NOT IN ({one.text})" for one in selects)
    return Sql(text, parameters_of(selects))


def _freshness() -> str:
    """Return what items gain by their year; the newest the most."""
    age = f"({timezone.localdate().year} - item.year)"
    newest = f"CAST({weights.FRESHNESS} AS double precision)"
    return f"{newest} / (1 + CASE WHEN {age} > 0 THEN {age} ELSE 0 END)"


def _standing(plan: Plan, score: str) -> Sql:
    """Return what items of some score gain or lose by what they are."""
    how_to = _how_to(plan)
    text = (
        f"CASE WHEN item.validity IN ('repealed', 'expired') THEN {weights.OUT_OF_FORCE} ELSE 0 END"
    )
    if not how_to:
        return Sql(f"({text})")
    text += (
        f" + CASE WHEN item.item_type NOT IN ({', '.join(['%s'] * len(how_to))}) THEN 0"
        f" WHEN {score} >= {weights.SYNONYM} THEN {weights.HOW_TO} ELSE {weights.HOW_TO_CLOSE} END"
    )
    return Sql(f"({text})", tuple(how_to))


def _most_standing(plan: Plan) -> float:
    """Return what an item gains at most by what it is and how new it is."""
    return weights.FRESHNESS + (weights.HOW_TO if _how_to(plan) else 0)


def _how_to(plan: Plan) -> list[str]:
    """Return the types of items that should come first, as they answer such a question."""
    return how_to_keys() if plan.is_how_to else []


def _facets(narrow: Narrowing, rows: Sequence[Sequence[Any]]) -> Facets:
    """Return the counts of each facet, made without its own filter."""
    units, types, years = (_counted(narrow, rows, name) for name in FACETS)
    by_id = address_book().by_id
    return Facets(
        units=tuple(Count(by_id[pk].code, number) for pk, number in units.most_common()),
        types=tuple(Count(key, number) for key, number in types.most_common()),
        years=tuple(Count(str(year), years[year]) for year in sorted(years, reverse=True)),
    )


def _counted(narrow: Narrowing, rows: Sequence[Sequence[Any]], facet: str) -> Counter[Any]:
    place, counted = FACETS.index(facet), Counter[Any]()
    for row in narrow.admitted(rows, but=facet):
        counted[row[place]] += row[-1]
    return counted
