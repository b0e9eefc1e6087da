"""What a person is responsible for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from units.enums import Role
from units.models import Unit, User
from units.permissions import user_is_emergency_account
from units.posts import Post, posts_held


@dataclass(frozen=True)
class Posts:
    """All roles of one person."""

    user: User
    held: tuple[Post, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held anywhere; the emergency account acts as the IT office."""
        roles = frozenset(post.role for post in self.held)
        return roles | {Role.IT_OFFICE} if user_is_emergency_account(self.user) else roles

    def has(self, *roles: Role) -> bool:
        """Say whether one of the roles is held."""
        return not self.roles.isdisjoint(roles)

    def units(self, *roles: Role) -> list[Unit]:
        """Return the units in which one of the roles is held, each once, in their own order."""
        found = {post.unit.pk: post.unit for post in self.held if post.unit and post.role in roles}
        return [found[pk] for pk in sorted(found)]


def posts_of(request: HttpRequest) -> Posts:
    """Return the roles of the person who asks."""
    user: User = request.user  # type: ignore[assignment]
    return Posts(user, posts_held(user))
