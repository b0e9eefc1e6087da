"""Where people land after signing in.

An app that has the first thing a role needs to see, such as an inbox, registers its address in
``AppConfig.ready``; without one the role lands on the dashboard.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import reject_request

from units.enums import Role
from units.workbench.posts import posts_of

DASHBOARD = "wagtailadmin_home"


class Landing(NamedTuple):
    """The address that a role lands on; of several the one with the lowest order counts."""

    order: int
    role: Role
    url_name: str


_landings: list[Landing] = []


def register_landing(role: Role, url_name: str, *, order: int = 100) -> None:
    """Let people with a role land on the view named ``url_name``; repeating it changes nothing."""
    landing = Landing(order, role, url_name)
    if landing not in _landings:
        _landings.append(landing)


def landing_for(roles: Collection[Role]) -> str:
    """Return the name of the view that a person with these roles lands on."""
    own = [landing for landing in _landings if landing.role in roles]
    return min(own).url_name if own else DASHBOARD


@method_decorator(never_cache, name="dispatch")
class LandingView(View):
    """Sends people to where their work is.

    It stands outside the admin's own check, which would send a person without any role back to the
    sign-in page, and that page back here.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the person's landing address, or say whom to ask for a role."""
        if request.user.is_anonymous:
            return reject_request(request)
        roles = posts_of(request).roles
        if roles:
            return redirect(landing_for(roles))
        return render(request, "account/no_role.html", status=403)
