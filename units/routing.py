"""Finding the page for a path in two queries, however deep it stands.

Wagtail's own routing asks twice for every level of the tree.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from units.entries import RootEntry
from units.unit_pages import path_after

_STEP = 4  # characters a level of the tree path


def pages_below(prefix: str) -> QuerySet[Page]:
    """Return the pages below a tree path, as a range that both databases answer by index."""
    return Page.objects.filter(path__gt=prefix, path__lt=path_after(prefix))


def route(request: HttpRequest, root: RootEntry, components: Sequence[str]) -> RouteResult:
    """Return the live page at ``components`` below a unit's root, with its own arguments.

    The deepest page on the way may answer for the components that are left, such as the pages of
    a list. Raises ``Http404`` where nothing answers.
    """
    page, rest = _deepest_page(root, components)
    result: RouteResult = page.route(request, list(rest))
    return result


def _deepest_page(root: RootEntry, components: Sequence[str]) -> tuple[Page, Sequence[str]]:
    if components:
        counts = {
            "".join([root.url_path, *(f"{part}/" for part in components[:count])]): count
            for count in range(1, len(components) + 1)
        }
        depth = len(root.prefix) // _STEP
        candidates = (
            pages_below(root.prefix)
            .filter(slug__in=components, depth__lte=depth + len(components))
            .order_by("-depth")
        )
        for url_path, type_id, pk in candidates.values_list("url_path", "content_type_id", "pk"):
            if url_path in counts:
                return _page_of_type(type_id, pk), components[counts[url_path] :]
    return root_page(root), components


def root_page(root: RootEntry) -> Page:
    """Return a unit's root page with all its fields in one query."""
    return _page_of_type(root.content_type_id, root.page_id)


def _page_of_type(content_type_id: int, pk: int) -> Page:
    content_type = ContentType.objects.get_for_id(content_type_id)
    page: Page = content_type.get_object_for_this_type(pk=pk)
    return page
