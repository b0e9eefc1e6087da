"""The plan carried out on Elasticsearch, within one limit of time for all of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from elasticsearch import Elasticsearch

from search.elastic import queries
from search.elastic.breaker import search_breaker
from search.elastic.client import QueryRefused, engine_errors, search_client
from search.elastic.mapping import alias
from search.elastic.narrowing import Narrowing, counting, facets, narrowing
from search.finding import weights
from search.finding.errors import EngineDown
from search.finding.filters import Sort
from search.finding.plan import Plan
from search.finding.rarity import rarest
from search.finding.results import Answer

_BAD_REQUEST = 400
_LONGEST_REASON = 500
_HEADER = {"allow_partial_search_results": False}
_NEWEST_FIRST = [{"date": "desc"}, {"id": "desc"}]
_BEST_FIRST = [{"_score": "desc"}, *_NEWEST_FIRST]
Body = dict[str, Any]


class ElasticExecutor:
    """Answers from the search server."""

    def run(self, plan: Plan, *, start: int, size: int, sort: Sort, with_facets: bool) -> Answer:
        """Return one page of the answer to a plan.

        Raises ``EngineDown`` when the server does not answer in time, refuses, or failed so often
        that it is not asked for now.
        """
        if plan.is_empty:
            return Answer([], 0, 0)
        with search_breaker.attempt(), engine_errors():
            return _Search(plan, start, size, with_facets=with_facets).answer(sort)


class _Search:
    """One search, with what is left of its time."""

    def __init__(self, plan: Plan, start: int, size: int, *, with_facets: bool) -> None:
        self._plan, self._start = plan, start
        self._size = max(0, min(size, weights.DEEPEST - start))
        self._narrow: Narrowing = narrowing(plan.filters)
        self._with_facets = with_facets
        self._until = time.monotonic() + settings.ELASTICSEARCH_SEARCH_SECONDS

    def answer(self, sort: Sort) -> Answer:
        """Return the answer in the order that was asked for."""
        if sort == Sort.DATE:
            counted, page = self._ask(self._counts(), self._by_date())
            exact = _exact_of(counted)
            return Answer(_ids(page), exact, exact, facets(counted["aggregations"]))
        # One after the other: ranking is what costs, and is done once, as the count asks for
        (counted,) = self._ask(self._counts())
        exact = _exact_of(counted)
        counts = facets(counted["aggregations"])
        if self._plan.is_strict and not exact:
            return Answer([], 0, 0, counts)
        most = exact + weights.MOST_CLOSE
        (page,) = self._ask(self._ranked_for(exact, most))
        total = min(page["hits"]["total"]["value"], most)
        ids = _ids(page)[: max(0, most - self._start)]
        return Answer(ids, exact, total, counts)

    def _counts(self) -> Body:
        """Ask how many exact hits there are, of each unit, type and year too."""
        matching = self._within(queries.exact(self._plan), self._narrow.base)
        aggregations = counting(self._narrow, with_facets=self._with_facets)
        return {"size": 0, "track_total_hits": False, "query": matching, "aggs": aggregations}

    def _by_date(self) -> Body:
        matching = self._within(queries.exact(self._plan), self._narrow.all())
        return {**self._page(), "query": matching, "sort": _NEWEST_FIRST}

    def _ranked_for(self, exact: int, most: int) -> Body:
        """Rank what is more than close; what is close as well, where there is little else."""
        is_little = exact < weights.FEW and not self._plan.is_strict
        tokens = self._rarest() if is_little else self._plan.tokens[: weights.RAREST]
        return {
            **self._page(),
            "track_total_hits": min(most, weights.DEEPEST) + 1,
            "query": self._within(queries.ranked(self._plan, tokens, exact), self._narrow.all()),
            "sort": _BEST_FIRST,
        }

    def _page(self) -> Body:
        # A page that lies too deep is empty, and still an answer
        page = {"from": min(self._start, weights.DEEPEST), "size": self._size}
        # Ids come with the order; nothing else of the documents is read
        return {**page, "_source": False, "stored_fields": "_none_"}

    def _within(self, condition: Body, narrow: Sequence[Body]) -> Body:
        """Return a condition with the filters and without what the query excludes."""
        barred = queries.barred(self._plan)
        return {"bool": {"must": [condition], "filter": narrow, "must_not": barred}}

    def _rarest(self) -> Sequence[str]:
        """Return the rarest tokens that there are; the server says how many documents have each."""
        text = " ".join(self._plan.tokens)
        answer = self._client().termvectors(
            index=alias(),
            doc={"t": text, "b": text},
            fields=["t", "b"],
            term_statistics=True,
            field_statistics=False,
            positions=False,
            offsets=False,
        )
        counts = dict.fromkeys(self._plan.tokens, 0)
        for field in answer["term_vectors"].values():
            for token, known in field["terms"].items():
                counts[token] = max(counts[token], known.get("doc_freq", 0))
        return rarest(counts)

    def _ask(self, *bodies: Body) -> list[Mapping[str, Any]]:
        """Ask several things at once. Raises ``EngineDown`` when one of them fails."""
        searches = [part for body in bodies for part in (_HEADER, body)]
        answers = self._client().msearch(index=alias(), searches=searches)["responses"]
        for one in answers:
            if "error" in one:
                kind = QueryRefused if one["status"] == _BAD_REQUEST else EngineDown
                raise kind(f"Elasticsearch: {str(one['error'])[:_LONGEST_REASON]}")
        return list(answers)

    def _client(self) -> Elasticsearch:
        """Return a client that waits for no longer than the search may still take."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise EngineDown("Elasticsearch took too long")
        return search_client().options(request_timeout=left)


def _exact_of(counted: Mapping[str, Any]) -> int:
    return int(counted["aggregations"]["all"]["doc_count"])


def _ids(page: Mapping[str, Any]) -> list[int]:
    return [hit["sort"][-1] for hit in page["hits"]["hits"]]
