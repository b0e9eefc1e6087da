"""Which roles a person holds now, and where; while a page is only shown, they are read once.

A screen asks for the same person's roles in each item of its menu. Within :func:`posts_read_once`
all of them hear one answer. What changes anything asks outside of it, so that a role that has
just ended counts no more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from units.enums import Role
from units.models import Membership, Unit, User


class Post(NamedTuple):
    """A role held in a unit, or for the centre."""

    role: Role
    unit: Unit | None


class _Known(threading.local):
    """What this thread has read for the request it answers, by person; None outside of one."""

    posts: dict[int, tuple[Post, ...]] | None = None


_known = _Known()


def posts_held(user: User) -> tuple[Post, ...]:
    """Return the posts of a person by the memberships that have not ended, in order of unit.

    Who may not sign in holds none.
    """
    if not user.is_active:
        return ()
    if _known.posts is None:
        return _read(user)
    if user.pk not in _known.posts:
        _known.posts[user.pk] = _read(user)
    return _known.posts[user.pk]


@contextmanager
def posts_read_once() -> Iterator[None]:
    """Read each person's posts at most once in the block, which must change none of them."""
    outer, _known.posts = _known.posts, {}
    try:
        yield
    finally:
        _known.posts = outer


def _read(user: User) -> tuple[Post, ...]:
    held = Membership.objects.active().filter(person=user)
    rows = held.select_related("unit").in_order_of_unit()
    return tuple(Post(Role(row.role), row.unit) for row in rows)
