"""The permission policy of people, for Wagtail's lists, history, searches and bulk actions."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from units.enums import SUPERVISORS, Role
from units.models import Membership, User
from units.permissions import (
    people_managed_by,
    people_seen_by,
    user_can_invite,
    user_can_see_people,
)

READERS = (Role.OPERATOR, *SUPERVISORS)
MANAGERS = (Role.OPERATOR, Role.IT_OFFICE, Role.LEADING_GROUP)


class PeoplePolicy(BasePermissionPolicy):
    """Shows people to those who may read about them; nobody is ever deleted."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action in ("add", "change"):
            return user_can_invite(user)
        return action == "view" and user_can_see_people(user)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        asked = set(actions)
        roles: tuple[Role, ...] = ()
        if asked & {"add", "change"}:
            roles = MANAGERS
        if "view" in asked:
            roles = READERS
        if not roles:
            return User.objects.none()
        held = Membership.objects.active().filter(role__in=roles)
        may = Q(pk__in=held.values("person_id")) | Q(is_superuser=True, is_active=True)
        return User.objects.filter(may)

    def user_has_permission_for_instance(self, user: User, action: str, instance: User) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[User]:
        asked = set(actions)
        if not user.is_active:
            return User.objects.none()
        if "view" in asked:
            return people_seen_by(user)
        return people_managed_by(user) if "change" in asked else User.objects.none()

    def instances_user_has_permission_for(self, user: User, action: str) -> QuerySet[User]:
        return self.instances_user_has_any_permission_for(user, [action])


def install(user_model: type[User]) -> None:
    """Register the policy for people, over the one that Wagtail registers."""
    for exact_class in (False, True):
        register_permission_policy(user_model, PeoplePolicy(user_model), exact_class=exact_class)
