"""The explorer and the lists of pages of one type, for the eyes of one unit.

Wagtail's filters list every user and every site of the install; here a person's name is typed.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.listing import (
    ExplorableIndexView,
    GenericPageFilterSet,
)
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.models import Page, PageLogEntry

from units.fence.editing import CountingPanels
from units.fence.guards import Guard, register
from units.fence.reach import public_face, require_explorable, user_may_read


def name_contains(field: str, words: str) -> Q:
    """Select rows whose person, in ``field``, has these words in the name or username."""
    return Q(**{f"{field}__full_name__icontains": words}) | Q(
        **{f"{field}__username__icontains": words}
    )


class FencedPageFilterSet(GenericPageFilterSet):
    """Filters that list neither people nor sites; types of pages are no secret."""

    owner = CharFilter(label=_("Created by"), method="filter_owner")
    edited_by = CharFilter(label=_("Edited by"), method="filter_editor")
    site = None

    def filter_owner(self, pages: QuerySet[Page], name: str, words: str) -> QuerySet[Page]:
        """Keep the pages of people with these words in the name."""
        return pages.filter(name_contains("owner", words))

    def filter_editor(self, pages: QuerySet[Page], name: str, words: str) -> QuerySet[Page]:
        """Keep the pages that people with these words in the name have edited."""
        edits = PageLogEntry.objects.filter(name_contains("user", words), action="wagtail.edit")
        return pages.filter(pk__in=edits.order_by().values("page_id"))


class FencedExplorerView(CountingPanels, ExplorableIndexView):
    """The explorer: of the pages on the way to the person's own, their public face only."""

    base_filterset_class = FencedPageFilterSet

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Answer 404 for a place out of reach, where Wagtail shows its title and status."""
        if parent_page_id is not None:
            require_explorable(request.user, parent_page_id)  # type: ignore[arg-type]
        response: HttpResponse = super().get(request, parent_page_id)
        return response

    @cached_property
    def parent_is_readable(self) -> bool:
        """Say whether the person may read the page whose children are shown."""
        return user_may_read(self.request.user, self.parent_page)

    def get_page_subtitle(self) -> str:
        return str(public_face(self.parent_page, self.request.user).get_admin_display_title())

    def get_history_url(self) -> str | None:
        return super().get_history_url() if self.parent_is_readable else None

    def get_side_panels(self) -> Any:
        return super().get_side_panels() if self.parent_is_readable else MediaContainer()

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return super().header_more_buttons if self.parent_is_readable else []

    def get_table(self, object_list: Any) -> Any:
        shown = [public_face(page, self.request.user) for page in object_list]
        return super().get_table(shown)


class FencedTypeUseView(ContentTypeUseView):
    """The pages of one type that are within the person's reach."""

    base_filterset_class = FencedPageFilterSet


register(
    Guard(
        "explorer",
        FencedExplorerView,
        "get",
        ExplorableIndexView.get,
        frozenset({"wagtailadmin_explore", "wagtailadmin_explore_results"}),
    )
)
register(
    Guard(
        "filters of the explorer",
        FencedExplorerView,
        "base_filterset_class",
        GenericPageFilterSet,
        frozenset({"wagtailadmin_explore"}),
    )
)
register(
    Guard(
        "filters of pages of a type",
        FencedTypeUseView,
        "base_filterset_class",
        GenericPageFilterSet,
        frozenset({"wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results"}),
    )
)
