"""What is not served at all."""

from __future__ import annotations

import sys

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse

from units.fence.guards import Guard, register


def closed(request: HttpRequest, **parameters: object) -> HttpResponseBase:
    """Answer 404 to everybody: this part of Wagtail is not used here.

    The actions of the page API write, and one of them before it asks for permission (I7). The
    workflow and its tasks are declared in code, so nobody puts any together by hand, and the
    chooser of tasks would list them to everybody; what waits for a decision is read in the inbox.
    The chooser of queries asks nobody for a permission. The test of the page for errors makes one.
    """
    return answer_at_closed_address(request)


def answer_at_closed_address(request: HttpRequest) -> HttpResponseBase:
    """Raise ``Http404``."""
    raise Http404


def answer_as_wagtail(request: HttpRequest) -> HttpResponseBase:
    """Answer with the view that Wagtail has at the address."""
    admin = reverse("wagtailadmin_home").rstrip("/")
    found = resolve(request.path_info.removeprefix(admin), "wagtail.admin.urls")
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return response


register(
    Guard(
        "what is not served",
        sys.modules[__name__],
        "answer_at_closed_address",
        answer_as_wagtail,
        frozenset(
            {
                "wagtailadmin_api:pages:action",
                "wagtailadmin_error_test",
                "wagtailadmin_pages:workflow_preview",
                "wagtailadmin_workflows:task_chooser",
                "wagtailadmin_workflows:task_chooser_results",
                "wagtailadmin_workflows:task_chosen",
                "wagtailsearchpromotions:chooser",
                "wagtailsearchpromotions:chooserresults",
            }
        ),
        leak="GET of the chooser of tasks; POST of an action such as copy",
    )
)
