"""The reports on pages, for everybody who may read pages, and about those pages only.

Wagtail's own count all pages, and their filters list all people, sites and workflows.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.locked_pages import (
    LockedPagesReportFilterSet,
    LockedPagesView,
)
from wagtail.admin.views.reports.page_types_usage import (
    PageTypesUsageReportFilterSet,
    PageTypesUsageReportView,
)
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)
from wagtail.models import (
    Page,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from units.fence.guards import Guard, register
from units.fence.listing import name_contains
from units.fence.pages_policy import READING
from units.fence.reach import page_policy, readable_pages
from units.models import User


class ReadersPolicy:
    """Answers every question about pages with what the person may read."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Say whether there is anything for the person to read."""
        return page_policy().user_has_any_permission(user, READING)

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        """Say whether there is anything for the person to read."""
        return page_policy().user_has_any_permission(user, READING)

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[Page]:
        """Return the pages that the person may read."""
        return readable_pages(user)


class ReadersReport:
    """A report open to whoever may read pages."""

    @cached_property
    def permission_policy(self) -> ReadersPolicy:
        """The policy that the report asks."""
        return ReadersPolicy()


class FencedLockedPagesFilterSet(LockedPagesReportFilterSet):
    """Filters that list nobody."""

    locked_by = CharFilter(label=_("Locked by"), method="filter_locker")

    def filter_locker(self, pages: QuerySet[Page], name: str, words: str) -> QuerySet[Page]:
        """Keep the pages locked by people with these words in the name."""
        return pages.filter(name_contains("locked_by", words))

    class Meta(LockedPagesReportFilterSet.Meta):
        fields = ["locked_at", "live"]


class FencedLockedPagesView(ReadersReport, LockedPagesView):
    """Which pages are locked."""

    filterset_class = FencedLockedPagesFilterSet

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """Leave out what somebody locked in a unit he has left since."""
        readable = readable_pages(self.request.user).values("pk")
        return super().filter_queryset(queryset.filter(pk__in=readable))


class FencedAgingPagesView(ReadersReport, AgingPagesView):
    """Which pages have not been published again for long."""


class FencedPageTypesFilterSet(PageTypesUsageReportFilterSet):
    """Filters that list no sites."""

    site = None

    class Meta(PageTypesUsageReportFilterSet.Meta):
        fields = ["page_locale"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's own looks at all sites here, to decide on a filter that we do not have
        super(PageTypesUsageReportFilterSet, self).__init__(*args, **kwargs)
        self.sites_filter_enabled = False


class FencedPageTypesView(ReadersReport, PageTypesUsageReportView):
    """How many pages there are of each type, within reach."""

    filterset_class = FencedPageTypesFilterSet

    def get_queryset(self) -> QuerySet[ContentType]:
        types = ContentType.objects.filter(model__in=self.page_models)
        types = types.exclude(pk=get_default_page_content_type().pk)
        self.queryset = types
        types = self.filter_queryset(types)
        language = self.filters.form.cleaned_data.get("page_locale")
        return counted(types, readable_pages(self.request.user), language)


def counted(
    types: QuerySet[ContentType], pages: QuerySet[Page], language: str | None
) -> QuerySet[ContentType]:
    """Annotate types with how many of the pages are of it, and which was edited last."""
    if language:
        pages = pages.filter(locale__language_code=language)
    latest = pages.filter(content_type=OuterRef("pk")).order_by(
        F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk"
    )
    return types.annotate(
        count=Count("pages", filter=Q(pages__in=pages.values("pk")), distinct=True),
        last_edited_page_id=Subquery(latest.values("pk")[:1]),
    ).order_by("-count", "app_label", "model")


class FencedWorkflowFilterSet(WorkflowReportFilterSet):
    """Filters that list neither people nor workflows."""

    requested_by = CharFilter(label=_("Requested by"), method="filter_requester")

    def filter_requester(self, states: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep what people with these words in the name have asked for."""
        return states.filter(name_contains("requested_by", words))

    class Meta(WorkflowReportFilterSet.Meta):
        fields = ["reviewable", "status", "created_at"]


class FencedWorkflowView(ReadersReport, WorkflowView):
    """Which pages went or go through moderation."""

    filterset_class = FencedWorkflowFilterSet

    def get_queryset(self) -> QuerySet[WorkflowState]:
        states = WorkflowState.objects.filter(
            base_content_type=get_default_page_content_type(),
            object_id__in=readable_keys(self.request.user),
        )
        return (
            states.select_related("workflow", "requested_by")
            .prefetch_related("content_object", "content_object__latest_revision")
            .order_by("-created_at")
        )


class FencedWorkflowTasksView(ReadersReport, WorkflowTasksView):
    """Which steps of moderation pages went or go through.

    Wagtail's filters stay: they list the one workflow and its tasks, which are the same for all.
    """

    def get_queryset(self) -> QuerySet[TaskState]:
        states = TaskState.objects.filter(
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id__in=readable_keys(self.request.user),
        )
        return (
            states.select_related("workflow_state", "task", "finished_by")
            .prefetch_related(
                "workflow_state__content_object", "workflow_state__content_object__latest_revision"
            )
            .order_by("-started_at")
        )


def readable_keys(user: User) -> QuerySet[Any]:
    """Return the keys of the pages the person may read, as generic relations write them."""
    pages = readable_pages(user).annotate(key=Cast("pk", output_field=CharField()))
    return pages.values("key")


def _guard(name: str, view: Any, attribute: str, stock: Any, *views: str) -> None:
    names = frozenset(f"wagtailadmin_reports:{address}" for address in views)
    register(Guard(name, view, attribute, stock, names))


# What lists results only renders no filters, so most of those views leak nothing through them
_guard(
    "filters of report locked_pages",
    FencedLockedPagesView,
    "filterset_class",
    LockedPagesReportFilterSet,
    "locked_pages",
)
_guard(
    "filters of report page_types_usage",
    FencedPageTypesView,
    "filterset_class",
    PageTypesUsageReportFilterSet,
    "page_types_usage",
)
_guard(
    "counts of report page_types_usage",
    FencedPageTypesView,
    "get_queryset",
    PageTypesUsageReportView.get_queryset,
    "page_types_usage",
    "page_types_usage_results",
)
_guard(
    "filters of report workflow",
    FencedWorkflowView,
    "filterset_class",
    WorkflowReportFilterSet,
    "workflow",
    "workflow_results",
)
