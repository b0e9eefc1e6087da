"""What a person gets who asks for something that is not his: a page with status 403.

Wagtail sends him to its dashboard instead, with a message. It gives no extension point for that,
so this module puts its own answer into ``wagtail.admin.auth``, the one private place the fence
writes to; a test fails when an upgrade of Wagtail no longer asks there.
"""

from __future__ import annotations

import sys

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin import auth

TEMPLATE = "wagtailadmin/403.html"


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer 403 with a way back, and with the reason where one was given.

    Raises ``PermissionDenied`` for a request of a script, as Wagtail does.
    """
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    # Wagtail calls this while it handles the exception, but does not hand it over
    refusal = sys.exception()
    reason = str(refusal) if isinstance(refusal, PermissionDenied) else ""
    return render(request, TEMPLATE, {"reason": reason}, status=403)


def install() -> None:
    """Put the answer in the place of Wagtail's."""
    auth.permission_denied = refuse
