"""Which site, language and presentation a request is for, and what is read once for it.

The former are one component, because each step needs the one before: elder mode is a prefix of
the whole address, the host names the unit, and the language is the first component of what is left.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix
from django.utils import translation

from units.addresses import AddressBook, one_book
from units.entries import language_prefix, origin, serving
from units.posts import posts_read_once

ELDER_PREFIX = "/elder/"
HEALTH_PATH = "/healthz"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

GetResponse = Callable[[HttpRequest], HttpResponse]


class UnitFrontMiddleware:
    """Name the unit of the host, or answer for hosts that are not, or no longer, a site's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == HEALTH_PATH:
            return HttpResponse("ok\n", content_type="text/plain")
        prefix = get_script_prefix()
        try:
            with one_book() as book:
                return self._answer(request, book)
        finally:
            set_script_prefix(prefix)

    def _answer(self, request: HttpRequest, book: AddressBook) -> HttpResponse:
        host = split_domain_port(request.get_host())[0]
        # PostgreSQL takes no null character, so nothing stands at an address with one
        unit = None if "\0" in request.path_info else book.by_host.get(host)
        if unit is None:
            return self._answer_for_other_host(request, book, host)
        _enter_elder_mode(request)
        request.unit = unit  # type: ignore[attr-defined]
        request.site_id = unit.site_id  # type: ignore[attr-defined]
        language = _language_of(request.path_info)
        with translation.override(language), serving(host):
            request.LANGUAGE_CODE = language
            return self.get_response(request)

    @staticmethod
    def _answer_for_other_host(request: HttpRequest, book: AddressBook, host: str) -> HttpResponse:
        """Send a former host's visitors on; anything else is unknown and never the portal (I3)."""
        unit = book.successor_of(host)
        if unit is None or not unit.base_host:
            return HttpResponse(render_to_string("unknown_host.html"), status=404)
        _enter_elder_mode(request)
        language = _language_of(request.path_info)
        prefix = f"/{language_prefix(language)}"
        rest = request.path_info.removeprefix(prefix)
        base = unit.base_path if _is_page(request.path_info, language) else ""
        path = f"{get_script_prefix().rstrip('/')}{prefix}{base}{rest}"
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(
            origin(unit.base_host) + path + (f"?{query}" if query else "")
        )


class PostsMiddleware:
    """Read each person's roles once for a request that changes nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _SAFE_METHODS:
            return self.get_response(request)
        with posts_read_once():
            return self.get_response(request)


def _enter_elder_mode(request: HttpRequest) -> None:
    """Take the elder prefix off the path and make it the prefix of every address made."""
    request.is_elder = request.path_info.startswith(ELDER_PREFIX)  # type: ignore[attr-defined]
    if request.is_elder:  # type: ignore[attr-defined]
        request.path_info = request.path_info[len(ELDER_PREFIX) - 1 :]
        set_script_prefix(get_script_prefix() + ELDER_PREFIX[1:])


def _is_page(path: str, language: str) -> bool:
    """Say whether a path is looked for in the tree, and is not one that all hosts have."""
    with translation.override(language):
        try:
            return str(resolve(path).url_name).startswith("wagtail_serve")
        except Resolver404:
            return True


def _language_of(path: str) -> str:
    first = path.lstrip("/").split("/", 1)[0]
    other = {code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    return first if first in other else settings.LANGUAGE_CODE
