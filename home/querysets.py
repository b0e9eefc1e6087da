"""Which links count as what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db.models import QuerySet

from home.enums import LinkLevel

if TYPE_CHECKING:
    from home.models import Link


class LinkGroup(NamedTuple):
    """The links of one group."""

    label: str
    links: list[Link]


class LinkQuerySet(QuerySet["Link"]):
    """Sets of links."""

    def usable(self) -> Self:
        """Links that were not found dead at the last check."""
        return self.filter(is_dead=False)

    def dead(self) -> Self:
        """Links that did not answer at the last check."""
        return self.filter(is_dead=True)

    def matching(self, text: str) -> Self:
        """Links whose title has the text."""
        return self.filter(title__icontains=text) if text else self


def by_level(links: Iterable[Link]) -> list[LinkGroup]:
    """Group links by level, in the order of the levels."""
    groups: dict[str, list[Link]] = {level.value: [] for level in LinkLevel}
    for link in links:
        groups[link.level].append(link)
    return [LinkGroup(str(LinkLevel(key).label), found) for key, found in groups.items() if found]


def by_group(links: Iterable[Link]) -> list[LinkGroup]:
    """Group links by the group they are listed in, in the order they come."""
    groups: dict[str, list[Link]] = {}
    for link in links:
        groups.setdefault(link.group, []).append(link)
    return [LinkGroup(label, found) for label, found in groups.items()]
