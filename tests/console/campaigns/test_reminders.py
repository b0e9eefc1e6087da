"""What the clock does to campaigns."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from console.campaigns import reminders
from console.campaigns.actions import extend_campaign
from console.campaigns.enums import Aim
from console.campaigns.reminders import remind_campaigns
from console.enums import StepKind
from console.models import CampaignReminder
from console.plans.actions import return_plan
from console.steps import steps_of
from tests.console.plans.worlds import (
    approve,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
)
from tests.factories import make_member
from units.enums import Role
from units.models import Unit
from workflows.enums import NoticeKind
from workflows.models import Notice

pytestmark = pytest.mark.django_db


def reminded(aim):
    kept = CampaignReminder.objects.filter(aim=aim).order_by("pk")
    return list(kept.values_list("days_before", flat=True))


def reminders_of(person):
    return Notice.objects.filter(recipient=person, kind=NoticeKind.REMINDER).count()


def test_units_are_reminded_30_14_7_and_1_days_before(pass_days):
    unit, _operator = make_operated()
    make_campaign(unit, plans_due=40, deadline=100)

    for day in range(41):
        pass_days(day)
        remind_campaigns()

    assert reminded(Aim.PLAN) == [30, 14, 7, 1]


def test_each_reminder_is_sent_once(pass_days):
    unit, operator = make_operated()
    make_campaign(unit, plans_due=40, deadline=100)
    pass_days(10)

    remind_campaigns()
    remind_campaigns()

    assert reminders_of(operator) == 1


def test_what_was_missed_is_caught_up_with_one_reminder(pass_days):
    unit, operator = make_operated()
    make_campaign(unit, plans_due=40, deadline=100)
    pass_days(35)

    remind_campaigns()

    assert (reminders_of(operator), reminded(Aim.PLAN)) == (1, [7])


def test_reminder_that_was_told_with_the_start_is_left_out(pass_days):
    unit, _operator = make_operated()
    make_campaign(unit, plans_due=20, deadline=100)
    pass_days(1)

    remind_campaigns()

    assert reminded(Aim.PLAN) == []


def test_unit_that_has_handed_in_is_not_reminded_of_its_plan(pass_days):
    unit, operator = make_operated()
    make_plan(unit, operator, make_campaign(unit, plans_due=40, deadline=100))
    pass_days(10)

    remind_campaigns()

    assert reminded(Aim.PLAN) == []


def test_unit_whose_plan_came_back_is_reminded(pass_days):
    unit, operator = make_operated()
    plan = make_plan(unit, operator, make_campaign(unit, plans_due=40, deadline=100))
    return_plan(plan, user=make_office(), number=1, reason="No dates")
    pass_days(10)

    remind_campaigns()

    assert reminded(Aim.PLAN) == [30]


def test_unit_is_reminded_of_its_site_too(pass_days):
    unit, operator = make_operated()
    approve(make_plan(unit, operator, make_campaign(unit, plans_due=20, deadline=60)))
    pass_days(30)

    remind_campaigns()

    assert reminded(Aim.SITE) == [30]


def test_unit_whose_site_is_open_is_not_reminded(pass_days):
    unit, _operator = make_operated()
    make_campaign(unit, plans_due=20, deadline=60)
    Unit.objects.filter(pk=unit.pk).update(opened_on=in_days(0))
    pass_days(30)

    remind_campaigns()

    assert reminded(Aim.SITE) == []


def test_another_date_is_reminded_of_anew(pass_days):
    unit, _operator = make_operated()
    office = make_office()
    campaign = make_campaign(unit, office=office, plans_due=40, deadline=100)
    pass_days(10)
    remind_campaigns()
    dates = {"plans_due_on": in_days(40), "deadline": in_days(90)}
    extend_campaign(campaign, user=office, reason="Flood", **dates)
    pass_days(20)

    remind_campaigns()

    assert reminded(Aim.PLAN) == [30, 30]


def test_lock_is_told_once(pass_days):
    unit, _operator = make_operated()
    office = make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=100)
    pass_days(11)

    remind_campaigns()
    remind_campaigns()

    assert steps_of(campaign).filter(kind=StepKind.LOCKED).count() == 1


def test_office_is_told_how_many_plans_are_missing(pass_days):
    unit, _operator = make_operated()
    office = make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=100)
    pass_days(11)

    remind_campaigns()

    notice = Notice.objects.get(recipient=office, title__contains=campaign.name)
    assert "plan=missing" in notice.url


def test_leading_group_is_told_of_late_units(pass_days):
    unit, _operator = make_operated()
    leading = make_member(Role.LEADING_GROUP)
    make_campaign(unit, plans_due=10, deadline=20)
    pass_days(21)

    remind_campaigns()
    remind_campaigns()

    assert Notice.objects.filter(recipient=leading).count() == 1


def test_campaign_that_fails_stops_no_other(pass_days, monkeypatch):
    unit, operator = make_operated()
    bad = make_campaign(make_operated()[0], plans_due=40, deadline=100)
    make_campaign(unit, plans_due=40, deadline=100)
    really = reminders._lock

    def lock(campaign, today):
        if campaign.pk == bad.pk:
            raise OSError
        really(campaign, today)

    monkeypatch.setattr(reminders, "_lock", lock)
    pass_days(10)

    with pytest.raises(CommandError, match=bad.name):
        call_command("remind_campaigns")

    assert reminders_of(operator) == 1
