"""Units with their people, plans and campaigns, made by the actions."""

import datetime

from django.utils import timezone

from console.campaigns import actions as campaign_actions
from console.plans import actions
from console.plans.drafts import PlanDraft, StepDraft
from console.plans.enums import PlanKind
from tests.factories import make_member, make_unit, number
from units.enums import Role


def today():
    return timezone.localdate()


def in_days(days):
    return today() + datetime.timedelta(days=days)


def make_office():
    """Return a person of the IT office."""
    return make_member(Role.IT_OFFICE)


def make_operated(**values):
    """Return a unit and its operator."""
    unit = make_unit(**values)
    return unit, make_member(Role.OPERATOR, unit)


def draft(person, *steps, **values):
    """Return a version: one step of twenty days unless said otherwise."""
    steps = steps or (StepDraft("Design", today(), in_days(20), person),)
    return PlanDraft(
        **{
            "title": "A site of our own",
            "kind": PlanKind.NEW,
            "purpose": "Tell the public what we do.",
            "owner": person,
            "steps": tuple(steps),
            **values,
        }
    )


def make_plan(unit, person, campaign=None, **values):
    """Return a plan as its unit handed it in."""
    return actions.file_plan(unit, user=person, draft=draft(person, **values), campaign=campaign)


def approve(plan, office=None):
    """Return the plan, approved."""
    return actions.approve_plan(plan, user=office or make_office(), number=plan.number)


def make_campaign(*units, office=None, plans_due=10, deadline=40, is_started=True, **values):
    """Return a campaign of some units, started unless said otherwise."""
    office = office or make_office()
    campaign = campaign_actions.prepare_campaign(
        user=office,
        **{
            "name": f"Campaign {number()}",
            "kind": PlanKind.NEW,
            "purpose": "All units have a site.",
            "plans_due_on": in_days(plans_due),
            "deadline": in_days(deadline),
            **values,
        },
    )
    campaign_actions.add_units(campaign, units, user=office)
    if is_started:
        campaign = campaign_actions.start_campaign(campaign, user=office)
    return campaign
