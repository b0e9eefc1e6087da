"""What stands between signing in and everything else: idle sessions, and what people owe first.

Public pages are the same for everybody and must not even look at the session, so outside the admin
the person is put in a wrapping that is opened only by a view that asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from units.accounts.duties import OPEN_VIEWS, Duty, duty_of
from units.models import User

ACTIVE_AT = "accounts_active_at"
ADMIN_ROUTE = "admin/"
# Asked by an open tab on its own, so no sign of a person
_PINGS = frozenset({"wagtailadmin_editing_sessions:ping"})
# Seconds between two writes of the time a session was last used
_GRAIN = 60


class DutyMiddleware:
    """End idle sessions; let a person who owes a password or a second factor do only that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: Any
    ) -> HttpResponse | None:
        """Answer in the view's place where the person may not see it yet."""
        match = request.resolver_match
        if match is None or not match.route.startswith(ADMIN_ROUTE):
            request.user = SimpleLazyObject(partial(_free_person, request, request.user))  # type: ignore[assignment]
            return None
        if not isinstance(person := request.user, User):
            return None
        if is_idle(request):
            logout(request, show_message=False)
            return _refuse_idle(request)
        if match.view_name not in _PINGS:
            note_activity(request)
        duty = duty_of(person)
        request.duty = duty  # type: ignore[attr-defined]
        if duty is None or match.view_name in OPEN_VIEWS[duty]:
            return None
        return _refuse_before(request, duty)


def note_activity(request: HttpRequest) -> None:
    """Write down that the session is in use, at most once a minute."""
    now = int(time.time())
    if now - request.session.get(ACTIVE_AT, 0) >= _GRAIN:
        request.session[ACTIVE_AT] = now


def is_idle(request: HttpRequest) -> bool:
    """Say whether the session was last used longer ago than ``BATONG_IDLE_MINUTES``."""
    active_at = request.session.get(ACTIVE_AT)
    limit: int = settings.BATONG_IDLE_MINUTES * 60
    return active_at is not None and time.time() - active_at > limit


def _free_person(request: HttpRequest, person: Any) -> Any:
    """Return the person, or nobody while the session is idle or something is owed."""
    if isinstance(person, User) and (is_idle(request) or duty_of(person) is not None):
        return AnonymousUser()
    return person


def _refuse_idle(request: HttpRequest) -> HttpResponse:
    if _is_asked_by_script(request):
        return _refusal(_("You were signed out after a time without activity. Sign in again."))
    return redirect_to_login(request.get_full_path())


def _refuse_before(request: HttpRequest, duty: Duty) -> HttpResponse:
    if not _is_asked_by_script(request):
        return redirect(duty.value)
    if duty is Duty.PASSWORD:
        return _refusal(_("Choose a password of your own first."))
    return _refusal(_("Set up your second factor first."))


def _refusal(reason: str) -> JsonResponse:
    return JsonResponse({"detail": reason}, status=403)


def _is_asked_by_script(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or "application/json" in (request.content_type or "")
        or request.headers.get("accept", "").startswith("application/json")
        or (match is not None and "wagtailadmin_api" in match.namespaces)
    )
