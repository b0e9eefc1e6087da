"""What programs and the search box read: results and suggestions as JSON.

Every answer is asked for anew: what is withdrawn must not live on in a cache. The tag of an
answer saves sending it twice.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from search.analysis import LONGEST_QUERY
from search.finding.find import find
from search.finding.results import Found
from search.finding.suggest import suggest
from search.finding.weights import DEEPEST
from search.views.asked import Asked, Problem, is_too_deep, read
from search.views.facets import labelled, type_label
from search.views.hits import Hit, hits
from search.words.recording import note_query
from units.entries import UnitEntry

MOST_SUGGESTIONS = 8

revalidated = cache_control(public=True, no_cache=True)


@require_safe
@revalidated
@conditional_page
def results_json(request: HttpRequest) -> HttpResponse:
    """Answer with one page of results; 400 and the name of the parameter for what says nothing."""
    asked = read(request.GET, get_language() or "")
    if problem := _first_problem(asked):
        return _refused(problem)
    found = find(
        asked.text, filters=asked.filters, sort=asked.sort, start=asked.start, size=asked.size
    )
    if asked.page == 1 and request.method == "GET":
        unit: UnitEntry = request.unit  # type: ignore[attr-defined]
        note_query(asked.text, unit_id=unit.id, total=found.total)
    return _json(_told(asked, found))


@require_safe
@revalidated
@conditional_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with what a text being typed may become, and the addresses that it leads to."""
    asked = read(request.GET, get_language() or "")
    problem = next((p for p in asked.problems if p.parameter == "unit"), None)
    if problem:
        return _refused(problem)
    found = suggest(
        asked.text,
        language=asked.filters.language,
        unit=asked.filters.unit,
        limit=MOST_SUGGESTIONS,
    )
    told = [
        {"text": s.text, "url": s.url, "type": s.item_type, "label": type_label(s.item_type)}
        for s in found
    ]
    return _json({"query": asked.text, "suggestions": told})


def _first_problem(asked: Asked) -> Problem | None:
    if not asked.text:
        return Problem("q", _("Say what to look for."))
    if asked.is_cut:
        message = _("At most %(most)d characters can be looked for.")
        return Problem("q", message % {"most": LONGEST_QUERY})
    if asked.problems:
        return asked.problems[0]
    if is_too_deep(asked):
        message = _("Only the first %(most)d results can be read; narrow the search down.")
        return Problem("page", message % {"most": DEEPEST})
    return None


def _told(asked: Asked, found: Found) -> dict[str, Any]:
    notice = ""
    if found.is_fallback:
        notice = _("The results are complete, but may stand in another order than usual.")
    return {
        "query": asked.text,
        "total": found.total,
        "exact": found.exact,
        "page": asked.page,
        "limit": asked.size,
        "sort": asked.sort.value,
        "notice": notice,
        "suggestion": found.suggestion,
        "facets": labelled(found.facets),
        "results": [_result(hit) for hit in hits(found.items, asked)],
    }


def _result(hit: Hit) -> dict[str, Any]:
    item = hit.item
    return {
        "url": item.canonical_url,
        "title": item.title,
        "snippet": hit.passage.plain,
        "snippet_html": hit.passage.html,
        "unit": {"code": item.unit_entry.code, "name": item.unit_entry.name},
        "type": {"key": item.item_type, "label": item.type_label},
        "date": item.date.isoformat(),
        "number": item.number,
        "validity": item.validity,
        "source_id": item.source_id,
    }


def _refused(problem: Problem) -> JsonResponse:
    """Answer 400 with the parameter that says nothing, and why."""
    error = {"parameter": problem.parameter, "message": problem.message}
    return _json({"error": error}, status=400)


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response
