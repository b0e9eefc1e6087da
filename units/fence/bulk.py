"""Actions on many things at once: only on what is within the person's reach.

Wagtail leaves out what a person may not change, but names it in the question it asks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from units.fence import places
from units.fence.guards import Guard, register
from units.fence.reach import instances_within_reach
from units.fence.references import usage_counts
from units.models import User


def within_reach(model: type[Model], things: Iterable[Model], user: User) -> list[Model]:
    """Leave out what the person may not see."""
    found = list(things)
    keys = [thing.pk for thing in found]
    seen = set(instances_within_reach(model, user).filter(pk__in=keys).values_list("pk", flat=True))
    return [thing for thing in found if thing.pk in seen]


def everything(model: type[Model], things: Iterable[Model], user: User) -> list[Model]:
    """Keep everything, as Wagtail does."""
    return list(things)


class FencedAction:
    """Goes before Wagtail's class of an action."""

    def get_queryset(self, model: type[Model], object_ids: Any) -> list[Model]:
        """Return the things within reach; raise ``Http404`` when there are none."""
        request: HttpRequest = self.request  # type: ignore[attr-defined]
        things = super().get_queryset(model, object_ids)  # type: ignore[misc]
        found = within_reach(model, things, request.user)  # type: ignore[arg-type]
        if not found:
            raise Http404
        return found

    def object_context(self, thing: Model) -> dict[str, Any]:
        """Count the uses within reach only."""
        context: dict[str, Any] = super().object_context(thing)  # type: ignore[misc]
        if "usage_count" in context:
            request: HttpRequest = self.request  # type: ignore[attr-defined]
            context["usage_count"] = usage_counts([thing], request.user)[thing]  # type: ignore[arg-type]
        return context


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Ask for, or carry out, an action on many things; raise ``Http404`` for what is unknown."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    _check_ids(request)
    if issubclass(model, Page):
        places.require_place(request.user, request.POST.get("chooser"))  # type: ignore[arg-type]
    fenced: type[BulkAction] = type(action_class.__name__, (FencedAction, action_class), {})
    response: HttpResponse = fenced(request, model).dispatch(request)
    return response


def _check_ids(request: HttpRequest) -> None:
    """Raise ``Http404`` for ids that are no numbers, of which Wagtail would make an error."""
    ids = [*request.GET.getlist("id"), *request.GET.getlist("childOf")]
    if not all(key.isdecimal() or key == "all" for key in ids):
        raise Http404


register(
    Guard(
        "things acted on at once",
        sys.modules[__name__],
        "within_reach",
        everything,
        frozenset({"wagtail_bulk_action"}),
        leak="?id= of a page, image or document of another unit, or ?id=all for pages",
    )
)
