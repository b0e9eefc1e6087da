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

_STEP = 4  # characters a level of the tree path


def pages_below(prefix: str) -> QuerySet[Page]:
    """Return the pages below a tree path, as a range that both databases answer by index."""
    successor = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return Page.objects.filter(path__gt=prefix, path__lt=successor)


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
        for page in candidates:
            if page.url_path in counts:
                return page.specific, components[counts[page.url_path] :]
    return root_page(root), components


def root_page(root: RootEntry) -> Page:
    """Return a unit's root page with all its fields in one query."""
    content_type = ContentType.objects.get_for_id(root.content_type_id)
    page: Page = content_type.get_object_for_this_type(pk=root.page_id)
    return page
