"""What the editor's side adds to the admin: buttons, the way to the check list, where it stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from units.fence import hiding
from units.fence.editing import FINISHING_BUTTONS
from workflows.desk.frame import SUBMIT
from workflows.desk.menu import SEND, Situation, buttons
from workflows.desk.status import tell_status
from workflows.desk.words import policy
from workflows.desk.words.viewset import WordsViewSet
from workflows.pages import GatedPage
from workflows.permissions import drafts_hidden_from, user_can_submit

FINISHING_BUTTONS.add(SEND)
# What secrecy conceals is as if it were not there, everywhere in the admin (S083)
hiding.register(drafts_hidden_from)
policy.install()


@hooks.register("register_admin_viewset")
def register_words() -> ViewSet:
    """Mount the screens of the word list."""
    return WordsViewSet()


# After everybody else's, whose buttons are left out
@hooks.register("construct_page_action_menu", order=10_000)
def rebuild_buttons(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave only what the gate allows."""
    situation = Situation(
        page=context.get("page"),
        user=request.user,  # type: ignore[arg-type]
        is_locked=bool(context.get("locked_for_user")),
        is_old_version=context["view"] == "revisions_revert",
    )
    menu_items[:] = buttons(situation)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def go_on_to_check_list(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the saved draft to the check list, when that was asked for."""
    if SEND in request.POST and user_can_submit(request.user, page):  # type: ignore[arg-type]
        return redirect(SUBMIT, page.pk)
    return None


@hooks.register("before_edit_page")
def say_where_it_stands(request: HttpRequest, page: Page) -> None:
    """Tell above the form where the approval stands; scripts that save in between need no word."""
    is_read = request.method == "GET" and "_w_hydrate_create_view" not in request.GET
    if is_read and isinstance(page, GatedPage):
        tell_status(request, page)
