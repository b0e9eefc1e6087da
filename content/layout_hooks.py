"""What the admin asks and says when columns are made, and when the shared layout is touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from content.layout_lock import (
    BULK_ATTEMPTS,
    LAYOUT_REFUSED,
    record_bulk_attempt,
    record_renaming,
)
from content.models import ColumnPage
from content.quotas import refuse_if_full, warn_of_full


@hooks.register("register_log_actions")
def name_refusals(actions: LogActionRegistry) -> None:
    """Name the refused attempt in histories and reports."""
    actions.register_action(
        LAYOUT_REFUSED, _("Change of layout refused"), _("Tried to change the shared layout")
    )


@hooks.register("before_edit_page")
def notice_renaming(request: HttpRequest, page: Page) -> None:
    """Write down an attempt to rename what stands fast."""
    record_renaming(request, page)


@hooks.register("before_bulk_action")
def notice_bulk_attempt(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """Write down an attempt at many pages of which some stand fast."""
    if action_type in BULK_ATTEMPTS and issubclass(action.model, Page):
        record_bulk_attempt(request, action_type)


@hooks.register("before_create_page")
def refuse_column(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Refuse a further column before anybody has written it (S200)."""
    if issubclass(page_class, ColumnPage):
        refuse_if_full(parent)


@hooks.register("before_copy_page")
def refuse_copied_column(request: HttpRequest, page: Page) -> None:
    """Refuse the copy of a column when the unit has no room for it."""
    if issubclass(page.specific_class, ColumnPage):
        refuse_if_full(page)


@hooks.register("after_create_page")
def warn_of_created(request: HttpRequest, page: Page) -> None:
    """Warn when the columns are four fifths of what the unit may have."""
    if isinstance(page, ColumnPage):
        warn_of_full(request, page)


@hooks.register("after_copy_page")
def warn_of_copied(request: HttpRequest, page: Page, new_page: Page) -> Any:
    """Warn after a copy as well."""
    if issubclass(page.specific_class, ColumnPage):
        warn_of_full(request, new_page)
