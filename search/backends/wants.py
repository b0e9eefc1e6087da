"""What a query of modelsearch asks for, in terms that every engine can answer.

Engines answer for plain words and phrases alone; what "and", "or" and "not" make of the answers
is decided here, the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from wagtail.search.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText

from search.analysis import (
    LONGEST_QUERY,
    MOST_QUERY_TOKENS,
    fold,
    is_han,
    pairs,
    query_tokens,
    runs,
)

# Which of an entry's texts is asked: title and body together, or one alone
Part = Literal["any", "title", "autocomplete"]
Joint = Literal["all", "any", "phrase"]


@dataclass(frozen=True, slots=True)
class Want:
    """Tokens that an entry has to hold: all, any, or all in sequence; there is at least one.

    ``prefix`` is the one of them that may also begin a longer one, as it is still being typed.
    """

    part: Part
    tokens: tuple[str, ...]
    joint: Joint = "all"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Scores by object id, the more the better; or, as ``is_rest``, everything but these."""

    scores: dict[str, float]
    is_rest: bool = False


Ranked = Callable[[Want], dict[str, float]]
_NOTHING = Hits({})


def hits_of(query: Any, part: Part, ranked: Ranked) -> Hits:
    """Return what a query finds.

    ``ranked`` asks the engine. Raises ``NotImplementedError`` for kinds of queries that are not
    known, such as ``Fuzzy``: one wrong character leaves most pairs as they are.
    """
    if isinstance(query, MatchAll):
        return Hits({}, is_rest=True)
    if isinstance(query, Not):
        found = hits_of(query.subquery, part, ranked)
        return Hits(dict.fromkeys(found.scores, 0.0), is_rest=not found.is_rest)
    if isinstance(query, Boost):
        found = hits_of(query.subquery, part, ranked)
        scores = {key: score * query.boost for key, score in found.scores.items()}
        return Hits(scores, found.is_rest)
    if isinstance(query, And | Or):
        join = _both if isinstance(query, And) else _either
        return reduce(join, [hits_of(one, part, ranked) for one in query.subqueries] or [_NOTHING])
    wanted = _want(query, part)
    return Hits(ranked(wanted)) if wanted.tokens else _NOTHING


def _want(query: Any, part: Part) -> Want:
    if isinstance(query, Phrase):
        sequence = pairs(query.query_string[:LONGEST_QUERY])[:MOST_QUERY_TOKENS]
        return Want(part, tuple(sequence), "phrase")
    if not isinstance(query, PlainText):
        raise NotImplementedError(
            f"The search backends know no {type(query).__name__} queries; use PlainText."
        )
    tokens = tuple(query_tokens(query.query_string))
    joint: Joint = "any" if query.operator.lower() == "or" else "all"
    prefix = _last_typed(query.query_string) if part == "autocomplete" else ""
    return Want(part, tokens, joint, prefix if prefix in tokens else "")


def _last_typed(text: str) -> str:
    """Return the last run of a query where it may be the beginning of one: not of Han."""
    found = runs(fold(text[:LONGEST_QUERY]))
    return found[-1] if found and not is_han(found[-1]) else ""


def _both(one: Hits, other: Hits) -> Hits:
    if one.is_rest and other.is_rest:
        return Hits(one.scores | other.scores, is_rest=True)
    if one.is_rest:
        one, other = other, one
    if other.is_rest:
        return Hits({key: one.scores[key] for key in one.scores if key not in other.scores})
    return Hits(
        {key: one.scores[key] + other.scores[key] for key in one.scores if key in other.scores}
    )


def _either(one: Hits, other: Hits) -> Hits:
    if one.is_rest and other.is_rest:
        return Hits({key: 0.0 for key in one.scores if key in other.scores}, is_rest=True)
    if one.is_rest:
        one, other = other, one
    if other.is_rest:
        return Hits({key: 0.0 for key in other.scores if key not in one.scores}, is_rest=True)
    keys = one.scores | other.scores
    return Hits({key: one.scores.get(key, 0.0) + other.scores.get(key, 0.0) for key in keys})
