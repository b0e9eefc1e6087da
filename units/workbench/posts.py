"""What a person is responsible for, read once a request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest

from units.enums import Role
from units.models import Membership, Unit, User
from units.permissions import user_is_emergency_account

_ATTRIBUTE = "workbench_posts"


class Post(NamedTuple):
    """A role held in a unit, or for the centre."""

    role: Role
    unit: Unit | None


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
    """Return the roles of the person who asks; the database is asked once a request."""
    known: Posts | None = getattr(request, _ATTRIBUTE, None)
    if known is None:
        known = read_posts(request.user)  # type: ignore[arg-type]
        setattr(request, _ATTRIBUTE, known)
    return known


def read_posts(user: User) -> Posts:
    """Return the roles that a person holds now, by the memberships that have not ended."""
    if not user.is_active:
        return Posts(user, ())
    memberships: Iterable[Membership] = (
        Membership.objects.active().filter(person=user).select_related("unit").in_order_of_unit()
    )
    return Posts(user, tuple(Post(Role(row.role), row.unit) for row in memberships))
