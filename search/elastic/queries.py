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
from search.registry import how_to_keys

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


def ranked(plan: Plan, rarest: Sequence[str], exact: int) -> Query:
    """Return the query that finds and ranks what answers a plan.

    Everything is added: what multiplied, freshness above all, would tear the tiers down. Each
    tier is looked up once, and is what lets a document in. The more have all that was asked for
    (``exact``), the less is looked up in each: what comes close, characters and sound where they
    are few, frequency and sequence unless they are very many.
    """
    is_few, is_much = exact < weights.FEW, exact > weights.MOST_IN_SEQUENCE
    tiers = [_worth(condition, score) for condition, score in _other_tiers(plan)]
    if exact:
        tiers.append(_exact_tiers(plan, is_much=is_much))
    if plan.characters and not plan.is_strict:
        tiers.append(_abbreviations(plan))
    if is_few and not plan.is_strict:
        tiers += [_worth(condition, 0) for condition in _close(plan, rarest)]
    finer = [*_first_and_last(plan)]
    if not is_much:
        finer += _as_they_come(plan, rarest)
    if is_few:
        finer += _by_characters_and_sound(plan)
    return {"bool": {"must": [_any_of(tiers)], "should": finer}}


def _close(plan: Plan, rarest: Sequence[str]) -> Iterator[Query]:
    """Yield the conditions of what has some of what was asked for."""
    if rarest:
        yield {"bool": {"should": [*_terms(rarest)], "minimum_should_match": _CLOSE}}
    for sounds in filter(None, (plan.syllables, plan.typed)):
        yield _some_of("p", sounds, weights.HOMOPHONE_SHARE)


def _exact_tiers(plan: Plan, *, is_much: bool) -> Query:
    """Return what exact hits gain, and gain besides: as words, in sequence, in the title."""
    part = "c" if plan.is_character else "t"
    gains = [
        _worth({"match_all": {}}, weights.ALL_TOKENS),
        _worth(_all_in(part, plan.tokens), weights.ALL_IN_TITLE),
    ]
    if plan.words:
        gains.append(_worth(_all_in("w", plan.words), weights.ALL_WORDS))
    if plan.sequence and not is_much:
        gains.append(_worth(_phrase(plan.sequence), weights.ALL_IN_SEQUENCE))
    return {"bool": {"filter": [exact(plan)], "should": gains}}


def _other_tiers(plan: Plan) -> Iterator[tuple[Query, float]]:
    """Yield what need not have all that was asked for."""
    if not plan.is_strict:
        yield from _titles(plan)
        yield from _swapped(plan)
        yield from _synonyms(plan)


def _strong(plan: Plan) -> Query:
    """Return the condition of what is more than close: exact, or of a tier by its title."""
    ways = [exact(plan)]
    ways += [condition for condition, _score in _other_tiers(plan)]
    if not plan.is_strict:
        ways += [_is_abbreviation(plan)] if plan.characters else []
    return _any_of(ways)


def _titles(plan: Plan) -> Iterator[tuple[Query, float]]:
    """Yield the forms of a title, or a number, that the query may be."""
    for field, value, score in (
        ("k", plan.key, weights.EXACT_TITLE),
        ("ks", plan.short_key, weights.SHORT_TITLE),
        ("k1", plan.placeless_key, weights.PLACELESS_TITLE),
    ):
        if value:
            yield {"term": {field: value}}, score


def _swapped(plan: Plan) -> Iterator[tuple[Query, float]]:
    """Yield titles with their characters in another order."""
    if found := plan.characters:
        longest = len(found) + weights.SWAPPED_TITLE_EXTRA
        yield _every(_all_in("c", found), _at_most(longest)), weights.SWAPPED


def _abbreviations(plan: Plan) -> Query:
    """Return what short titles gain that the characters abbreviate."""
    twice, thrice = (times * len(plan.characters) for times in (2, 3))
    gains = [
        _worth(_at_most(weights.ABBREVIATION_TITLE), weights.ABBREVIATION),
        _worth(_at_most(twice), weights.ABBREVIATION_BONUS),
        _worth(_at_most(thrice), weights.ABBREVIATION_BONUS),
    ]
    return {"bool": {"filter": [_is_abbreviation(plan)], "should": gains}}


def _is_abbreviation(plan: Plan) -> Query:
    """Return the condition that the characters stand in a short title in their order."""
    found = plan.characters
    longest = max(weights.ABBREVIATION_TITLE, 3 * len(found))
    each = [{"match": {"query": one}} for one in found]
    in_order = {"intervals": {"c": {"all_of": {"ordered": True, "intervals": each}}}}
    return _every(in_order, _at_most(longest))


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


def _by_characters_and_sound(plan: Plan) -> Iterator[Query]:
    """Yield what ranks by characters and by sound."""
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
    how_to = how_to_keys()
    if plan.is_how_to and how_to:
        of_type = {"terms": {"item_type": how_to}}
        yield _worth(of_type, weights.HOW_TO_CLOSE)
        yield _worth(_every(of_type, _strong(plan)), weights.HOW_TO)


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
