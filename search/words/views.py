"""The way from a result to its page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.models import PublishedItem
from search.words.recording import note_click
from units.entries import UnitEntry


@require_safe
@never_cache
def to_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Lead to a public item, and count that it was chosen for the query ``q`` at position ``p``.

    It leads nowhere else. Answers 404 for what is not public.
    """
    item = get_object_or_404(PublishedItem.objects.without_text(), pk=item_id)
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    position = request.GET.get("p", "")
    if request.method == "GET" and position.isascii() and position.isdecimal():
        note_click(request.GET.get("q", ""), position=int(position[:6]), unit_id=unit.id)
    response = redirect(item.url)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
