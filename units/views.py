"""Serving a page at its address, and sending visitors of another address there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.url_routing import RouteResult

from units.addresses import address_book
from units.entries import UnitEntry, location, origin
from units.enums import Aftermath
from units.routing import route
from units.succession import successor_location


def serve_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve the page at ``path`` of the host's unit; the hooks of Wagtail's own view are kept.

    Raises ``Http404`` where no live page stands. A unit that has closed without an archive answers
    301 where a successor goes on, and 410 where nothing does.
    """
    if answer := _answer_of_closed(request, path):
        return answer
    if redirect := _canonical_redirect(request, path):
        return redirect
    page, args, kwargs = _route(request, path)
    if redirect := _tidy_redirect(request, path):
        return redirect
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, args, kwargs)
        if isinstance(result, HttpResponse):
            return result
    response: HttpResponse = page.serve(request, *args, **kwargs)
    page.allow_keeping(response)
    return response


def _route(request: HttpRequest, path: str) -> RouteResult:
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    root = unit.root(get_language() or "")
    if root is None:
        raise Http404
    return route(request, root, [component for component in path.split("/") if component])


def _answer_of_closed(request: HttpRequest, path: str) -> HttpResponse | None:
    """Answer for a unit that has closed and left no archive."""
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    if unit.is_portal:
        start, _slash, rest = path.partition("/")
        code, _slash, path = rest.partition("/")
        found = address_book().by_code.get(code) if start == "units" else None
        if found is None:
            return None
        unit = found
    if not unit.is_closed or unit.aftermath in ("", Aftermath.ARCHIVE):
        return None
    if unit.aftermath == Aftermath.MOVED and (place := successor_location(unit, path)):
        return _permanently_to(place)
    return render(request, "410.html", {"closed_unit": unit}, status=410)


def _permanently_to(place: tuple[str, str]) -> HttpResponsePermanentRedirect:
    host, target = place
    return HttpResponsePermanentRedirect(origin(host) + get_script_prefix().rstrip("/") + target)


def _tidy_redirect(request: HttpRequest, path: str) -> HttpResponse | None:
    """Answer 301 at an address that has one slash too few or too many."""
    tidy = "".join(f"{component}/" for component in path.split("/") if component)
    if tidy == path:
        return None
    start = request.path[: len(request.path) - len(path)]
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(start + tidy + (f"?{query}" if query else ""))


def _canonical_redirect(request: HttpRequest, path: str) -> HttpResponse | None:
    """Answer 301 at the portal's address of a unit that has a host of its own."""
    unit: UnitEntry = request.unit  # type: ignore[attr-defined]
    components = path.split("/", 2)
    if not unit.is_portal or len(components) < 2 or components[0] != "units":
        return None
    other = address_book().by_code.get(components[1])
    if other is None or not other.host or other.is_portal:
        return None
    rest = components[2] if len(components) > 2 else ""
    host, target = location(other, rest, get_language())
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(
        origin(host) + get_script_prefix().rstrip("/") + target + (f"?{query}" if query else "")
    )
