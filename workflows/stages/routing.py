"""Which post decides each stage, who holds it now, and which posts nobody could fill.

A route is worked out once, when its stage begins, and stored on the stage's state; after that the
state alone says where the stage belongs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import Role, System
from units.models import Membership, Unit, User
from workflows.enums import Stage
from workflows.models import ApprovalDelegation, StageState

# The office that decides about texts of each subject class (S082)
OFFICES = {
    System.PARTY: Role.PARTY_OFFICE,
    System.GOVERNMENT: Role.GOVERNMENT_OFFICE,
}


@dataclass(frozen=True, slots=True)
class Route:
    """The post that decides a stage: that of the unit's leader, or an office of the centre."""

    stage: Stage
    role: Role
    unit: Unit

    @property
    def post(self) -> str:
        """The post in words, with its unit where it is one of a unit."""
        if self.stage == Stage.LEADER:
            return _("principal leader of %(unit)s") % {"unit": self.unit.name}
        return str(self.role.label)


def routes(unit: Unit, subject_class: str) -> list[Route]:
    """Return the posts that decide a text of a unit, in the order of the stages (S080)."""
    return [
        Route(Stage.LEADER, Role.LEADER, unit),
        Route(Stage.OFFICE, OFFICES[System(subject_class)], unit),
        Route(Stage.SECRECY, Role.SECRECY, unit),
    ]


def route_of(state: StageState) -> Route:
    """Return the route as it is stored on a stage."""
    return Route(Stage(state.stage), Role(state.role), state.unit)


def eligible(route: Route, *, overdue: bool = False) -> QuerySet[User]:
    """Return who holds a post now, deputies included; those for what is late with ``overdue``.

    The emergency account holds no post. Whether somebody wrote on a text is not asked here.
    """
    return _people(holders(route), delegations(route, overdue=overdue))


def secrecy_bureau() -> QuerySet[User]:
    """Return who reviews for the secrecy bureau now, deputies included."""
    deputies = ApprovalDelegation.objects.in_force().filter(role=Role.SECRECY, unit=None)
    return _people(Membership.objects.active().for_centre().filter(role=Role.SECRECY), deputies)


def _people(held: QuerySet[Membership], given: QuerySet[ApprovalDelegation]) -> QuerySet[User]:
    return User.objects.filter(
        Q(pk__in=held.values("person_id")) | Q(pk__in=given.values("deputy_id")),
        is_active=True,
        is_superuser=False,
    )


def holders(route: Route) -> QuerySet[Membership]:
    """Return the memberships that make people holders of a post, deputies not among them."""
    active = Membership.objects.active()
    if route.stage == Stage.LEADER:
        return active.principal_leaders().for_unit(route.unit)
    return active.for_centre().filter(role=route.role)


def delegations(route: Route, *, overdue: bool = False) -> QuerySet[ApprovalDelegation]:
    """Return the delegations of a post that are in force today."""
    unit = route.unit if route.stage == Stage.LEADER else None
    return ApprovalDelegation.objects.in_force(overdue=overdue).filter(role=route.role, unit=unit)


def delegation_used(
    route: Route, user: User, *, overdue: bool = False
) -> ApprovalDelegation | None:
    """Return in whose place a person decides; None for the holder of the post himself."""
    if holders(route).filter(person=user).exists():
        return None
    held = delegations(route, overdue=overdue).filter(deputy=user)
    return held.order_by("only_when_overdue", "-starts_on", "-pk").first()


def vacancies(unit: Unit, subject_class: str, authors: Iterable[int]) -> list[str]:
    """Return which posts must be filled before a text can pass all stages; empty when it can.

    Each stage needs a person of its own, and none of the authors (I7).
    """
    return unfilled_posts(routes(unit, subject_class), excluded=authors)


def unfilled_posts(wanted: Sequence[Route], *, excluded: Iterable[int]) -> list[str]:
    """Return, in words, the posts for which nobody is left, with different people for each."""
    others = set(excluded)
    # Of n sets, one with n members always has one to spare for itself: more need not be read
    people = [
        list(eligible(route).exclude(pk__in=others).order_by("pk").values_list("pk", flat=True))[
            : len(wanted)
        ]
        for route in wanted
    ]
    return [_vacancy(wanted[index], bool(people[index])) for index in _unmatched(people)]


def _unmatched(people: Sequence[Collection[int]]) -> list[int]:
    """Return the places that stay empty when as many as possible have a person of their own."""
    choices = product(*[[*candidates, None] for candidates in people])
    best = max(
        (choice for choice in choices if _is_distinct(choice)),
        key=lambda choice: sum(person is not None for person in choice),
    )
    return [index for index, person in enumerate(best) if person is None]


def _is_distinct(choice: Sequence[int | None]) -> bool:
    taken = [person for person in choice if person is not None]
    return len(taken) == len(set(taken))


def _vacancy(route: Route, has_people: bool) -> str:
    words = {"post": route.post}
    if has_people:
        return _("Besides those who approve at other stages, nobody holds this post: %(post)s.") % (
            words
        )
    return _("Nobody who did not write on this text holds this post: %(post)s.") % words
