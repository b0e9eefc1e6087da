"""What the fence package adds to Wagtail through its hooks."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

# The views register their guards. Their addresses must not be loaded here: they load Wagtail's,
# which ask for the hooks that are only being found now
from units.fence import bulk, chooser, refusal, reports, site_history, tags  # noqa: F401
from units.fence.page_viewset import page_viewset

refusal.install()


@hooks.register("register_admin_viewset", order=10)
def register_page_views() -> ViewSet:
    """Show pages through the views of the fence."""
    return page_viewset


@hooks.register("construct_page_chooser_queryset", order=10)
def limit_page_chooser(pages: QuerySet[Page], request: HttpRequest) -> Any:
    """List only what the person may choose; looked up late, so that tests can take it away."""
    return chooser.limit_choice(pages, request)
