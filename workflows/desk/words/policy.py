"""Who keeps the list of words: the secrecy bureau, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from units.enums import Role
from units.models import Membership, User
from units.permissions import user_has_centre_role
from workflows.models import ListedWord

# Words are switched off, never deleted: the ledger names them
KEEPING = frozenset({"add", "change", "view"})


def user_keeps_words(user: User) -> bool:
    """Say whether the person may read and change the list; the emergency account may not."""
    return user_has_centre_role(user, Role.SECRECY)


def require_keeper(user: User) -> None:
    """Raise ``PermissionDenied`` for anybody outside the secrecy bureau."""
    if not user_keeps_words(user):
        raise PermissionDenied(_("The list of words is kept by the secrecy bureau."))


class WordsPolicy(BasePermissionPolicy):
    """Answers Wagtail's screens with the one rule."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in KEEPING and self._keeps(user)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        if not KEEPING & set(actions):
            return User.objects.none()
        keeping = Membership.objects.active().for_centre().filter(role=Role.SECRECY)
        return User.objects.filter(pk__in=keeping.values("person_id"))

    def _keeps(self, user: User) -> bool:
        """Ask once a request: lists ask for every row."""
        if not hasattr(user, "_keeps_words"):
            user._keeps_words = user_keeps_words(user)  # type: ignore[attr-defined]
        return bool(user._keeps_words)  # type: ignore[attr-defined]

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[ListedWord]:
        may = self.user_has_any_permission(user, actions)
        return ListedWord.objects.all() if may else ListedWord.objects.none()


def install() -> None:
    """Register the policy for the list."""
    register_permission_policy(ListedWord, WordsPolicy(ListedWord))
