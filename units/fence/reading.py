"""The views that only read a page: for everybody who may read it, whoever may change it.

Wagtail lets nobody read drafts, versions or history who may not also edit. Moderation views come
along, because Wagtail's name the page to everybody before they refuse.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.views.pages.history import (
    PageHistoryView,
    WorkflowHistoryDetailView,
    WorkflowHistoryView,
)
from wagtail.admin.views.pages.preview import ViewDraftView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsView
from wagtail.admin.views.pages.usage import UsageView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    ConfirmWorkflowCancellationView,
    WorkflowActionView,
)
from wagtail.models import Page, ReferenceIndex, TaskState

from units.fence.guards import Guard, register
from units.fence.reach import require_reader
from units.fence.references import references_within_reach
from units.models import User


def readable_page(request: HttpRequest, page_id: int) -> Page:
    """Return the page in its own type; raise ``PermissionDenied`` if it is not to be read."""
    page = get_object_or_404(Page, pk=page_id).specific
    require_reader(request.user, page)  # type: ignore[arg-type]
    return page


class ReadersButtons:
    """Offers to edit only to those who may."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The buttons of the view, none for those who only read."""
        may_edit = self.object.permissions_for_user(self.request.user).can_edit()  # type: ignore[attr-defined]
        return super().header_buttons if may_edit else []  # type: ignore[misc]


class DraftView(ViewDraftView):
    """A page as its draft stands."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> Any:
        """Show the draft in one of the page's preview modes."""
        page = readable_page(request, page_id).get_latest_revision_as_object()
        try:
            mode = request.GET.get("mode", page.default_preview_mode)
        except IndexError as error:
            raise PermissionDenied from error
        return page.make_preview_request(request, mode)


class VersionView(RevisionsView):
    """A page as an older version stood."""

    def get_object(self) -> Page:
        return readable_page(self.request, self.pk)


class VersionsCompareView(ReadersButtons, RevisionsCompareView):
    """What two versions of a page differ in."""

    def get_object(self, queryset: QuerySet[Page] | None = None) -> Page:
        return readable_page(self.request, self.pk)


class HistoryView(ReadersButtons, PageHistoryView):
    """What was done to a page, and by whom."""

    def get_object(self) -> Page:
        return readable_page(self.request, self.pk)


class ModerationHistoryView(ReadersButtons, WorkflowHistoryView):
    """How a page went through moderation each time."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not read; Wagtail's own check would ask for the right to edit."""
        require_reader(request.user, self.object)  # type: ignore[arg-type]
        return View.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value]


class ModerationHistoryDetailView(ReadersButtons, WorkflowHistoryDetailView):
    """How a page went through moderation once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not read; Wagtail's own check would ask for the right to edit."""
        require_reader(request.user, self.object)  # type: ignore[arg-type]
        return View.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value]


class PageUsageView(ReadersButtons, UsageView):
    """Which pages within reach lead to this one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse those who may not read; Wagtail's own check would ask for the right to edit."""
        require_reader(request.user, self.object)  # type: ignore[arg-type]
        return View.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value]

    def get_queryset(self) -> Any:
        references = ReferenceIndex.get_references_to(self.object)
        return references_within_reach(references, self.request.user).group_by_source_object()


def check_moderation(user: User, page: Page, task_state: TaskState | None) -> None:
    """Refuse those who may not read the page, and a step of the moderation of another page.

    Raises ``PermissionDenied`` for the one, before Wagtail names the page in a message, and
    ``Http404`` for the other, which Wagtail would take for a step of this page.
    """
    require_reader(user, page)
    if task_state is not None and task_state.workflow_state.object_id != str(page.pk):
        raise Http404


def check_nothing(user: User, page: Page, task_state: TaskState | None) -> None:
    """Let everybody through, as Wagtail does."""


class _ReadersModeration:
    """Refuses before Wagtail does anything."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check first."""
        check_moderation(request.user, self.object, getattr(self, "task_state", None))  # type: ignore[arg-type, attr-defined]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class ModerationActionView(_ReadersModeration, WorkflowActionView):
    """One step of moderation."""


class ModerationDataView(_ReadersModeration, CollectWorkflowActionDataView):
    """What a step of moderation asks for."""


class ModerationCancellationView(_ReadersModeration, ConfirmWorkflowCancellationView):
    """The question before a moderation is cancelled."""


register(
    Guard(
        "moderation",
        sys.modules[__name__],
        "check_moderation",
        check_nothing,
        frozenset(
            f"wagtailadmin_pages:{name}"
            for name in (
                "workflow_action",
                "collect_workflow_action_data",
                "confirm_workflow_cancellation",
            )
        ),
        leak="asked for a page of another unit, which the message on the next screen names",
    )
)
