"""Which page of a list a visitor asks for."""

from __future__ import annotations

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest

from search.models import PublishedItem

MOST_DIGITS = 9


def requested_page(
    request: HttpRequest, paginator: Paginator[PublishedItem]
) -> Page[PublishedItem]:
    """Return the page that the query names, the first when it names none.

    Raises ``Http404`` for what is not a page of the list.
    """
    raw = request.GET.get("page", "1")
    if not raw.isdecimal() or len(raw) > MOST_DIGITS:
        raise Http404
    try:
        return paginator.page(int(raw))
    except EmptyPage:
        raise Http404 from None
