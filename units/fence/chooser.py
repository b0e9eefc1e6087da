"""Choosing a page: whatever is public, and the person's own drafts; of others no draft at all."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    SearchView,
    page_models_from_string,
)
from wagtail.models import Page

from units.fence.guards import Guard, register
from units.fence.reach import choosable_pages, explorable_pages, public_face
from units.models import User


def limit_choice(pages: QuerySet[Page], request: HttpRequest) -> Any:
    """Limit what is listed: public or own pages for a link, own places for anything else."""
    user: User = request.user  # type: ignore[assignment]
    if request.GET.get("user_perms"):
        return pages.filter(pk__in=explorable_pages(user).values("pk"))
    return choosable_pages(pages, user)


def every_choice(pages: QuerySet[Page], request: HttpRequest) -> Any:
    """List all pages, as Wagtail does."""
    return pages


class PublicColumn:
    """A column that shows of pages out of reach their public face only."""

    def __init__(self, column: Any, user: User) -> None:
        self._column = column
        self._user = user

    def __getattr__(self, name: str) -> Any:
        return getattr(self._column, name)

    def get_cell(self, instance: Page) -> Any:
        """Return the cell of the page as the person may know it."""
        return self._column.get_cell(public_face(instance, self._user))


class BrowsedColumn(PublicColumn):
    """A column of the list below one page, which so is known as the parent of all rows."""

    def __init__(self, column: Any, user: User, parent: Page) -> None:
        super().__init__(column, user)
        self._parent = parent

    def get_cell(self, instance: Page) -> Any:
        """Return the cell, which will not have to ask for the parent of each row."""
        if not instance.is_parent_page:
            instance._cached_parent_obj = self._parent
        return super().get_cell(instance)


class EmptyCell:
    """A cell with nothing in it."""

    def render_html(self, parent_context: Any) -> str:
        """Return the empty cell."""
        return SafeString("<td></td>")


class PublicParentColumn(PublicColumn):
    """The column of the page above, left empty when that is a draft out of reach."""

    def get_cell(self, instance: Page) -> Any:
        """Return the cell with the parent where :func:`_complete` found that it may be known."""
        known = getattr(instance, "_cached_parent_obj", None)
        return self._column.get_cell(instance) if known else EmptyCell()


class FencedBrowseView(BrowseView):
    """Browsing the tree to choose a page."""

    @property
    def columns(self) -> list[Any]:
        """The columns, with other units' drafts left out of them."""
        return [
            BrowsedColumn(column, self.request.user, self.parent_page) for column in super().columns
        ]

    def get_object_list(self) -> Any:
        """Fetch with the rows what their status is made of."""
        pages = super().get_object_list()
        return pages.annotate_approved_schedule().prefetch_workflow_states()

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Answer 404 for a draft out of reach; start above what can be chosen."""
        user: User = request.user  # type: ignore[assignment]
        if parent_page_id is None:
            parent_page_id = _start(request)
        elif not choosable_pages(Page.objects.filter(pk=parent_page_id), user).exists():
            raise Http404
        response: HttpResponse = super().get(request, parent_page_id)
        return response


def _start(request: HttpRequest) -> int | None:
    """Return where browsing for some types begins: never at a draft out of reach."""
    try:
        types = page_models_from_string(request.GET.get("page_type") or "wagtailcore.Page")
    except (ValueError, LookupError) as error:
        raise Http404 from error
    if types == (Page,):
        return None
    pages = limit_choice(Page.objects.type(*types), request)
    start: int = pages.first_common_ancestor().pk
    return start


class FencedSearchView(SearchView):
    """Searching for a page to choose."""

    @property
    def columns(self) -> list[Any]:
        """The columns, with other units' drafts left out of them."""
        return [
            (PublicParentColumn if column.name == "parent" else PublicColumn)(
                column, self.request.user
            )
            for column in super().columns
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Fetch what the columns show of all rows at once, before they are rendered."""
        response: TemplateResponse = super().get(request)
        user: User = request.user  # type: ignore[assignment]
        _complete(list((response.context_data or {})["pages"]), user)
        return response


def _complete(rows: Sequence[Page], user: User) -> None:
    """Give found pages their parents, as far as the person may know them, and their status."""
    paths = {page.pk: page.path[: -int(Page.steplen)] for page in rows}
    above = {page.path: page for page in _with_status(path__in=set(paths.values()))}
    known = choosable_pages(Page.objects.filter(path__in=above), user)
    faces = {path: public_face(above[path], user) for path in known.values_list("path", flat=True)}
    status = {page.pk: page for page in _with_status(pk__in=paths)}
    for page in rows:
        page._cached_parent_obj = faces.get(paths[page.pk])
        page.locale = status[page.pk].locale
        page._approved_schedule = status[page.pk]._approved_schedule
        page._current_workflow_states = status[page.pk]._current_workflow_states


def _with_status(**conditions: Any) -> Any:
    pages = Page.objects.filter(**conditions).select_related("locale")
    return pages.annotate_approved_schedule().prefetch_workflow_states()


class FencedChosenMultipleView(ChosenMultipleView):
    """The answer with the pages that were chosen."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Leave out what the person may not choose; raise ``Http404`` for what is no number."""
        ids = request.GET.getlist("id")
        if not all(pk.isdecimal() for pk in ids):
            raise Http404
        user: User = request.user  # type: ignore[assignment]
        named = Page.objects.filter(pk__in=ids, depth__gt=1)
        pages = choosable_pages(named, user).specific()
        chosen = [_chosen(page, user) for page in pages]
        response: HttpResponse = self.render_chosen_response(chosen)
        return response


def _chosen(page: Page, user: User) -> dict[str, Any]:
    return {
        "id": page.pk,
        "parentId": page.get_parent().pk,
        "adminTitle": public_face(page, user).get_admin_display_title(),
        "editUrl": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        "url": page.url,
    }


class FencedExternalLinkView(ExternalLinkView):
    """An address typed by hand, which becomes a link to the page it leads to."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show the form again when no address was sent, of which Wagtail would make an error."""
        if request.POST.get(f"{self.form_prefix}-url"):
            return super().post(request)
        return self.get(request)

    def render_chosen_response(self, result: dict[str, Any]) -> HttpResponse:
        """Show the page's published title, not its draft's, to those who may not read it."""
        if "id" in result:
            page = Page.objects.get(pk=result["id"])
            face = public_face(page, self.request.user)
            result = {**result, "adminTitle": face.draft_title}
        response: HttpResponse = super().render_chosen_response(result)
        return response


register(
    Guard(
        "pages to choose from",
        sys.modules[__name__],
        "limit_choice",
        every_choice,
        frozenset({"wagtailadmin_choose_page_child"}),
        leak="browsing below a live page of another unit that has drafts under it; "
        "searching for drafts by their title",
    )
)
register(
    Guard(
        "place browsed to choose a page",
        FencedBrowseView,
        "get",
        BrowseView.get,
        frozenset({"wagtailadmin_choose_page_child"}),
        leak="browsing a draft of another unit by its id, or a type that only stands below one",
    )
)
register(
    Guard(
        "pages chosen by id",
        FencedChosenMultipleView,
        "get",
        ChosenMultipleView.get,
        frozenset({"wagtailadmin_choose_page_chosen_multiple"}),
        leak="?id= of a draft of another unit",
    )
)
