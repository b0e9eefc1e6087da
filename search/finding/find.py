"""Finding among everything public."""

from __future__ import annotations

from django.conf import settings

from search.elastic.executor import ElasticExecutor
from search.finding.errors import EngineDown
from search.finding.filters import Filters, Sort
from search.finding.plan import Plan, make_plan
from search.finding.relational import DatabaseExecutor
from search.finding.results import Answer, Found
from search.finding.suggest import other_spelling
from search.finding.weights import DEEPEST
from search.models import PublishedItem


def find(
    text: str,
    *,
    filters: Filters,
    sort: Sort = Sort.RELEVANCE,
    start: int = 0,
    size: int = 10,
    with_facets: bool = True,
) -> Found:
    """Return one page of what matches a query; no text is an error.

    The search server answers where there is one. While it does not, the database does, and the
    answer says so.
    """
    plan = make_plan(text, filters)
    size = max(0, min(size, DEEPEST - start))
    answer, is_fallback = _answer(plan, start=start, size=size, sort=sort, with_facets=with_facets)
    return Found(
        items=_items(answer.ids),
        exact=answer.exact,
        total=min(answer.total, DEEPEST),
        facets=answer.facets,
        is_fallback=is_fallback,
        suggestion="" if answer.exact else other_spelling(plan),
    )


def _answer(
    plan: Plan, *, start: int, size: int, sort: Sort, with_facets: bool
) -> tuple[Answer, bool]:
    """Return the answer, and whether the database gave it in the server's place."""
    if plan.is_empty:
        return Answer([], 0, 0), False
    has_server = bool(settings.ELASTICSEARCH_URL)
    if has_server:
        try:
            return (
                ElasticExecutor().run(
                    plan, start=start, size=size, sort=sort, with_facets=with_facets
                ),
                False,
            )
        except EngineDown:  # the breaker has logged it
            pass
    database = DatabaseExecutor()
    answer = database.run(plan, start=start, size=size, sort=sort, with_facets=with_facets)
    return answer, has_server


def _items(ids: list[int]) -> list[PublishedItem]:
    """Return the items in the order of their ids; what was withdrawn meanwhile is left out."""
    found = PublishedItem.objects.select_related("document").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
