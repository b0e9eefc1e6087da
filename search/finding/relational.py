"""The plan carried out in the database: weighted sets of ids, summed up and ordered.

Each part of the plan is the select of some ids from the index, which the dialect writes, and what
being in it is worth. So both databases rank alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from search.finding import weights
from search.finding.conditions import Match, Sql
from search.finding.database import dialect
from search.finding.filters import Sort
from search.finding.narrowing import FACETS, Narrowing, narrowing
from search.finding.plan import Plan
from search.finding.results import Answer, Count, Facets
from search.finding.sets import (
    Ways,
    close_sets,
    exact_sets,
    exact_tiers,
    exact_ways,
    synonym_sets,
    title_sets,
    ways_with_synonym,
    worth,
)
from search.registry import item_types
from units.addresses import address_book

_NEWEST_FIRST = "item.date DESC, item.id DESC"


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
            ids = self._first(exact_ways(self._plan), Sql(_NEWEST_FIRST), self._start, self._size)
            return Answer(ids, exact, exact, facets)
        is_much = exact > weights.MOST_IN_SEQUENCE
        sets = [*title_sets(self._plan), *synonym_sets(self._plan)]
        if exact:
            sets += self._foremost() if is_much else exact_sets(self._plan)
        if exact < weights.FEW and not self._plan.is_strict:
            sets += close_sets(self._plan)
        if not sets:
            return Answer([], exact, exact, facets)
        most = exact + weights.MOST_CLOSE
        ids, total = self._ranked(sets, max(0, min(self._size, most - self._start)))
        return Answer(ids, exact, exact if is_much else min(total, most), facets)

    def _count(self, *, with_facets: bool) -> tuple[int, Facets]:
        """Return how many exact hits there are, and how many of each unit, type and year."""
        if not with_facets:
            return self._tally("count(*)", self._narrow.all())[0][0], Facets()
        columns = ", ".join(f"item.{name}" for name in FACETS)
        # Filters of facets are seen to afterwards: each facet is counted without its own
        rows = self._tally(f"{columns}, count(*)", self._narrow.base, f"GROUP BY {columns}")
        total = sum(row[-1] for row in self._narrow.admitted(rows))
        return total, _facets(self._narrow, rows)

    def _tally(self, wanted: str, kept: Sql, groups: str = "") -> list[Any]:
        exact = dialect().matching(*exact_ways(self._plan))
        statement = f"""
            SELECT {wanted} FROM {dialect().items} AS item
            WHERE {exact.text} AND {kept.text}{self._barred.text} {groups}
        """  # noqa: S608 parameters, and names of ours
        parts = (exact, kept, self._barred)
        with connection.cursor() as cursor:
            cursor.execute(statement, [value for part in parts for value in part.parameters])
            return cursor.fetchall()

    def _foremost(self) -> Iterator[Sql]:
        """Yield those exact hits, of very many, that can be among the results that are ever shown.

        Of a tier only the first are, in the order in which they will stand; and nothing of a lower
        one is, where a higher fills all. Sequence is not looked up: it would have to be in each.
        """
        known: set[int] = set()
        standing = _standing(self._plan, str(weights.ALL_TOKENS))
        order = Sql(f"{standing.text} DESC, {_NEWEST_FIRST}", standing.parameters)
        for ways, score in exact_tiers(self._plan):
            ids = self._first(ways, order, 0, weights.DEEPEST)
            yield self._exact_hits([pk for pk in ids if pk not in known], score)
            known.update(ids)
            if len(ids) == weights.DEEPEST and not self._plan.is_how_to:
                break
        # What has a synonym too gains by that, whatever its tier
        for ways in ways_with_synonym(self._plan):
            ids = self._first(ways, order, 0, weights.DEEPEST)
            yield self._exact_hits([pk for pk in ids if pk not in known], 0)
            known.update(ids)

    def _exact_hits(self, ids: Sequence[int], score: float) -> Sql:
        return worth(dialect().listed(ids), weights.ALL_TOKENS + score)

    def _first(self, ways: Ways, order: Sql, start: int, size: int) -> list[int]:
        """Return some of the items that have all of one of several ways, in an order."""
        exact, kept = dialect().matching(*ways), self._narrow.all()
        statement = f"""
            SELECT item.id FROM {dialect().items} AS item
            WHERE {exact.text} AND {kept.text}{self._barred.text}
            ORDER BY {order.text} LIMIT %s OFFSET %s
        """  # noqa: S608 parameters, and names of ours
        parts = (exact, kept, self._barred, order)
        given = (value for part in parts for value in part.parameters)
        with connection.cursor() as cursor:
            cursor.execute(statement, (*given, size, start))
            return [row[0] for row in cursor.fetchall()]

    def _ranked(self, sets: Sequence[Sql], size: int) -> tuple[list[int], int]:
        """Return one page of ids, by what they gain in all sets, and how many there are."""
        kept, standing = self._narrow.all(), _standing(self._plan, "ranked.score")
        statement = f"""
            WITH ranked AS (
                SELECT id, sum(score) AS score
                FROM ({" UNION ALL ".join(one.text for one in sets)}) AS sets GROUP BY id
            )
            SELECT item.id, count(*) OVER () FROM ranked
            JOIN {dialect().items} AS item ON item.id = ranked.id
            WHERE {kept.text}{self._barred.text}
            ORDER BY ranked.score + {_freshness()} + {standing.text} DESC, {_NEWEST_FIRST}
            LIMIT %s OFFSET %s
        """  # noqa: S608 parameters, and names of ours
        given = (
            value for part in (*sets, kept, self._barred, standing) for value in part.parameters
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, (*given, size, self._start))
            rows = cursor.fetchall()
        return [row[0] for row in rows], rows[0][1] if rows else 0


def _barred(plan: Plan) -> Sql:
    """Return the condition that leaves out what the query excludes."""
    selects = [dialect().ids(Match("any", tokens)) for tokens in plan.excluded]
    text = "".join(f" AND item.id NOT IN ({one.text})" for one in selects)
    return Sql(text, tuple(value for one in selects for value in one.parameters))


def _freshness() -> str:
    """Return what items gain by their year; the newest the most."""
    age = f"({timezone.localdate().year} - item.year)"
    return f"{weights.FRESHNESS}.0 / (1 + CASE WHEN {age} > 0 THEN {age} ELSE 0 END)"


def _standing(plan: Plan, score: str) -> Sql:
    """Return what items of some score gain or lose by what they are."""
    how_to = [known.key for known in item_types() if known.answers_how_to]
    text = (
        f"CASE WHEN item.validity IN ('repealed', 'expired') THEN {weights.OUT_OF_FORCE} ELSE 0 END"
    )
    if not plan.is_how_to or not how_to:
        return Sql(f"({text})")
    text += (
        f" + CASE WHEN item.item_type NOT IN ({', '.join(['%s'] * len(how_to))}) THEN 0"
        f" WHEN {score} >= {weights.SYNONYM} THEN {weights.HOW_TO} ELSE {weights.HOW_TO_CLOSE} END"
    )
    return Sql(f"({text})", tuple(how_to))


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
