"""The dashboard: each role sees the panels that apps register for it, and nothing else.

Wagtail's own panels cost one query a task and show what is everybody's; they are replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from wagtail.admin.ui.components import Component

from units.enums import Role
from units.workbench.posts import Posts, posts_of

ROWS = 8  # of a list on the dashboard; the rest is on its further pages


class PanelLink(NamedTuple):
    """Where a panel leads beside its rows."""

    label: str | Promise
    url: str


class WorkPanel(Component):
    """A panel of the dashboard.

    ``key`` is its anchor and the name of its page number in the address. A subclass names its
    template and returns what it shows from :meth:`facts`, at a cost that grows neither with the
    number of units nor with the number of rows.
    """

    key: ClassVar[str]
    heading: ClassVar[str | Promise]
    icon: ClassVar[str] = "list-ul"
    is_wide: ClassVar[bool] = False

    def __init__(self, request: HttpRequest, order: int = 100) -> None:
        self.request = request
        self.order = order
        self.posts: Posts = posts_of(request)

    def is_shown(self) -> bool:
        """Say whether there is anything to show; an empty list is shown as empty."""
        return True

    def links(self) -> list[PanelLink]:
        """Return where the panel leads, as far as the person may go there."""
        return []

    def facts(self) -> dict[str, Any]:
        """Return what the template shows."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"panel": self, "links": self.links(), "request": self.request, **self.facts()}

    def page_of(self, rows: QuerySet[Any] | list[Any]) -> Page[Any]:
        """Return the page of ``rows`` that the address asks for; a wrong number gives the first."""
        number = self.request.GET.get(self.key, "1")
        return Paginator(rows, ROWS).get_page(number)


class _Registered(NamedTuple):
    panel: type[WorkPanel]
    roles: frozenset[Role]
    order: int


_registered: dict[type[WorkPanel], _Registered] = {}


def register_panel(panel: type[WorkPanel], *, roles: Iterable[Role], order: int) -> None:
    """Show a panel to people with one of the roles, low orders first; the last call counts."""
    _registered[panel] = _Registered(panel, frozenset(roles), order)


def panels_for(request: HttpRequest) -> list[WorkPanel]:
    """Return the panels of the person who asks, each once, in their order."""
    posts = posts_of(request)
    own = [found for found in _registered.values() if posts.has(*found.roles)]
    panels = [found.panel(request, found.order) for found in own]
    return sorted((panel for panel in panels if panel.is_shown()), key=lambda panel: panel.order)
