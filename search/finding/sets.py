"""A plan as weighted sets: selects of ids, each with what being in it is worth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection

from search.finding import weights
from search.finding.conditions import Match, Part, Sql, parameters_of
from search.finding.database import dialect
from search.finding.plan import Plan
from search.finding.rarity import COMMON, rarest

# Of how many items a token's weight is reckoned
_SCALE = 50_000
Ways = Sequence[Sequence[Match]]


class Tier(NamedTuple):
    """Exact hits that gain the same besides."""

    ways: Ways
    score: float
    is_in_title: bool


# Common tokens that were met: they stay common, and to count them is what takes time
_common: set[tuple[Part, str]] = set()


def worth(ids: Sql, score: float) -> Sql:
    """Return ids with what each of them gains by being among them."""
    gain = f"CAST({score:.6f} AS double precision)"
    return Sql(f"SELECT id, {gain} AS score FROM ({ids.text}) AS found", ids.parameters)  # noqa: S608 ours


def exact_ways(plan: Plan) -> list[list[Match]]:
    """Return the ways to have all that was asked for."""
    ways = [Match("any", plan.tokens)]
    if plan.typed:
        ways.append(Match("p", plan.typed))
    if plan.is_character:
        ways.append(Match("c", plan.tokens))
    return [[way, *_phrases(plan)] for way in ways]


def exact_tiers(plan: Plan, besides: Sequence[Match] = ()) -> Iterator[Tier]:
    """Yield exact hits in tiers, the best first, without those that have it in sequence.

    ``besides`` is what all of them have as well.
    """
    must = [*_phrases(plan), *besides]
    in_title, as_words = [_in_title(plan), *must], Match("w", plan.words)
    if plan.words:
        both = weights.ALL_IN_TITLE + weights.ALL_WORDS
        yield Tier([[*in_title, as_words]], both, is_in_title=True)
        in_text = [Match("any", plan.tokens), as_words, *must]
        yield Tier([in_text], weights.ALL_WORDS, is_in_title=False)
    yield Tier([in_title], weights.ALL_IN_TITLE, is_in_title=True)
    yield Tier([[*way, *besides] for way in exact_ways(plan)], 0, is_in_title=False)


def synonyms(plan: Plan) -> Iterator[Match]:
    """Yield what has a synonym of what was asked for: those in the title before the others."""
    for variant in filter(None, plan.variants):
        yield Match("t", variant)
        yield Match("any", variant)


def exact_sets(plan: Plan) -> Iterator[Sql]:
    """Yield exact hits, and those among them that have it as words, or in the title."""
    exact = dialect().matching(*exact_ways(plan))
    select = f"SELECT item.id FROM {dialect().items} AS item WHERE {exact.text}"  # noqa: S608 ours
    yield worth(Sql(select, exact.parameters), weights.ALL_TOKENS)
    parts = [([_in_title(plan)], weights.ALL_IN_TITLE)]
    if plan.words:
        parts.append(([Match("any", plan.tokens), Match("w", plan.words)], weights.ALL_WORDS))
    for matches, score in parts:
        yield worth(dialect().ids(*matches, *_phrases(plan)), score)


def title_sets(plan: Plan) -> Iterator[Sql]:
    """Yield the items whose title or number the query is, or nearly is."""
    if plan.is_strict:
        return
    for column, value, score in (
        ("title_key", plan.key, weights.EXACT_TITLE),
        ("number_key", plan.key, weights.EXACT_TITLE),
        ("short_key", plan.short_key, weights.SHORT_TITLE),
        ("placeless_key", plan.placeless_key, weights.PLACELESS_TITLE),
    ):
        if plan.key:
            select = f"SELECT id FROM search_publisheditem WHERE {column} = %s"  # noqa: S608 ours
            yield worth(Sql(select, (value,)), score)
    if plan.characters:
        yield _abbreviations(plan.characters)


def synonym_sets(plan: Plan) -> Iterator[Sql]:
    """Yield the items that have a synonym of what was asked for."""
    for variant in () if plan.is_strict else plan.variants:
        if variant:
            yield worth(dialect().ids(Match("any", variant)), weights.SYNONYM)
            yield worth(dialect().ids(Match("t", variant)), weights.SYNONYM_TITLE)


def close_sets(plan: Plan) -> Iterator[Sql]:
    """Yield what has some of what was asked for, rare parts first."""
    parts: tuple[tuple[Part, Iterable[str], float], ...] = (
        ("any", plan.tokens, weights.BODY),
        ("w", plan.words, weights.WORD),
        ("p", (*plan.syllables, *plan.typed), weights.HOMOPHONES),
    )
    for part, tokens, weight in parts:
        for token, gain in _rarest(part, tokens):
            yield worth(dialect().ids(Match(part, (token,))), weight * gain)
            if part == "any":
                yield worth(dialect().ids(Match("t", (token,))), weights.TITLE * gain)


def _phrases(plan: Plan) -> list[Match]:
    """Return what must hold of every item."""
    return [Match("any", phrase, is_phrase=True) for phrase in plan.phrases]


def _in_title(plan: Plan) -> Match:
    return Match("c" if plan.is_character else "t", plan.tokens)


def abbreviation_gain(plan: Plan) -> str:
    """Return what items gain that have the whole query in the title: by how short that is."""
    return _by_length(_lengths(plan.characters)) if plan.characters else "0"


def _abbreviations(characters: Sequence[str]) -> Sql:
    """Return the items whose short title has the characters, with what that is worth."""
    has_all = dialect().matching([Match("c", tuple(dict.fromkeys(characters)))])
    in_order, any_order = _lengths(characters), len(characters) + weights.SWAPPED_TITLE_EXTRA
    # Only short titles are read, one by one
    title = "SELECT short_key FROM search_publisheditem AS named WHERE named.id = item.id"
    statement = f"""
        SELECT item.id, CASE WHEN ({title}) LIKE %s THEN {_by_length(in_order)} ELSE 0 END
            + {_by_length([(any_order, weights.SWAPPED)])} AS score
        FROM {dialect().items} AS item
        WHERE item.short_length <= {max(any_order, *dict(in_order))} AND {has_all.text}
    """  # noqa: S608 numbers and names of ours
    return Sql(statement, (f"%{'%'.join(characters)}%", *has_all.parameters))


def _lengths(characters: Sequence[str]) -> list[tuple[int, int]]:
    """Return up to which length titles gain, and what, that have the characters in order."""
    bonus = [(times * len(characters), weights.ABBREVIATION_BONUS) for times in (2, 3)]
    return [(weights.ABBREVIATION_TITLE, weights.ABBREVIATION), *bonus]


def _by_length(gains: Iterable[tuple[int, int]]) -> str:
    """Return what short titles gain, by how long they are at most."""
    return " + ".join(
        f"CASE WHEN item.short_length <= {most} THEN {gain} ELSE 0 END" for most, gain in gains
    )


def _rarest(part: Part, tokens: Iterable[str]) -> list[tuple[str, float]]:
    """Return the rarest tokens that there are, with what each says about an item."""
    counts = _counts(part, tokens)
    return [(token, math.log1p(_SCALE / counts[token])) for token in rarest(counts)]


def _counts(part: Part, tokens: Iterable[str]) -> dict[str, int]:
    """Return of how many items each token is, counted no further than where it is common."""
    asked = [token for token in tokens if (part, token) not in _common]
    if not asked:
        return {}
    selects = [dialect().ids(Match(part, (token,))) for token in asked]
    counts = ", ".join(
        f"(SELECT count(*) FROM ({one.text} LIMIT {COMMON}) AS found)"  # noqa: S608 ours
        for one in selects
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", parameters_of(selects))
        found = dict(zip(asked, cursor.fetchone(), strict=True))
    _common.update((part, token) for token, count in found.items() if count == COMMON)
    return found
