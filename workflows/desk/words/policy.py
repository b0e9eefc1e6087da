"""Who keeps the list of words: the secrecy bureau, and nobody else."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.permissions import register_permission_policy

from units.enums import Role
from units.models import User
from units.permission_policies import OneRulePolicy
from units.permissions import people_in_centre, user_has_centre_role
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


def install() -> None:
    """Register the policy for the list."""
    policy = OneRulePolicy(
        ListedWord,
        actions=KEEPING,
        may=user_keeps_words,
        people=lambda: people_in_centre(Role.SECRECY),
    )
    register_permission_policy(ListedWord, policy)
