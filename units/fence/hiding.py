"""Pages that upper apps hide from people who could otherwise read them in the admin.

What is public of them stays public; their drafts, versions and history are as if they were not
there, for the emergency account too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from units.models import User

Rule = Callable[[User], Collection[int]]

_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Ask this rule too which pages, by their ids, are hidden from a person."""
    if rule not in _rules:
        _rules.append(rule)


def hidden_from(user: Any) -> frozenset[int]:
    """Return the ids of the pages hidden from a person, or from nobody in particular: none.

    Kept with the person, who is read anew by each request: lists ask for every row.
    """
    if not _rules or not user.is_authenticated:
        return frozenset()
    kept: frozenset[int] | None = getattr(user, "_hidden_pages", None)
    if kept is None:
        kept = frozenset(key for rule in _rules for key in rule(user))
        user._hidden_pages = kept
    return kept
