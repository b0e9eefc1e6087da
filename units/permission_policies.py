"""Permission policies for what only actions write: sites, groups, collections and workflows.

The admin shows them to those who may manage units, and changes them for nobody, superusers
included: editing them by hand would undo what provisioning and memberships maintain.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import Collection, Site, Task, Workflow
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from units.models import User
from units.permissions import user_can_manage_units

WRITTEN_BY_ACTIONS: tuple[type[Model], ...] = (Site, Group, Collection, Workflow, Task)


class WrittenByActionsPolicy(BasePermissionPolicy):
    """Lets the IT office look, and nobody change."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and user.is_authenticated and user_can_manage_units(user)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        if "view" not in actions:
            return User.objects.none()
        return User.objects.filter(is_active=True, is_superuser=True)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        allowed = self.user_has_any_permission(user, actions)
        found: QuerySet[Any] = self.model._default_manager.all()
        return found if allowed else found.none()

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])


def install() -> None:
    """Register the policy for every model that only actions write."""
    for model in WRITTEN_BY_ACTIONS:
        # For its subclasses, and for the class itself, which Wagtail may register after this
        for exact_class in (False, True):
            register_permission_policy(
                model, WrittenByActionsPolicy(model), exact_class=exact_class
            )
