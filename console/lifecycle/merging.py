"""Units that get another name, become one, or become several."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.lifecycle.closing import end, refuse_unfit_successors
from console.lifecycle.enums import SuccessionKind
from console.lifecycle.successions import add_former_names, pass_on
from console.permissions import require_leading_group, require_office
from console.steps import add_step
from content.models import UnitHomePage
from units.enums import Aftermath
from units.models import Unit, User
from workflows.gate.certificates import structure


@transaction.atomic
def rename_unit(
    unit: Unit, *, name: str, short_name: str, on: datetime.date, user: User, reason: str
) -> Unit:
    """Give a unit another name from a day on; the former one still finds it.

    Code and addresses stay. Giving the name it has changes nothing. Raises ``PermissionDenied``
    for anyone but the IT office, and ``ValidationError`` for a name that is taken or empty and
    for a day to come.
    """
    require_office(user)
    (unit,) = _locked([unit])
    if (unit.name, unit.short_name) == (name, short_name):
        return unit
    _refuse_day_to_come(on)
    if Unit.objects.exclude(pk=unit.pk).filter(name=name, closed_on=None).exists():
        raise ValidationError(_("Another unit is called %(name)s.") % {"name": name})
    pass_on(unit, [unit], kind=SuccessionKind.RENAMED, on=on)
    add_former_names(unit, unit)
    before = unit.name
    unit.name, unit.short_name = name, short_name
    unit.full_clean()
    unit.save()
    _rename_homes(unit, before, user=user)
    add_step(
        unit,
        StepKind.CHANGED,
        user=user,
        unit=unit,
        reason=reason,
        on=on,
        before=before,
        after=name,
    )
    return unit


def _rename_homes(unit: Unit, before: str, *, user: User) -> None:
    """Let homes that bear the former name bear the new one."""
    homes = list(UnitHomePage.objects.filter(unit_root__unit=unit, title=before))
    if not homes:
        return
    with structure([unit], reason=_("Unit renamed"), user=user):
        for home in homes:
            home.title = home.draft_title = unit.name
            home.save()


@transaction.atomic
def merge_units(
    units: Sequence[Unit],
    *,
    into: Unit,
    on: datetime.date,
    aftermath: Aftermath,
    user: User,
    reason: str,
) -> Unit:
    """Let units end on a day and one unit go on with their work; return that one.

    ``aftermath`` says whether their pages stay as an archive or their addresses lead to the
    successor. Repeated for the same units, it changes nothing. Raises ``PermissionDenied`` for
    anyone but the leading group (S003), and ``ValidationError`` for a day to come, a successor
    that is among the units or has closed, and units that were closed for another one.
    """
    require_leading_group(user)
    _refuse_day_to_come(on)
    *ending, into = _locked([*units, into])
    for unit in ending:
        refuse_unfit_successors(unit, [into], needs_one=True)
        if _went_on_in(unit, [into]):
            continue
        _end_for(unit, [into], SuccessionKind.MERGED, on, aftermath)
        add_former_names(into, unit)
        add_step(
            unit, StepKind.SUCCEEDED, user=user, unit=unit, reason=reason, on=on, into=[into.code]
        )
    into.refresh_from_db()
    return into


@transaction.atomic
def split_unit(
    unit: Unit,
    *,
    into: Sequence[Unit],
    on: datetime.date,
    aftermath: Aftermath,
    user: User,
    reason: str,
) -> Unit:
    """Let a unit end on a day and several units go on with its work, the first one first.

    Raises the same as :func:`merge_units`, and ``ValidationError`` for fewer than two.
    """
    require_leading_group(user)
    _refuse_day_to_come(on)
    if len({one.pk for one in into}) < 2:
        raise ValidationError(_("A unit is split into two or more."))
    unit, *successors = _locked([unit, *into])
    refuse_unfit_successors(unit, successors, needs_one=True)
    if _went_on_in(unit, successors):
        return unit
    _end_for(unit, successors, SuccessionKind.SPLIT, on, aftermath)
    for successor in successors:
        add_former_names(successor, unit)
    codes = [one.code for one in successors]
    add_step(unit, StepKind.SUCCEEDED, user=user, unit=unit, reason=reason, on=on, into=codes)
    return unit


def _end_for(
    unit: Unit,
    successors: Sequence[Unit],
    kind: SuccessionKind,
    on: datetime.date,
    aftermath: Aftermath,
) -> None:
    if unit.closed_on:
        raise ValidationError(_("%(unit)s has closed already.") % {"unit": unit.name})
    if aftermath == Aftermath.GONE:
        raise ValidationError(_("The addresses lead to who goes on, or the pages stay."))
    unit.successors.set(successors)
    # What never opened has nothing to keep
    end(unit, on=on, aftermath=aftermath if unit.opened_on else Aftermath.MOVED)
    pass_on(unit, successors, kind=kind, on=on)


def _went_on_in(unit: Unit, successors: Sequence[Unit]) -> bool:
    """Say whether a closed unit's work goes on in just these units already."""
    known = set(unit.successors.values_list("pk", flat=True))
    return bool(unit.closed_on) and known == {one.pk for one in successors}


def _refuse_day_to_come(on: datetime.date) -> None:
    if on > timezone.localdate():
        raise ValidationError(_("This is written down on the day itself, or later."))


def _locked(units: Sequence[Unit]) -> list[Unit]:
    """Return the units as they are stored, locked in one order however they were named."""
    stored = Unit.objects.select_for_update(of=("self",)).order_by("id")
    by_id = {unit.pk: unit for unit in stored.filter(pk__in=[unit.pk for unit in units])}
    return [by_id[unit.pk] for unit in units]
