"""What a person holds in a unit and a successor must take over when the membership ends.

Apps register what they know of: this one knows drafts and columns, upper apps add tasks and the
like in their ``AppConfig.ready``. Finding costs the same however much is held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from units.models import Unit, User
from units.people.columns import of_types, pages_kept_in, types_with_pages_below

# How many things a refusal names before it only counts them.
NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Holding:
    """A kind of thing that people hold.

    ``find`` returns what a person holds in a unit, or for the centre (None); ``hand_over`` gives
    all of it to a successor. Both take the person and the unit; the second the successor too.
    """

    key: str
    label: str | Promise
    find: Callable[[User, Unit | None], QuerySet[Model]]
    hand_over: Callable[[User, User, Unit | None], None]


class Held(NamedTuple):
    """What a person holds of one kind: how much, and the first few by name."""

    label: str
    number: int
    names: Sequence[str]

    def __str__(self) -> str:
        more = " …" if self.number > len(self.names) else ""
        return f"{self.label} ({self.number}): {', '.join(self.names)}{more}"


_holdings: dict[str, Holding] = {}


def register_holding(
    key: str,
    label: str | Promise,
    find: Callable[[User, Unit | None], QuerySet[Model]],
    hand_over: Callable[[User, User, Unit | None], None],
) -> None:
    """Register a kind of thing that people hold; a key is taken once."""
    if key in _holdings:
        raise ValueError(f"The holding {key} is registered already.")
    _holdings[key] = Holding(key, label, find, hand_over)


def held_by(person: User, unit: Unit | None) -> list[Held]:
    """Return what a person holds in a unit or for the centre; empty when there is nothing."""
    found = []
    for holding in _holdings.values():
        things = holding.find(person, unit)
        if number := things.count():
            names = [str(thing) for thing in things[:NAMED_AT_MOST]]
            found.append(Held(str(holding.label), number, names))
    return found


def hand_over_all(person: User, successor: User, unit: Unit | None) -> None:
    """Give everything that a person holds in a unit or for the centre to a successor."""
    for holding in _holdings.values():
        holding.hand_over(person, successor, unit)


def _owned(person: User, unit: Unit | None) -> QuerySet[Page]:
    return pages_kept_in(unit).filter(owner=person) if unit else Page.objects.none()


def _drafts(person: User, unit: Unit | None) -> QuerySet[Page]:
    return _owned(person, unit).filter(Q(live=False) | Q(has_unpublished_changes=True))


def _columns(person: User, unit: Unit | None) -> QuerySet[Page]:
    """Return what takes pages below it and is no draft."""
    finished = _owned(person, unit).filter(live=True, has_unpublished_changes=False)
    return of_types(finished, types_with_pages_below())


def _hand_over_drafts(person: User, successor: User, unit: Unit | None) -> None:
    _drafts(person, unit).order_by().update(owner=successor)


def _hand_over_columns(person: User, successor: User, unit: Unit | None) -> None:
    _columns(person, unit).order_by().update(owner=successor)


register_holding("drafts", _("drafts"), _drafts, _hand_over_drafts)
register_holding("columns", _("columns"), _columns, _hand_over_columns)
