"""Closing a unit's site: announced on the site, done on the day, and what its addresses answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from console.enums import StepKind
from console.lifecycle.enums import SuccessionKind
from console.lifecycle.successions import add_former_names, pass_on
from console.permissions import require_leading_group, require_opener
from console.steps import add_step
from units import addresses
from units.enums import Aftermath
from units.models import Unit, User
from units.unit_pages import pages_of


@transaction.atomic
def announce(
    unit: Unit,
    *,
    closes_on: datetime.date,
    aftermath: Aftermath,
    user: User,
    reason: str,
    successors: Sequence[Unit] = (),
) -> Unit:
    """Announce on a unit's site that it closes on a day; announcing it anew changes the day.

    Raises ``PermissionDenied`` for anyone but the leading group (S003), and ``ValidationError``
    for a unit that is not open, a day nearer than ``BATONG_CLOSING_NOTICE_DAYS``, and successors
    that cannot go on.
    """
    require_leading_group(user)
    unit = _locked(unit)
    _refuse_closing(unit, closes_on)
    refuse_unfit_successors(unit, successors, needs_one=aftermath == Aftermath.MOVED)
    unit.closes_on, unit.aftermath = closes_on, aftermath
    unit.save(update_fields=("closes_on", "aftermath"))
    unit.successors.set(successors)
    addresses.forget()
    add_step(
        unit,
        StepKind.ANNOUNCED,
        user=user,
        unit=unit,
        reason=reason,
        closes_on=closes_on,
        aftermath=str(aftermath),
        successors=[one.code for one in successors],
    )
    return unit


def _refuse_closing(unit: Unit, closes_on: datetime.date) -> None:
    if not unit.opened_on or unit.closed_on or unit.is_portal:
        raise ValidationError(_("%(unit)s is not open.") % {"unit": unit.name})
    if closes_on < earliest_closing():
        raise ValidationError(
            _("The public is told %(days)d days before: %(day)s is the earliest day.")
            % {"days": settings.BATONG_CLOSING_NOTICE_DAYS, "day": earliest_closing()}
        )


def earliest_closing() -> datetime.date:
    """Return the first day on which a site may close that is announced today."""
    return timezone.localdate() + datetime.timedelta(days=settings.BATONG_CLOSING_NOTICE_DAYS)


@transaction.atomic
def call_off(unit: Unit, *, user: User, reason: str) -> Unit:
    """Take an announced closing back; the notice leaves the site.

    Raises ``PermissionDenied`` for anyone but the leading group, and ``ValidationError`` where
    nothing is announced.
    """
    require_leading_group(user)
    unit = _locked(unit)
    if not unit.closes_on or unit.closed_on:
        raise ValidationError(_("No closing of %(unit)s is announced.") % {"unit": unit.name})
    unit.closes_on, unit.aftermath = None, ""
    unit.save(update_fields=("closes_on", "aftermath"))
    unit.successors.clear()
    addresses.forget()
    add_step(unit, StepKind.WITHDRAWN, user=user, unit=unit, reason=reason)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, user: User | None = None) -> Unit:
    """Close a unit whose closing was announced, on the day or later; twice changes nothing.

    An archive stays readable; else all pages are withdrawn, and the addresses answer 301 or 410.
    Raises ``PermissionDenied`` for anyone but the leading group, and ``ValidationError`` before
    the announced day.
    """
    require_opener(user)
    unit = _locked(unit)
    if unit.closed_on:
        return unit
    today = timezone.localdate()
    if not unit.closes_on or unit.closes_on > today:
        raise ValidationError(
            _("%(unit)s closes on the day that was announced, not before.") % {"unit": unit.name}
        )
    successors = list(unit.successors.order_by("id"))
    refuse_unfit_successors(unit, successors, needs_one=unit.aftermath == Aftermath.MOVED)
    end(unit, on=today, aftermath=Aftermath(unit.aftermath))
    pass_on(unit, successors, kind=SuccessionKind.CLOSED, on=today)
    for successor in successors:
        add_former_names(successor, unit)
    add_step(unit, StepKind.CLOSED, user=user, unit=unit, aftermath=unit.aftermath)
    return unit


def due_to_close() -> QuerySet[Unit]:
    """Return the units whose announced day has come."""
    due = Unit.objects.filter(closes_on__lte=timezone.localdate(), closed_on=None)
    return due.order_by("closes_on", "id")


def end(unit: Unit, *, on: datetime.date, aftermath: Aftermath) -> None:
    """Let a unit be closed from a day on; needs a transaction and the lock on the unit."""
    unit.closed_on, unit.aftermath = max(on, unit.opened_on or on), aftermath
    unit.save(update_fields=("closed_on", "aftermath"))
    addresses.forget()
    if unit.has_left:
        withdraw_pages(unit)


def withdraw_pages(unit: Unit) -> int:
    """Withdraw all public pages of a unit, the lowest first; return how many were public."""
    live = pages_of([unit]).filter(live=True).order_by("-depth", "pk")
    count = 0
    for page in live:
        UnpublishPageAction(page.specific, log_action="wagtail.unpublish").execute(
            skip_permission_checks=True
        )
        count += 1
    return count


def refuse_unfit_successors(unit: Unit, successors: Iterable[Unit], *, needs_one: bool) -> None:
    """Raise ``ValidationError`` for successors that cannot go on with a unit's work."""
    named = list(successors)
    if needs_one and not named:
        raise ValidationError(_("Name the unit that goes on: the addresses are to lead to it."))
    for one in named:
        if one.pk == unit.pk:
            raise ValidationError(_("A unit is not its own successor."))
        if one.closed_on:
            raise ValidationError(_("%(unit)s has closed itself.") % {"unit": one.name})


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
