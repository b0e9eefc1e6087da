"""Filing the team that answers for a unit's site (S194)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.filings.enums import Part, Post
from console.filings.standing import Team, teams_of
from console.filings.vacancies import follow_vacancies
from console.models import Filing, FilingMember
from console.permissions import require_filer
from console.steps import add_step
from units.enums import Role
from units.models import Membership, Unit, User

People = Sequence[Membership]


@dataclass(frozen=True)
class NamedPeople:
    """The people a unit names in a filing."""

    head: Membership | None
    deputy: Membership | None
    operators: People
    members: People

    @property
    def everybody(self) -> list[Membership]:
        """All who are named, in the order of the posts."""
        named = (self.head, self.deputy, *self.operators, *self.members)
        return [membership for membership in named if membership is not None]

    def is_as(self, team: Team) -> bool:
        """Say whether a team has the same people in the same parts."""
        return (
            (team.head, team.deputy) == (self.head, self.deputy)
            and set(team.operators) == set(self.operators)
            and set(team.members) == set(self.members)
        )

    def names(self) -> dict[str, object]:
        """Return the names as a step keeps them."""
        return {
            "head": _name(self.head),
            "deputy": _name(self.deputy),
            "operators": [_name(membership) for membership in self.operators],
            "members": [_name(membership) for membership in self.members],
        }


@transaction.atomic
def file_team(
    unit: Unit,
    *,
    user: User,
    head: Membership | None,
    deputy: Membership | None,
    operators: People = (),
    members: People = (),
    effective_on: datetime.date,
    note: str = "",
) -> Filing:
    """File who answers for a unit's site from a day on; filing the same team again changes nothing.

    A team may be filed with a post left open: the unit then counts as incomplete. Raises
    ``PermissionDenied`` for all but the unit's leaders and operators, and ``ValidationError`` for a
    closed unit, people without the role that a post needs, one person in two posts, and a day in
    the future, before the last filing, or before one of the people had the role.
    """
    require_filer(user, unit)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if unit.closed_on:
        raise ValidationError(_("%(unit)s is closed.") % {"unit": unit.name})
    named = NamedPeople(head, deputy, operators, members)
    last = teams_of([unit]).get(unit.pk)
    _refuse_wrong_people(unit, named)
    _refuse_wrong_day(last, effective_on, named)
    if last and last.filing.effective_on == effective_on and named.is_as(last):
        return last.filing
    filing = _store(unit, named, user=user, effective_on=effective_on, note=note.strip())
    kind = StepKind.CHANGED if last else StepKind.FILED
    facts = {"effective_on": effective_on, **named.names()}
    add_step(filing, kind, user=user, unit=unit, reason=filing.note, **facts)
    follow_vacancies(Unit.objects.filter(pk=unit.pk))
    return filing


def _store(
    unit: Unit, named: NamedPeople, *, user: User, effective_on: datetime.date, note: str
) -> Filing:
    filing = Filing(
        unit=unit,
        head=named.head,
        deputy=named.deputy,
        effective_on=effective_on,
        filed_by=user,
        filed_at=timezone.now(),
        note=note,
    )
    filing.full_clean()
    filing.save()
    parts = {Part.OPERATOR: named.operators, Part.MEMBER: named.members}
    FilingMember.objects.bulk_create(
        FilingMember(filing=filing, membership=membership, part=part)
        for part, people in parts.items()
        for membership in people
    )
    return filing


def _refuse_wrong_people(unit: Unit, named: NamedPeople) -> None:
    """Raise ``ValidationError`` for people whom the posts cannot be given to."""
    if not (named.head or named.deputy or named.operators):
        raise ValidationError(_("Name at least one of the three people who answer for the site."))
    _require_role(unit, Role.LEADER, [named.head], Post.HEAD)
    _require_role(unit, Role.LEADER, [named.deputy], Post.DEPUTY)
    _require_role(unit, Role.OPERATOR, named.operators, Post.OPERATOR)
    _require_role(unit, None, named.members, None)
    seen: set[int] = set()
    for membership in named.everybody:
        if membership.person_id in seen:
            raise ValidationError(
                _("%(person)s can be named for one part of the team only.")
                % {"person": membership.person.get_full_name()}
            )
        seen.add(membership.person_id)


def _require_role(
    unit: Unit, role: Role | None, people: Iterable[Membership | None], post: Post | None
) -> None:
    wanted = {membership.pk for membership in people if membership is not None}
    fitting = Membership.objects.active().filter(unit=unit, pk__in=wanted)
    if role is not None:
        fitting = fitting.filter(role=role)
    if len(wanted) == fitting.count():
        return
    if role is None or post is None:
        raise ValidationError(_("Only people who work in the unit now can be in its team."))
    raise ValidationError(
        _("%(post)s: only people who are now “%(role)s” of the unit can be named.")
        % {"post": post.label, "role": role.label}
    )


def _refuse_wrong_day(last: Team | None, day: datetime.date, named: NamedPeople) -> None:
    """Raise ``ValidationError`` for a day that would rewrite what was filed, or that is to come."""
    if day > timezone.localdate():
        raise ValidationError(_("A filing cannot take effect in the future."))
    if last and day < last.filing.effective_on:
        raise ValidationError(
            _("A filing cannot take effect before the last one, of %(day)s.")
            % {"day": date_format(last.filing.effective_on, "Y-m-d")}
        )
    for membership in named.everybody:
        if membership.started_on > day:
            raise ValidationError(
                _("%(person)s has had this role since %(day)s only.")
                % {
                    "person": membership.person.get_full_name(),
                    "day": date_format(membership.started_on, "Y-m-d"),
                }
            )


def _name(membership: Membership | None) -> str:
    return membership.person.get_full_name() if membership else ""
