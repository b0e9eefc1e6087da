"""What a person may read, meet on the way, or choose in the admin."""

from __future__ import annotations

import copy
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import policy_registry

from units.fence.pages_policy import READING, UnitPagePermissionPolicy
from units.models import User


def page_policy() -> UnitPagePermissionPolicy:
    """Return the policy that decides about pages."""
    return cast(UnitPagePermissionPolicy, policy_registry.get_by_type(Page))


def readable_pages(user: User) -> QuerySet[Page]:
    """Return the pages whose drafts, versions and history the person may read."""
    return page_policy().instances_user_has_any_permission_for(user, READING)


def explorable_pages(user: User) -> QuerySet[Page]:
    """Return the readable pages and those above them, which the explorer shows by title."""
    return page_policy().explorable_instances(user)


def choosable_pages(pages: Any, user: User) -> Any:
    """Limit pages to what a link may lead to: all that is public, and what is the person's own."""
    return pages.filter(Q(live=True) | Q(pk__in=explorable_pages(user).values("pk")))


def user_may_read(user: User, page: Page) -> bool:
    """Say whether the person may read the page's drafts, versions and history."""
    return bool(
        page_policy().user_has_any_permission_for_instance(user, READING, page)
        # A reviewer whose turn it is, whatever rights he holds
        or page.permissions_for_user(user).can_edit()
    )


def require_reader(user: User, page: Page) -> None:
    """Raise ``PermissionDenied`` unless the person may read the page."""
    if not user_may_read(user, page):
        raise PermissionDenied


def require_explorable(user: User, page_id: int | str | None) -> None:
    """Raise ``Http404`` unless the page exists within the person's reach."""
    if not (str(page_id).isdecimal() and explorable_pages(user).filter(pk=page_id).exists()):
        raise Http404


def public_face(page: Page, user: User) -> Page:
    """Return the page without what its draft says, unless the person may read that."""
    if user_may_read(user, page):
        return page
    shown = copy.copy(page)
    shown.draft_title = page.title
    shown.has_unpublished_changes = False
    shown.latest_revision_created_at = page.last_published_at
    shown.locked = False
    # As Wagtail keeps what it has fetched together with a list
    shown._current_workflow_states = []
    shown._approved_schedule = False
    return shown


def instances_within_reach(model: type[Model], user: User) -> QuerySet[Model]:
    """Return what the person may see of a model: by its policy, or nothing without one."""
    if issubclass(model, Page):
        return model._default_manager.filter(pk__in=explorable_pages(user).values("pk"))
    policy = policy_registry.get_by_type(model, fallback=False)
    if policy is None:
        return model._default_manager.none()
    actions = ["view", "change", "delete", "choose"]
    found: QuerySet[Model] = policy.instances_user_has_any_permission_for(user, actions)
    return found
