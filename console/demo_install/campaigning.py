"""The demo's campaign: all units without a site, their plans in every state, one meeting."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone

from console.campaigns.actions import add_units, prepare_campaign, start_campaign, take_snapshot
from console.demo.material import Material
from console.demo_install.accounts import DEPUTY
from console.demo_install.people import Cast
from console.models import Campaign, Plan
from console.plans.actions import approve_plan, comment_on, file_plan, note_progress, return_plan
from console.plans.drafts import PlanDraft, StepDraft
from console.plans.enums import PlanKind, Progress
from units.models import Unit, User


def run_campaign(cast: Cast, words: Material) -> None:
    """Start the campaign, bring the plans of its units to where they are, keep the board."""
    if Campaign.objects.exists() or not cast.planned:
        return
    said, today = words["campaign"], timezone.localdate()
    campaign = prepare_campaign(
        user=cast.officer,
        name=said["name"],
        kind=PlanKind.NEW,
        purpose=said["purpose"],
        plans_due_on=today + datetime.timedelta(days=said["plans_due_days"]),
        deadline=_deadline(cast.planned, today, said["deadline_days"]),
    )
    add_units(campaign, cast.planned, user=cast.officer)
    campaign = start_campaign(campaign, user=cast.officer)
    _file_plans(campaign, cast, words)
    take_snapshot(campaign, user=cast.officer, meeting=said["meeting"], held_on=today)


def _deadline(units: Sequence[Unit], today: datetime.date, days: int) -> datetime.date:
    """Return the day that the roster names, if enough time is left until then."""
    shortest = today + datetime.timedelta(days=days)
    named = [unit.plan_deadline for unit in units if unit.plan_deadline]
    return max([shortest, *named])


def _file_plans(campaign: Campaign, cast: Cast, words: Material) -> None:
    """Hand in plans, state after state, by units as far apart in the roster as may be."""
    units = iter(_scattered(cast.planned))
    said, texts = words["campaign"], words["plan"]
    for number in range(said["approved"]):
        plan = _filed(next(units), campaign, cast, texts, number)
        plan = approve_plan(plan, user=cast.officer, number=plan.number)
        if number % 2:
            noted = texts["progress"][number // 2 % len(texts["progress"])]
            user = cast.person("operator", plan.unit)
            note_progress(plan, user=user, **noted | {"state": Progress(noted["state"])})
    for number in range(said["returned"]):
        plan = _filed(next(units), campaign, cast, texts, number)
        reason = _nth(texts["returned"], number)
        return_plan(plan, user=cast.officer, number=plan.number, reason=reason)
    for number in range(said["commented"]):
        plan = _filed(next(units), campaign, cast, texts, number)
        comment_on(plan, user=cast.officer, text=_nth(texts["comments"], number))
        if number % 2:
            operator = cast.person("operator", plan.unit)
            comment_on(plan, user=operator, text=_nth(texts["answers"], number // 2))
    for number in range(said["filed"]):
        _filed(next(units), campaign, cast, texts, number)


def _filed(unit: Unit, campaign: Campaign, cast: Cast, texts: Material, number: int) -> Plan:
    begins = timezone.localdate() + datetime.timedelta(days=3 + number % 5)
    people = (cast.person("operator", unit), cast.person("leader", unit))
    draft = PlanDraft(
        title=texts["title"].format(unit=unit.name),
        kind=PlanKind.NEW,
        purpose=_nth(texts["purpose"], number).format(short=unit.short_name),
        owner=cast.held.get(f"{DEPUTY}.{unit.code}", cast.post("leader", unit)).person,
        steps=tuple(
            _step(step, begins, people[place % 2]) for place, step in enumerate(texts["steps"])
        ),
    )
    return file_plan(unit, user=people[0], draft=draft, campaign=campaign)


def _step(said: Material, begins: datetime.date, owner: User) -> StepDraft:
    starts = begins + datetime.timedelta(days=said["starts"])
    ends = starts + datetime.timedelta(days=said["days"])
    return StepDraft(said["title"], starts, ends, owner)


def _scattered(units: Sequence[Unit]) -> list[Unit]:
    """Return the units so that neighbours of the roster do not follow each other."""
    return [unit for start in range(4) for unit in units[start::4]]


def _nth(texts: Sequence[str], number: int) -> str:
    return texts[number % len(texts)]
