"""Finding among titles, document numbers and units, on every host."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.models import PublishedItem
from search.paging import requested_page
from search.querysets import PublishedItemQuerySet
from units.addresses import address_book

PER_PAGE = 20
UNITS_SHOWN = 8
LONGEST_QUERY = 100
MOST_WORDS = 8


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what matches ``q``, over all units or, with ``unit``, in one."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    unit_code = request.GET.get("unit", "")
    words = query.split()[:MOST_WORDS]
    found = _found(words, unit_code)
    paginator = Paginator(found, PER_PAGE)
    return render(
        request,
        "search/results.html",
        {
            "query": query,
            "unit_code": unit_code,
            "results": (page := requested_page(request, paginator)),
            "total": paginator.count,
            "units": _units(words) if not unit_code else [],
            "items_page": page,
            "pages": list(paginator.get_elided_page_range(page.number)),
        },
    )


def _found(words: list[str], unit_code: str) -> PublishedItemQuerySet:
    if not words:
        return PublishedItem.objects.none()
    found = PublishedItem.objects.items().in_language(get_language() or "").without_text()
    if unit_code:
        unit = address_book().by_code.get(unit_code)
        found = found.for_unit(unit.id) if unit else found.none()
    return found.matching_words(words).latest_first()


def _units(words: list[str]) -> list[PublishedItem]:
    if not words:
        return []
    return list(PublishedItem.objects.unit_entries().matching_words(words)[:UNITS_SHOWN])
