"""The catalogue of services over all units, by life event and by unit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.models import PublishedItem
from search.paging import requested_page
from services.enums import LifeEvent
from units.addresses import address_book

PER_PAGE = 30


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List all services, or those of one life event (``event``) or unit (``unit``)."""
    event, code = request.GET.get("event", ""), request.GET.get("unit", "")
    unit = address_book().by_code.get(code)
    if (event and event not in LifeEvent.values) or (code and unit is None):
        raise Http404
    found = PublishedItem.objects.of_type("service").in_language(get_language() or "")
    if event:
        found = found.filter(theme=event)
    if unit:
        found = found.for_unit(unit.id)
    paginator = Paginator(found.without_text().order_by("title", "id"), PER_PAGE)
    page = requested_page(request, paginator)
    return render(
        request,
        "services/catalogue.html",
        {
            "services": page,
            "items_page": page,
            "pages": list(paginator.get_elided_page_range(page.number)),
            "events": LifeEvent.choices,
            "current_event": event,
            "current_event_label": LifeEvent(event).label if event else "",
            "current_unit": unit,
            "total": paginator.count,
        },
    )
