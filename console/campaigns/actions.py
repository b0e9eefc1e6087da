"""Preparing, starting, extending and ending campaigns, and keeping their boards for meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.campaigns import notices
from console.campaigns.board import board_rows
from console.campaigns.dates import locked_place
from console.campaigns.enums import CampaignState
from console.campaigns.figures import figures_of
from console.campaigns.following import follow_deadlines
from console.enums import StepKind
from console.models import Campaign, CampaignSnapshot, CampaignUnit
from console.permissions import require_office
from console.plans.enums import PlanKind
from console.steps import add_step
from units.models import Unit, User


@transaction.atomic
def prepare_campaign(
    *,
    user: User,
    name: str,
    kind: PlanKind,
    purpose: str,
    plans_due_on: datetime.date,
    deadline: datetime.date,
) -> Campaign:
    """Draft a campaign; nobody is told before it is started.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for dates
    that are over or in the wrong order, and for a name that another campaign has.
    """
    require_office(user)
    campaign = Campaign(
        name=name.strip(),
        kind=kind,
        purpose=purpose.strip(),
        plans_due_on=plans_due_on,
        deadline=deadline,
        made_by=user,
        made_at=timezone.now(),
    )
    _refuse_past(plans_due_on)
    campaign.full_clean()
    campaign.save()
    add_step(campaign, StepKind.DRAFTED, user=user, **_dates(campaign))
    return campaign


@transaction.atomic
def add_units(campaign: Campaign, units: Iterable[Unit], *, user: User) -> int:
    """Take units into the scope; return how many were not in it. Those of a running campaign are
    told at once.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a
    campaign that has ended, for a closed unit, and for the unit of the portal.
    """
    require_office(user)
    campaign = _locked(campaign)
    _refuse_ended(campaign)
    chosen = list(units)
    _refuse_unfit(chosen)
    known = {place.unit_id: place for place in campaign.places.all()}
    back = [known[unit.pk] for unit in chosen if unit.pk in known and known[unit.pk].left_on]
    new = [CampaignUnit(campaign=campaign, unit=unit) for unit in chosen if unit.pk not in known]
    CampaignUnit.objects.bulk_create(new)
    CampaignUnit.objects.filter(pk__in=[place.pk for place in back]).update(left_on=None)
    joined = {place.unit_id for place in (*new, *back)}
    if not joined:
        return 0
    units_joined = [unit for unit in chosen if unit.pk in joined]
    codes = sorted(unit.code for unit in units_joined)
    add_step(campaign, StepKind.CHANGED, user=user, added=codes)
    if campaign.state == CampaignState.RUNNING:
        follow_deadlines(units_joined, user=user)
        notices.tell_started(campaign, units_joined)
    return len(joined)


@transaction.atomic
def drop_unit(campaign: Campaign, unit: Unit, *, user: User, reason: str) -> CampaignUnit:
    """Take a unit out of the scope; its plan stays, the campaign asks nothing of it any more.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason, for a unit that is not in the campaign, and for a campaign that has ended.
    """
    require_office(user)
    campaign = _locked(campaign)
    _refuse_ended(campaign)
    _refuse_without_reason(reason)
    place = locked_place(campaign, unit)
    place.left_on = timezone.localdate()
    place.save(update_fields=("left_on",))
    add_step(campaign, StepKind.CHANGED, user=user, unit=unit, reason=reason, dropped=unit.code)
    if campaign.state == CampaignState.RUNNING:
        follow_deadlines([unit], user=user)
    return place


@transaction.atomic
def start_campaign(campaign: Campaign, *, user: User) -> Campaign:
    """Start a campaign: its units are told, and their deadlines follow; twice changes nothing.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a
    campaign that has ended, has no units, or whose plans were due before today.
    """
    require_office(user)
    campaign = _locked(campaign)
    if campaign.state == CampaignState.RUNNING:
        return campaign
    _refuse_ended(campaign)
    _refuse_past(campaign.plans_due_on)
    units = list(Unit.objects.filter(pk__in=campaign.places.in_scope().values("unit")))
    if not units:
        raise ValidationError(_("Choose the units of the campaign first."))
    campaign.state, campaign.started_on = CampaignState.RUNNING, timezone.localdate()
    campaign.save(update_fields=("state", "started_on"))
    follow_deadlines(units, user=user)
    add_step(campaign, StepKind.FILED, user=user, units=len(units), **_dates(campaign))
    notices.tell_started(campaign, units)
    return campaign


@transaction.atomic
def extend_campaign(
    campaign: Campaign,
    *,
    user: User,
    plans_due_on: datetime.date,
    deadline: datetime.date,
    reason: str,
) -> Campaign:
    """Give all units of a campaign until later days; plans are taken again until then.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason, for earlier days, and for a campaign that has ended.
    """
    require_office(user)
    campaign = _locked(campaign)
    _refuse_ended(campaign)
    _refuse_without_reason(reason)
    before = _dates(campaign)
    _refuse_earlier(campaign.plans_due_on, campaign.deadline, plans_due_on, deadline)
    campaign.plans_due_on, campaign.deadline = plans_due_on, deadline
    today = timezone.localdate()
    if plans_due_on >= today:
        campaign.plans_locked_on = None
    if deadline >= today:
        campaign.late_told_on = None
    campaign.full_clean()
    campaign.save()
    add_step(
        campaign, StepKind.CHANGED, user=user, reason=reason, before=before, **_dates(campaign)
    )
    if campaign.state == CampaignState.RUNNING:
        units = list(Unit.objects.filter(pk__in=campaign.places.in_scope().values("unit")))
        follow_deadlines(units, user=user)
        notices.tell_extended(campaign, units, plans_due_on, deadline, reason)
    return campaign


@transaction.atomic
def extend_unit(
    campaign: Campaign,
    unit: Unit,
    *,
    user: User,
    plans_due_on: datetime.date,
    deadline: datetime.date,
    reason: str,
) -> CampaignUnit:
    """Give one unit of a campaign until later days; its plan is taken again until then.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` without a
    reason, for earlier days, for a unit that is not in the campaign, and for one that has ended.
    """
    require_office(user)
    campaign = _locked(campaign)
    _refuse_ended(campaign)
    _refuse_without_reason(reason)
    place: Any = locked_place(campaign, unit)
    _refuse_earlier(place.plan_due, place.site_due, plans_due_on, deadline)
    place.plans_due_on, place.deadline = plans_due_on, deadline
    place.full_clean()
    place.save(update_fields=("plans_due_on", "deadline"))
    facts = {"code": unit.code, "plans_due_on": plans_due_on, "deadline": deadline}
    add_step(campaign, StepKind.CHANGED, user=user, unit=unit, reason=reason, **facts)
    if campaign.state == CampaignState.RUNNING:
        follow_deadlines([unit], user=user)
        notices.tell_extended(campaign, [unit], plans_due_on, deadline, reason)
    return CampaignUnit.objects.with_dates().get(pk=place.pk)


@transaction.atomic
def end_campaign(campaign: Campaign, *, user: User, reason: str = "") -> Campaign:
    """End a campaign: it reminds nobody and takes no plans any more; twice changes nothing.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a
    campaign that was not started, and without a reason while units have not finished.
    """
    require_office(user)
    campaign = _locked(campaign)
    if campaign.state == CampaignState.ENDED:
        return campaign
    if campaign.state == CampaignState.DRAFT:
        raise ValidationError(_("The campaign was not started."))
    figures = figures_of(campaign, timezone.localdate())
    if figures.left and not reason.strip():
        raise ValidationError(
            _("%(count)d units have not finished: say why the campaign ends all the same.")
            % {"count": figures.left}
        )
    campaign.state, campaign.ended_on = CampaignState.ENDED, timezone.localdate()
    campaign.save(update_fields=("state", "ended_on"))
    add_step(campaign, StepKind.ENDED, user=user, reason=reason, **figures.told())
    return campaign


@transaction.atomic
def take_snapshot(
    campaign: Campaign, *, user: User, meeting: str, held_on: datetime.date
) -> CampaignSnapshot:
    """Keep the board of a campaign as it is now, for a dispatch meeting (S172).

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for a
    campaign that was not started, without the meeting's name, and for one kept before.
    """
    require_office(user)
    campaign = _locked(campaign)
    if campaign.state == CampaignState.DRAFT:
        raise ValidationError(_("The campaign was not started."))
    today = timezone.localdate()
    snapshot = CampaignSnapshot(
        campaign=campaign,
        meeting=meeting.strip(),
        held_on=held_on,
        rows=board_rows(campaign, today),
        figures=figures_of(campaign, today).told(),
        taken_by=user,
        taken_at=timezone.now(),
    )
    snapshot.full_clean()
    snapshot.save()
    facts: dict[str, Any] = {
        "meeting": snapshot.meeting,
        "held_on": held_on,
        "units": len(snapshot.rows),
    }
    add_step(campaign, StepKind.RECORDED, user=user, **facts)
    return snapshot


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)


def _dates(campaign: Campaign) -> dict[str, Any]:
    return {"plans_due_on": campaign.plans_due_on, "deadline": campaign.deadline}


def _refuse_ended(campaign: Campaign) -> None:
    if not campaign.is_open:
        raise ValidationError(_("The campaign has ended."))


def _refuse_past(plans_due_on: datetime.date) -> None:
    if plans_due_on < timezone.localdate():
        raise ValidationError({"plans_due_on": _("This day is over.")})


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Give a reason."))


def _refuse_earlier(
    plans_before: datetime.date,
    before: datetime.date,
    plans_due_on: datetime.date,
    deadline: datetime.date,
) -> None:
    if plans_due_on < plans_before or deadline < before:
        raise ValidationError(_("Dates are extended, never brought forward."))
    if (plans_due_on, deadline) == (plans_before, before):
        raise ValidationError(_("These are the days that hold already."))


def _refuse_unfit(units: Iterable[Unit]) -> None:
    unfit = sorted(unit.name for unit in units if unit.closed_on or unit.is_portal)
    if unfit:
        raise ValidationError(
            _("These take no part in a campaign: %(units)s") % {"units": ", ".join(unfit)}
        )
