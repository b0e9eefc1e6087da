"""The page of results on every host: it works without a script, and only reads."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.analysis import query_words
from search.finding.filters import Sort
from search.finding.find import find
from search.finding.results import Found
from search.finding.weights import DEEPEST
from search.models import PublishedItem
from search.registry import how_to_keys
from search.views.asked import PER_PAGE, Asked, is_too_deep, read
from search.views.facets import Choice, facets, taken
from search.views.hits import Hit, hits
from search.words.promotions import promoted
from search.words.recording import note_query
from units.addresses import address_book
from units.entries import UnitEntry

UNITS_SHOWN = 8
SERVICES_SHOWN = 6
SHORTER_SHOWN = 4
MOST_WORDS = 8
DAYS = ("since", "until")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was found, and whether that was in all units because the one asked for has nothing."""

    found: Found
    asked: Asked
    is_widened: bool = False


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what matches ``q``, narrowed down by the other parameters.

    Answers 404 for a page that the results do not have, with the way to the first.
    """
    asked = replace(read(request.GET, get_language() or ""), size=PER_PAGE)
    if not asked.text or asked.problems or is_too_deep(asked):
        context = _told(asked) | _ways_out(asked) | {"is_too_deep": is_too_deep(asked)}
        has_no_page = is_too_deep(asked) or "page" in [p.parameter for p in asked.problems]
        return render(request, "search/results.html", context, status=404 if has_no_page else 200)
    answered = _answered(asked)
    found = answered.found
    if asked.page == 1 and request.method == "GET":
        unit: UnitEntry = request.unit  # type: ignore[attr-defined]
        note_query(asked.text, unit_id=unit.id, total=found.total)
    is_beyond = asked.page > 1 and asked.start >= found.total
    context = _told(asked) | _shown(answered) | {"units": _units(asked), "is_beyond": is_beyond}
    if not found.items:
        context |= _ways_out(asked)
    return render(request, "search/results.html", context, status=404 if is_beyond else 200)


def _told(asked: Asked) -> dict[str, object]:
    """Return what every page of results says of what was asked for."""
    nowhere = dict.fromkeys(("unit", "kind", "type", "column", "year", "since", "until"), "")
    return {
        "asked": asked,
        "query": asked.text,
        "unit_code": asked.filters.unit,
        "chosen_unit": address_book().by_code.get(asked.filters.unit),
        "in_all_units": asked.query(unit=""),
        "everywhere": asked.query(**nowhere),
        "first_page": asked.query(),
        "problems": [problem.message for problem in asked.problems],
        "action": reverse("search"),
        "kept": [(name, value) for name, value in asked.chosen().items() if name not in DAYS],
    }


def _answered(asked: Asked) -> Answered:
    """Find; where the one unit asked for has nothing that fits, in all units instead."""
    found = _find(asked)
    # Units are counted without the filter by unit
    is_elsewhere = bool(found.facets.units) or not found.total
    if found.exact or not asked.filters.unit or asked.page > 1 or not is_elsewhere:
        return Answered(found, asked)
    wider = replace(asked, filters=replace(asked.filters, unit=""))
    elsewhere = _find(wider)
    if elsewhere.total:
        return Answered(elsewhere, wider, is_widened=True)
    return Answered(found, asked)


def _find(asked: Asked) -> Found:
    return find(
        asked.text, filters=asked.filters, sort=asked.sort, start=asked.start, size=asked.size
    )


def _shown(answered: Answered) -> dict[str, object]:
    """Return what the page shows of an answer; its links go on from what was found."""
    asked, found = answered.asked, answered.found
    first = asked.page == 1
    promotions = promoted(asked.text, language=asked.filters.language) if first else []
    above = hits(promotions, asked, is_promoted=True)
    promoted_ids = {hit.item.pk for hit in above}
    shown = [hit for hit in hits(found.items, asked) if hit.item.pk not in promoted_ids]
    card = _card(asked, shown) if not above else None
    # As many as are ever shown: a paginator counts what it is given
    page: Page[int] = Paginator(range(min(found.total, DEEPEST)), asked.size).get_page(asked.page)
    return {
        "asked": asked,
        "found": found,
        "is_widened": answered.is_widened,
        "total": found.exact or found.total,
        "close": max(0, found.total - found.exact),
        "results": [*above, *(hit for hit in shown if hit is not card)],
        "card": card,
        "facets": facets(asked, found),
        "taken": taken(asked),
        "sorts": _sorts(asked),
        "suggestion_query": asked.query(q=found.suggestion) if found.suggestion else "",
        "feed": f"{reverse('search_feed')}?{asked.query(sort='')}",
        "page": page,
        "pages": list(page.paginator.get_elided_page_range(page.number)),
        "is_last_shown": found.total >= DEEPEST and not page.has_next(),
        "pager_first": f"?{asked.query()}",
        "pager_before": f"?{asked.query()}&page=",
    }


def _card(asked: Asked, shown: list[Hit]) -> Hit | None:
    """Return the answer to what somebody wants to get done, where it comes first."""
    is_best = asked.page == 1 and asked.sort == Sort.RELEVANCE
    return shown[0] if is_best and shown and shown[0].answers_how_to else None


def _sorts(asked: Asked) -> list[Choice]:
    return [
        Choice(
            str(sort.label),
            0,
            asked.query(sort="" if sort == Sort.RELEVANCE else sort.value),
            sort == asked.sort,
        )
        for sort in Sort
    ]


def _units(asked: Asked) -> list[PublishedItem]:
    """Return units by name and pinyin, unless one unit is being searched."""
    if asked.filters.unit:
        return []
    words = asked.text.split()[:MOST_WORDS]
    entries = PublishedItem.objects.unit_entries().without_text()
    return list(entries.matching_words(words)[:UNITS_SHOWN])


def _ways_out(asked: Asked) -> dict[str, object]:
    """Return what to do where nothing is shown: shorter queries, and services."""
    how_to = how_to_keys()
    services = PublishedItem.objects.of_type(*how_to).in_language(asked.filters.language)
    words = [word for word in query_words(asked.text) if word != asked.text]
    return {
        "shorter": [(word, asked.query(q=word)) for word in words[:SHORTER_SHOWN]],
        "services": list(services.without_text().latest_first()[:SERVICES_SHOWN]),
    }
