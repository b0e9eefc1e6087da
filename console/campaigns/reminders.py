"""What the clock does to campaigns: it reminds units before a day, and says when it is over.

Each campaign has a transaction of its own, so that one that fails stops no other. What was missed
while nothing ran is caught up with the one reminder that is due last, not with all of them.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from console.campaigns import notices
from console.campaigns.board import places_of
from console.campaigns.enums import Aim
from console.campaigns.figures import figures_of
from console.enums import StepKind
from console.models import Campaign, CampaignReminder
from console.plans.enums import PlanState
from console.steps import add_step

logger = logging.getLogger(__name__)

# So many days before a date is reminded of it (S101)
DAYS_BEFORE = (1, 7, 14, 30)


@dataclass(slots=True)
class ReminderResult:
    """What a run did: units reminded, and the names of campaigns that failed."""

    reminded: int = 0
    failed: list[str] = field(default_factory=list)


def remind_campaigns() -> ReminderResult:
    """Remind the units of all running campaigns, and tell the office which dates are over."""
    result = ReminderResult()
    for pk, name in Campaign.objects.running().order_by("pk").values_list("pk", "name"):
        try:
            result.reminded += _remind(pk)
        except Exception:  # the next run tries it again; others must not wait for it
            logger.exception("The campaign %s could not be reminded of", name)
            result.failed.append(name)
    return result


@transaction.atomic
def _remind(pk: int) -> int:
    campaign = Campaign.objects.running().select_for_update(of=("self",)).filter(pk=pk).first()
    if campaign is None:
        return 0
    today = timezone.localdate()
    _lock(campaign, today)
    _tell_late(campaign, today)
    return sum(_remind_of(campaign, aim, today) for aim in Aim)


def _remind_of(campaign: Campaign, aim: Aim, today: datetime.date) -> int:
    """Remind each unit that owes something of the date that is nearest, once."""
    due_name = "plan_due" if aim == Aim.PLAN else "site_due"
    last = today + datetime.timedelta(days=max(DAYS_BEFORE))
    owing = _owing(campaign, aim, today).filter(**{f"{due_name}__range": (today, last)})
    sent = set(
        CampaignReminder.objects.filter(place__campaign=campaign, aim=aim).values_list(
            "place_id", "due_on", "days_before"
        )
    )
    groups: dict[tuple[datetime.date, int], list[Any]] = defaultdict(list)
    for place in owing:
        due: datetime.date = getattr(place, due_name)
        days = next(days for days in DAYS_BEFORE if days >= (due - today).days)
        is_told_at_start = due - datetime.timedelta(days=days) <= (campaign.started_on or today)
        if not is_told_at_start and (place.pk, due, days) not in sent:
            groups[due, days].append(place)
    for (due, days), places in sorted(groups.items()):
        CampaignReminder.objects.bulk_create(
            CampaignReminder(place=place, aim=aim, due_on=due, days_before=days, sent_on=today)
            for place in places
        )
        codes = sorted(place.unit.code for place in places)
        facts: dict[str, Any] = {
            "aim": str(aim),
            "due_on": due,
            "days_before": days,
            "units": codes,
        }
        add_step(campaign, StepKind.REMINDED, user=None, **facts)
        notices.tell_reminder(campaign, [place.unit for place in places], aim, due)
    return sum(len(places) for places in groups.values())


def _owing(campaign: Campaign, aim: Aim, today: datetime.date) -> QuerySet[Any]:
    places = places_of(campaign).unfinished(today)
    if aim == Aim.SITE:
        return places
    return places.filter(Q(plan__isnull=True) | Q(plan__state=PlanState.RETURNED))


def _lock(campaign: Campaign, today: datetime.date) -> None:
    """Say once that no plan is taken any more."""
    if campaign.plans_locked_on or today <= campaign.plans_due_on:
        return
    campaign.plans_locked_on = today
    campaign.save(update_fields=("plans_locked_on",))
    figures = figures_of(campaign, today)
    add_step(campaign, StepKind.LOCKED, user=None, **figures.told())
    notices.tell_locked(campaign, figures.missing)


def _tell_late(campaign: Campaign, today: datetime.date) -> None:
    """Say once that the deadline is over, and how many units are late."""
    if campaign.late_told_on or today <= campaign.deadline:
        return
    campaign.late_told_on = today
    campaign.save(update_fields=("late_told_on",))
    late = places_of(campaign).late(today)
    codes = sorted(late.values_list("unit__code", flat=True))
    add_step(campaign, StepKind.RECORDED, user=None, late=codes)
    notices.tell_late(campaign, len(codes))
