"""A query as an Atom feed: whoever reads it learns of everything new that matches."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from search.feeds import FEED_LENGTH, atom
from search.finding.filters import Sort
from search.finding.find import find
from search.views.asked import read
from units.entries import UnitEntry, origin


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """Return the newest items that have all that is asked for, as Atom.

    Raises ``Http404`` where nothing is asked for, or a filter names nothing that is there.
    """
    asked = read(request.GET, get_language() or "")
    if not asked.text or asked.problems:
        raise Http404
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    found = find(asked.text, filters=asked.filters, sort=Sort.DATE, size=FEED_LENGTH)
    response = atom(
        found.items,
        title=_("%(unit)s: search for “%(query)s”") % {"unit": unit.name, "query": asked.text},
        link=_full(unit, "search", asked.query(sort="")),
        feed_url=_full(unit, "search_feed", asked.query(sort="")),
        language=asked.filters.language,
        author=unit.name,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _full(unit: UnitEntry, name: str, query: str) -> str:
    """Return the full address of a view in the standard presentation."""
    path = reverse(name).removeprefix(get_script_prefix())
    return f"{origin(unit.base_host)}/{path}?{query}"
