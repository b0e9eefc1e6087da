"""Copying, moving and creating: only from and to places within the person's reach.

Wagtail refuses a place of another unit too, but names it in the refusal.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.preview import PreviewOnCreateView
from wagtail.models import Page

from units.fence.guards import Guard, register
from units.fence.reach import require_explorable
from units.models import User


def require_place(user: User, page_id: str | None) -> None:
    """Raise ``Http404`` if a page was named as a place that the person cannot reach."""
    if page_id:
        require_explorable(user, page_id)


def allow_any_place(user: User, page_id: str | None) -> None:
    """Let every place through, as Wagtail does."""


def require_movable(user: User, page: Page, destination: Page) -> None:
    """Raise ``PermissionDenied`` unless the person may move the page there."""
    if not page.permissions_for_user(user).can_move_to(destination):
        raise PermissionDenied


def allow_any_move(user: User, page: Page, destination: Page) -> None:
    """Show the question for every move, as Wagtail does, and refuse the answer only."""


class FencedCopyView(CopyView):
    """Copying a page."""

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the place before the form shows it."""
        require_place(request.user, request.POST.get("new_parent_page"))  # type: ignore[arg-type]
        response: HttpResponse = super().post(request, page_id, *args, **kwargs)
        return response


class FencedChooseParentView(GenericChooseParentView):
    """Choosing the place of a new page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the place before the form shows it."""
        require_place(request.user, request.POST.get("parent_page"))  # type: ignore[arg-type]
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class FencedPreviewOnCreateView(PreviewOnCreateView):
    """Previewing a page that is being made."""

    def get_object(self) -> Page:
        """Refuse types that cannot be made there, which Wagtail previews and then breaks on."""
        parent = get_object_or_404(Page, pk=self.parent_object_id).specific
        model = self.content_type.model_class()
        may_be_there = model in type(parent).creatable_subpage_models()
        if not (may_be_there and model.can_create_at(parent)):
            raise PermissionDenied
        return super().get_object()


class FencedMoveConfirmView(MoveConfirmView):
    """The question before a page is moved."""

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any
    ) -> HttpResponse:
        """Check the move before the page and the destination are named."""
        page = get_object_or_404(Page, pk=page_to_move_id).specific
        destination = get_object_or_404(Page, pk=destination_id).specific
        require_movable(request.user, page, destination)  # type: ignore[arg-type]
        response: HttpResponse = super().dispatch(
            request, page_to_move_id, destination_id, **kwargs
        )
        return response


register(
    Guard(
        "places of copies and new pages",
        sys.modules[__name__],
        "require_place",
        allow_any_place,
        frozenset({"wagtailadmin_pages:copy", "wagtailadmin_pages:choose_parent"}),
        leak="POST with new_parent_page (copy) or parent_page (choose_parent) of another unit",
    )
)
register(
    Guard(
        "question before a move",
        sys.modules[__name__],
        "require_movable",
        allow_any_move,
        frozenset({"wagtailadmin_pages:move_confirm"}),
        leak="GET with a page or a destination of another unit",
    )
)
