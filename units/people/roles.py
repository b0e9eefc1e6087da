"""How roles are given, ended, handed over: the steps that several actions share.

Nothing here asks who may: the actions do, and hold the transaction.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from units import access
from units.enums import Role
from units.events import membership_ended
from units.models import Membership, Unit, User
from units.people.holdings import hand_over_all, held_by
from units.people.sessions import end_sessions
from units.quotas import require_room_for_person


def give_role(
    person: User,
    role: Role,
    *,
    unit: Unit | None,
    is_principal: bool = False,
    started_on: datetime.date | None = None,
    user: User | None,
) -> Membership:
    """Give a person a role, unless it is held already; :func:`units.people.actions.add_member`."""
    person = lock_person(person)
    if not person.is_active:
        raise ValidationError(_("%(person)s is deactivated.") % {"person": person.get_full_name()})
    held = Membership.objects.active().filter(person=person, unit=unit, role=role).first()
    if held is not None:
        return make_principal(held, user=user) if is_principal else held
    if unit is not None:
        require_room_for_person(unit, person)
    membership = Membership(
        person=person, unit=unit, role=role, started_on=past_day(started_on), is_principal=False
    )
    membership.full_clean()
    membership.save()
    access.follow_memberships([person])
    log(person, "units.role.give", user=user, data=_about(membership))
    return make_principal(membership, user=user) if is_principal else membership


def end_role(
    membership: Membership,
    *,
    user: User | None,
    successor: User | None = None,
    ended_on: datetime.date | None = None,
) -> Membership:
    """End a role, unless it has ended; :func:`units.people.actions.end_membership`."""
    person = lock_person(membership.person)
    membership.refresh_from_db()
    if membership.ended_on is not None:
        return membership
    if needs_successor(membership):
        if successor is None:
            raise _still_held(person, membership.unit)
        take_over(person, successor, membership.unit, user=user)
    membership.ended_on = past_day(ended_on)
    membership.is_principal = False
    membership.full_clean(exclude=("person", "unit"))
    membership.save(update_fields=("ended_on", "is_principal"))
    access.follow_memberships([person])
    end_sessions(person)
    log(person, "units.role.end", user=user, data=_about(membership))
    membership_ended.send(sender=Membership, membership=membership)
    return membership


def needs_successor(membership: Membership) -> bool:
    """Say whether the person could no longer keep what is held in the unit after this ended.

    Who stays an editor of the unit, or for the centre keeps another central role, keeps it.
    """
    person, unit = membership.person, membership.unit
    kept = Membership.objects.active().filter(person=person, unit=unit).exclude(pk=membership.pk)
    if unit is not None:
        kept = kept.filter(role=Role.EDITOR)
    return not kept.exists() and bool(held_by(person, unit))


def take_over(person: User, successor: User, unit: Unit | None, *, user: User | None) -> None:
    """Give all that a person holds in a unit, or for the centre, to another editor of it."""
    keepers = Membership.objects.active().filter(person=successor, unit=unit)
    if unit is not None:
        keepers = keepers.filter(role=Role.EDITOR)
    if successor.pk == person.pk or not keepers.exists():
        raise ValidationError(
            {"successor": _("The successor must be another active editor of the same unit.")}
        )
    handed_over = [str(held) for held in held_by(person, unit)]
    hand_over_all(person, successor, unit)
    data = place_of(unit) | {"successor": successor.get_full_name(), "held": handed_over}
    log(person, "units.person.hand_over", user=user, data=data)


def _still_held(person: User, unit: Unit | None) -> ValidationError:
    held = "; ".join(str(things) for things in held_by(person, unit))
    return ValidationError(
        {
            "successor": _("%(person)s still holds %(held)s. Name a successor who takes it over.")
            % {"person": person.get_full_name(), "held": held}
        }
    )


def make_principal(membership: Membership, *, user: User | None) -> Membership:
    """Make an active leader the principal one; the former one stays a leader."""
    if not Membership.objects.active().filter(pk=membership.pk, role=Role.LEADER).exists():
        raise ValidationError(_("Only an active leader of a unit can be its principal leader."))
    if membership.unit_id:
        Unit.objects.select_for_update(no_key=True).get(pk=membership.unit_id)
    former = Membership.objects.filter(
        unit=membership.unit_id, is_principal=True, ended_on__isnull=True
    ).exclude(pk=membership.pk)
    former.update(is_principal=False)
    if not membership.is_principal:
        membership.is_principal = True
        membership.save(update_fields=("is_principal",))
        log(membership.person, "units.role.principal", user=user, data=_about(membership))
    return membership


def lock_person(person: User) -> User:
    """Return a person as stored now, with changes of the same person made to wait."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def past_day(day: datetime.date | None) -> datetime.date:
    """Return the day, today when none is named; what is written holds at once, so never later."""
    today = timezone.localdate()
    if day is not None and day > today:
        raise ValidationError(_("The day cannot lie in the future."))
    return day or today


def place_of(unit: Unit | None) -> dict[str, Any]:
    """Return what the log says of the unit, or of the centre."""
    return {"unit": unit.pk if unit else None, "unit_name": unit.name if unit else ""}


def _about(membership: Membership) -> Mapping[str, Any]:
    return place_of(membership.unit) | {"role": membership.role, "membership": membership.pk}
