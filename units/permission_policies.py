"""Permission policies of one rule for all rows.

What only actions write (sites, groups, collections and workflows) is shown to those who may manage
units, and changed by nobody, superusers included: editing it by hand would undo what provisioning
and memberships maintain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from wagtail.models import Collection, Site, Task, Workflow
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from units.enums import Role
from units.models import User
from units.permissions import people_in_centre, user_can_manage_units

WRITTEN_BY_ACTIONS: tuple[type[Model], ...] = (Site, Group, Collection, Workflow, Task)


class OneRulePolicy(BasePermissionPolicy):
    """Answers Wagtail's screens with one rule for all rows of a model.

    ``actions`` are those there are at all; ``may`` says of a person whether they are open to him;
    ``people`` returns all those to whom they are.
    """

    def __init__(
        self,
        model: type[Model],
        *,
        actions: Iterable[str],
        may: Callable[[User], bool],
        people: Callable[[], QuerySet[User]],
    ) -> None:
        super().__init__(model)
        self._actions, self._may, self._people = frozenset(actions), may, people

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self._actions and user.is_authenticated and self._may(user)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return self._people() if self._actions & set(actions) else User.objects.none()

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._default_manager.all()
        return found if self.user_has_any_permission(user, actions) else found.none()

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])


def kept_by_office(model: type[Model], *, actions: Iterable[str]) -> OneRulePolicy:
    """Return the policy of a model that the IT office keeps, and the emergency account."""
    return OneRulePolicy(
        model,
        actions=actions,
        may=user_can_manage_units,
        people=lambda: people_in_centre(Role.IT_OFFICE, with_emergency=True),
    )


def install() -> None:
    """Register the policy for every model that only actions write."""
    for model in WRITTEN_BY_ACTIONS:
        policy = kept_by_office(model, actions=["view"])
        # For its subclasses, and for the class itself, which Wagtail may register after this
        for exact_class in (False, True):
            register_permission_policy(model, policy, exact_class=exact_class)
