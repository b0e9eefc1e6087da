"""Views of ours in place of Wagtail's, mounted before the admin's own addresses.

Only what Wagtail gives no extension point for stands here. The views are wrapped the way Wagtail
wraps its own: admin access, its page for 404, and nothing kept by browsers.
"""

from typing import Any

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.admin.urls import workflows as workflow_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from units.fence import bulk, chooser, reports, site_history, tags
from units.fence.closed import closed


def fenced(patterns: list[URLPattern]) -> list[URLPattern]:
    """Wrap views the way Wagtail wraps those of its admin."""
    for decorator in (require_admin_access, display_custom_404, never_cache):
        patterns = decorate_urlpatterns(patterns, decorator)
    return patterns


REPORTS: dict[str, Any] = {
    "locked": reports.FencedLockedPagesView,
    "workflow": reports.FencedWorkflowView,
    "workflow_tasks": reports.FencedWorkflowTasksView,
    "site-history": site_history.FencedSiteHistoryView,
    "aging-pages": reports.FencedAgingPagesView,
    "page-types-usage": reports.FencedPageTypesView,
}


def report_urls() -> list[URLPattern]:
    """Return two addresses for each report, as Wagtail has them: the page, and its results."""
    return [
        pattern
        for address, view in REPORTS.items()
        for pattern in (
            path(f"reports/{address}/", view.as_view()),
            path(f"reports/{address}/results/", view.as_view(results_only=True)),
        )
    ]


def closed_urls(prefix: str, patterns: list[URLPattern]) -> list[URLPattern]:
    """Return the addresses of a part of Wagtail that is not served at all."""
    return [path(f"{prefix}{pattern.pattern}", closed) for pattern in patterns]


urlpatterns = fenced(
    [
        *report_urls(),
        path("api/main/pages/<int:pk>/action/<str:action_name>/", closed),
        path("failwhale/", closed),
        path("pages/workflow/preview/<int:page_id>/<int:task_id>/", closed),
        *closed_urls("workflows/", workflow_urls.urlpatterns),
        path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk.bulk_action),
        path("choose-page/", chooser.FencedBrowseView.as_view()),
        path("choose-page/<int:parent_page_id>/", chooser.FencedBrowseView.as_view()),
        path("choose-page/search/", chooser.FencedSearchView.as_view()),
        path("choose-page/chosen-multiple/", chooser.FencedChosenMultipleView.as_view()),
        path("choose-external-link/", chooser.FencedExternalLinkView.as_view()),
        path("tag-autocomplete/", tags.autocomplete),
        path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", tags.autocomplete),
    ]
)
