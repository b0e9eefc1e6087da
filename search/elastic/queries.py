"""A plan in the server's query language: conditions, and what each is worth.

What the clauses do and why: docs/search_servers.md and search/finding/weights.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.analysis import characters
from search.enums import Validity
from search.finding import weights
from search.finding.plan import Plan
from search.registry import item_types

Query = dict[str, Any]
_OUT_OF_FORCE = (Validity.REPEALED.value, Validity.EXPIRED.value)
_CLOSE = "30%"  # of the rarest tokens


def exact(plan: Plan) -> Query:
    """Return the condition of an exact hit, without what the query excludes."""
    ways = [_anywhere(plan.tokens)]
    if plan.typed:
        ways.append(_all_in("p", plan.typed))
    if plan.is_character:
        ways.append(_all_in("c", plan.tokens))
    return _every(_any_of(ways), *map(_phrase, plan.phrases))


def barred(plan: Plan) -> list[Query]:
    """Return the conditions that bar a document, each by itself."""
    return [_anywhere(tokens) for tokens in plan.excluded]


def strong(plan: Plan) -> Query:
    """Return the condition of what is more than close: exact, or of a tier by its title."""
    tiers = () if plan.is_strict else (*_titles(plan), *_title_tiers(plan), *_synonyms(plan))
    return _any_of([exact(plan), *(condition for condition, _score in tiers)])


def close(plan: Plan, rarest: Sequence[str]) -> Query:
    """Return the condition of what has some of what was asked for."""
    ways = [strong(plan)]
    if rarest:
        ways.append({"bool": {"should": [*_terms(rarest)], "minimum_should_match": _CLOSE}})
    if plan.syllables:
        ways.append(_some_of("p", plan.syllables, weights.HOMOPHONE_SHARE))
    if plan.typed:
        ways.append(_some_of("p", plan.typed, weights.HOMOPHONE_SHARE))
    return _any_of(ways)


def ranked(plan: Plan, among: Query, rarest: Sequence[str], *, is_much: bool = False) -> Query:
    """Return the query that ranks the documents for which the condition ``among`` holds.

    Everything is added: what multiplied, freshness above all, would tear the tiers down. Where
    ``is_much`` has all that was asked for, sequence and sound are not looked up in each.
    """
    scores = [_worth(condition, score) for condition, score in _tiers(plan, is_much=is_much)]
    finer = () if is_much else _in_sequence_and_sound(plan)
    should = [*scores, *_as_they_come(plan, rarest), *finer, *_first_and_last(plan)]
    return {"bool": {"filter": [among], "should": should}}


def _tiers(plan: Plan, *, is_much: bool) -> Iterator[tuple[Query, float]]:
    yield exact(plan), weights.ALL_TOKENS
    if plan.words:
        words = _all_in("w", plan.words)
        yield _every(_anywhere(plan.tokens), words), weights.ALL_WORDS
    if plan.sequence and not is_much:
        yield _phrase(plan.sequence), weights.ALL_IN_SEQUENCE
    part = "c" if plan.is_character else "t"
    yield _all_in(part, plan.tokens), weights.ALL_IN_TITLE
    if not plan.is_strict:
        yield from _titles(plan)
        yield from _title_tiers(plan)
        yield from _synonyms(plan)


def _titles(plan: Plan) -> Iterator[tuple[Query, float]]:
    """Yield the forms of a title, or a number, that the query may be."""
    for field, value, score in (
        ("k", plan.key, weights.EXACT_TITLE),
        ("ks", plan.short_key, weights.SHORT_TITLE),
        ("k1", plan.placeless_key, weights.PLACELESS_TITLE),
    ):
        if value:
            yield {"term": {field: value}}, score


def _title_tiers(plan: Plan) -> Iterator[tuple[Query, float]]:
    """Yield abbreviations of titles, and titles with their characters swapped."""
    found = plan.characters
    if not found:
        return
    ordered = {
        "all_of": {"ordered": True, "intervals": [{"match": {"query": one}} for one in found]}
    }
    abbreviated = {"intervals": {"c": ordered}}
    yield _every(abbreviated, _at_most(weights.ABBREVIATION_TITLE)), weights.ABBREVIATION
    for times in (2, 3):
        short = _every(abbreviated, _at_most(times * len(found)))
        yield short, weights.ABBREVIATION_BONUS
    swapped = _every(_all_in("c", found), _at_most(len(found) + weights.SWAPPED_TITLE_EXTRA))
    yield swapped, weights.SWAPPED


def _synonyms(plan: Plan) -> Iterator[tuple[Query, float]]:
    for variant in plan.variants:
        if variant:
            yield _anywhere(variant), weights.SYNONYM
            yield _all_in("t", variant), weights.SYNONYM_TITLE


def _as_they_come(plan: Plan, rarest: Sequence[str]) -> Iterator[Query]:
    """Yield what ranks within a tier, by how often and how rare."""
    if rarest:
        fields = [f"t^{weights.TITLE}", f"b^{weights.BODY}"]
        yield {"multi_match": {"query": " ".join(rarest), "fields": fields}}
    if plan.words:
        yield {"match": {"w": {"query": " ".join(plan.words), "boost": weights.WORD}}}


def _in_sequence_and_sound(plan: Plan) -> Iterator[Query]:
    """Yield what ranks by the order of tokens, by characters and by sound."""
    if len(plan.tokens) > 1:
        sequence = " ".join(plan.tokens)
        yield {"match_phrase": {"b": {"query": sequence, "boost": weights.PHRASE}}}
        yield {"match_phrase": {"t": {"query": sequence, "boost": weights.PHRASE_TITLE}}}
    if plan.key:
        letters = characters(plan.key)
        yield _some_of("c", letters, weights.CHARACTER_SHARE, weights.CHARACTERS)
    for sounds in (plan.syllables, plan.typed):
        if sounds:
            yield _some_of("p", sounds, weights.HOMOPHONE_SHARE, weights.HOMOPHONES)


def _first_and_last(plan: Plan) -> Iterator[Query]:
    """Yield what is for the newer, for what is in force, and for answers to a question."""
    yield {
        "distance_feature": {
            "field": "date",
            "origin": "now/d",
            "pivot": f"{weights.FRESHNESS_HALF_DAYS}d",
            "boost": weights.FRESHNESS,
        }
    }
    # No score may be negative: what is in force gains what the rest would lose
    in_force = {"bool": {"must_not": [{"terms": {"validity": list(_OUT_OF_FORCE)}}]}}
    yield _worth(in_force, -weights.OUT_OF_FORCE)
    how_to = [known.key for known in item_types() if known.answers_how_to]
    if plan.is_how_to and how_to:
        of_type = {"terms": {"item_type": how_to}}
        yield _worth(of_type, weights.HOW_TO_CLOSE)
        yield _worth(_every(of_type, strong(plan)), weights.HOW_TO)


def _anywhere(tokens: Sequence[str]) -> Query:
    """All tokens, each in the title or in the text."""
    return {
        "multi_match": {
            "query": " ".join(tokens),
            "fields": ["t", "b"],
            "type": "cross_fields",
            "operator": "and",
        }
    }


def _phrase(tokens: Sequence[str]) -> Query:
    return {"multi_match": {"query": " ".join(tokens), "fields": ["t", "b"], "type": "phrase"}}


def _all_in(field: str, tokens: Sequence[str]) -> Query:
    return {"match": {field: {"query": " ".join(tokens), "operator": "and"}}}


def _some_of(field: str, tokens: Sequence[str], share: float, boost: float = 1) -> Query:
    least = f"{share:.0%}"
    query = {"query": " ".join(tokens), "minimum_should_match": least, "boost": boost}
    return {"match": {field: query}}


def _terms(tokens: Iterable[str]) -> Iterator[Query]:
    """One clause a token, wherever it stands."""
    for token in tokens:
        yield {"multi_match": {"query": token, "fields": ["t", "b"]}}


def _at_most(length: int) -> Query:
    return {"range": {"kl": {"lte": length}}}


def _worth(condition: Query, score: float) -> Query:
    return {"constant_score": {"filter": condition, "boost": score}}


def _every(*conditions: Query) -> Query:
    return conditions[0] if len(conditions) == 1 else {"bool": {"filter": list(conditions)}}


def _any_of(conditions: Sequence[Query]) -> Query:
    if len(conditions) == 1:
        return conditions[0]
    return {"bool": {"should": list(conditions), "minimum_should_match": 1}}
