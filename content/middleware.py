"""Answering attempts to change the layout that all sites share (S050).

Wagtail asks for permission before it calls any hook of its own, and says no more than no. Here the
attempt is met before that: it is written down, and who made it is told what to do instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from wagtail.models import Page

from content.layout_lock import fixed_pages, fixed_text, record_refusal
from units.fence import refusal

# The views that change a page's place or publication, with the argument that names the page.
_PAGES = "wagtailadmin_pages"
VIEWS = {
    f"{_PAGES}:delete": "page_id",
    f"{_PAGES}:unpublish": "page_id",
    f"{_PAGES}:copy": "page_id",
    f"{_PAGES}:set_privacy": "page_id",
    f"{_PAGES}:move": "page_to_move_id",
    f"{_PAGES}:move_confirm": "page_to_move_id",
    f"{_PAGES}:set_page_position": "page_to_move_id",
}

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class LayoutLockMiddleware:
    """Refuse what would change the shared layout, and say so; all else goes on to Wagtail."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Answer an attempt at a page that stands fast."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in VIEWS:
            return None
        attempt = name.removeprefix(f"{_PAGES}:")
        pages = Page.objects.filter(pk=kwargs[VIEWS[name]])
        for page in fixed_pages(pages, attempt, request.user):
            if request.method == "POST":
                record_refusal(page, request.user, attempt)
            return render(request, refusal.TEMPLATE, {"reason": fixed_text()}, status=403)
        return None
