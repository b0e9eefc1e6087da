"""How what units filed stands to who works there: computed in SQL from filings and memberships.

A person counts while the membership that the filing names has not ended and the account is open.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from console.filings.enums import FilingState, Part, Post
from console.models import Filing, FilingMember
from units.enums import Role
from units.models import Membership, Unit, User


@dataclass(frozen=True)
class Responsible:
    """Who answered for a unit on a day, and the filing that says so."""

    filing: Filing
    head: User | None
    deputy: User | None
    operators: tuple[User, ...]


@dataclass(frozen=True)
class Team:
    """A filed team as it is shown: its people, gone or not."""

    filing: Filing
    head: Membership | None
    deputy: Membership | None
    operators: tuple[Membership, ...]
    members: tuple[Membership, ...]

    @property
    def posts(self) -> list[tuple[Post, tuple[Membership, ...]]]:
        """The three posts with who was filed for them."""
        return [
            (Post.HEAD, (self.head,) if self.head else ()),
            (Post.DEPUTY, (self.deputy,) if self.deputy else ()),
            (Post.OPERATOR, self.operators),
        ]


def with_posts(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Annotate the newest filing, and of each post whether it is filed and whether it is held."""
    newest = Filing.objects.filter(unit=OuterRef("pk")).order_by("-id").values("pk")[:1]
    filing = Filing.objects.filter(pk=OuterRef("newest_filing"))
    others = FilingMember.objects.filter(filing=OuterRef("newest_filing"))
    operators = others.filter(part=Part.OPERATOR)
    return units.annotate(newest_filing=Subquery(newest)).annotate(
        files_head=Exists(filing.filter(head__isnull=False)),
        files_deputy=Exists(filing.filter(deputy__isnull=False)),
        files_operator=Exists(operators),
        holds_head=Exists(filing.filter(_at_work("head"))),
        holds_deputy=Exists(filing.filter(_at_work("deputy"))),
        holds_operator=Exists(operators.filter(_at_work("membership"))),
    )


def with_filing_state(units: QuerySet[Unit]) -> QuerySet[Any]:
    """Annotate ``filing_state``, one :class:`FilingState`, with what :func:`with_posts` adds."""
    gone = Q(files_head=True, holds_head=False) | Q(files_deputy=True, holds_deputy=False)
    gone |= Q(files_operator=True, holds_operator=False)
    unnamed = Q(files_head=False) | Q(files_deputy=False) | Q(files_operator=False)
    state = Case(
        When(newest_filing=None, then=Value(FilingState.NONE)),
        When(gone, then=Value(FilingState.VACANT)),
        When(unnamed, then=Value(FilingState.INCOMPLETE)),
        When(Q(_somebody_left()) | Q(_operator_unfiled()), then=Value(FilingState.CHANGED)),
        default=Value(FilingState.FILED),
        output_field=CharField(),
    )
    return with_posts(units).annotate(filing_state=state)


def missing_posts(unit: Any) -> list[Post]:
    """Return the posts that nobody holds, of a unit with :func:`with_posts`."""
    held = {
        Post.HEAD: unit.holds_head,
        Post.DEPUTY: unit.holds_deputy,
        Post.OPERATOR: unit.holds_operator,
    }
    return [post for post, is_held in held.items() if not is_held]


def missing_people(unit: Unit) -> list[str]:
    """Return in words which of the three people are not filed or have no active account (S097)."""
    found = with_posts(Unit.objects.filter(pk=unit.pk)).get()
    return [str(post.label) for post in missing_posts(found)]


def responsible_on(unit: Unit, day: datetime.date) -> Responsible | None:
    """Return who answered for a unit on a day, None before its first filing.

    Who left on the day itself does not count, nor anybody who has left before.
    """
    filed = Filing.objects.for_unit(unit).filter(effective_on__lte=day)
    filing = _with_people(filed).first()
    if filing is None:
        return None
    team = _team_of(filing)
    return Responsible(
        filing=filing,
        head=_person_on(team.head, day),
        deputy=_person_on(team.deputy, day),
        operators=tuple(
            membership.person
            for membership in team.operators
            if _person_on(membership, day) is not None
        ),
    )


def teams_of(units: Iterable[Unit]) -> dict[int, Team]:
    """Return the newest team of each unit by its id, in two queries whatever their number."""
    ids = [unit.pk for unit in units]
    newest = Filing.objects.filter(unit=OuterRef("unit")).order_by("-id").values("pk")[:1]
    filings = Filing.objects.filter(unit__in=ids, pk=Subquery(newest))
    return {filing.unit_id: _team_of(filing) for filing in _with_people(filings)}


def team_history(unit: Unit) -> QuerySet[Filing]:
    """Return what a unit filed, the newest first, with all people."""
    return _with_people(Filing.objects.for_unit(unit))


def team_of(filing: Filing) -> Team:
    """Return the people of a filing that :func:`team_history` has read."""
    return _team_of(filing)


def is_at_work(membership: Membership) -> bool:
    """Say whether a person still holds the role named in a filing and may sign in."""
    return membership.ended_on is None and membership.person.is_active


def _with_people(filings: QuerySet[Any]) -> QuerySet[Filing]:
    members = FilingMember.objects.select_related("membership__person")
    return filings.select_related(
        "unit", "filed_by", "head__person", "deputy__person"
    ).prefetch_related(Prefetch("members", queryset=members))


def _team_of(filing: Filing) -> Team:
    by_part: dict[str, list[Membership]] = defaultdict(list)
    for member in filing.members.all():
        by_part[member.part].append(member.membership)
    return Team(
        filing=filing,
        head=filing.head,
        deputy=filing.deputy,
        operators=tuple(by_part[Part.OPERATOR]),
        members=tuple(by_part[Part.MEMBER]),
    )


def _person_on(membership: Membership | None, day: datetime.date) -> User | None:
    """Return the person of a membership that ran on a day; only today the account counts too."""
    if membership is None or membership.started_on > day:
        return None
    if membership.ended_on is not None and membership.ended_on <= day:
        return None
    if day >= timezone.localdate() and not membership.person.is_active:
        return None
    return membership.person


def _at_work(path: str) -> Q:
    return Q(
        **{
            f"{path}__isnull": False,
            f"{path}__ended_on__isnull": True,
            f"{path}__person__is_active": True,
        }
    )


def _somebody_left() -> Exists:
    members = FilingMember.objects.filter(filing=OuterRef("newest_filing"))
    return Exists(members.exclude(_at_work("membership")))


def _operator_unfiled() -> Exists:
    """Say whether an operator works in the unit whom the newest filing does not name."""
    filed = FilingMember.objects.filter(
        filing=OuterRef(OuterRef("newest_filing")), membership=OuterRef("pk")
    )
    working = Membership.objects.active().filter(unit=OuterRef("pk"), role=Role.OPERATOR)
    return Exists(working.filter(~Exists(filed)))
