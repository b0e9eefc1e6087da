"""The burn-down and the figures of campaigns."""

import datetime

import pytest

from console.campaigns.actions import drop_unit, end_campaign
from console.campaigns.board import days_late, places_of
from console.campaigns.burndown import HEIGHT, WIDTH, burndown
from console.campaigns.figures import figures_of
from console.models import Campaign
from console.plans.actions import note_progress
from console.plans.enums import PlanKind, Progress
from tests.console.plans.worlds import (
    approve,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
    today,
)
from tests.factories import make_home, make_unit, make_units_in_bulk
from units.models import Unit

pytestmark = pytest.mark.django_db


def open_on(day, *units):
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(opened_on=day)


def begun(campaign, days_ago):
    """Return the campaign as if it had been started so many days ago."""
    Campaign.objects.filter(pk=campaign.pk).update(started_on=in_days(-days_ago))
    return Campaign.objects.get(pk=campaign.pk)


def test_59_units_burn_down_to_none():
    units = make_units_in_bulk(59)
    campaign = begun(make_campaign(*units, deadline=40), 10)
    open_on(in_days(-4), *units[:20])
    open_on(in_days(-2), *units[20:])

    left = [point.left for point in burndown(campaign).points]

    assert left == [59] * 6 + [39] * 2 + [0] * 3


def test_burn_down_of_a_past_day_knows_nothing_later():
    unit = make_unit()
    campaign = begun(make_campaign(unit, make_unit()), 10)
    open_on(in_days(-2), unit)

    assert burndown(campaign, day=in_days(-3)).left == 2


def test_unit_that_left_is_not_awaited():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, make_unit(), office=office)
    drop_unit(campaign, unit, user=office, reason="Merged")

    assert burndown(campaign).left == 1


def test_redesign_burns_down_with_the_note_that_it_is_done():
    unit, operator = make_operated()
    make_home(unit)
    campaign = make_campaign(unit, kind=PlanKind.REDESIGN)
    plan = approve(make_plan(unit, operator, campaign, kind=PlanKind.REDESIGN))

    note_progress(plan, user=operator, state=Progress.DONE)

    assert burndown(campaign).left == 0


def test_curve_ends_with_the_campaign():
    unit, office = make_unit(), make_office()
    campaign = begun(make_campaign(unit, office=office), 5)
    campaign = end_campaign(campaign, user=office, reason="Called off")
    later = in_days(30)

    assert burndown(campaign, day=later).points[-1].day == today()


def test_drawing_stays_within_its_edges():
    campaign = begun(make_campaign(make_unit(), deadline=40), 400)

    points = burndown(campaign).points

    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in points)


def test_table_of_a_long_campaign_is_short():
    campaign = begun(make_campaign(make_unit(), deadline=40), 400)

    rows = burndown(campaign).rows

    assert (len(rows), rows[-1].day) == (16, today())


def test_figures_count_units_plans_and_openings():
    unit, operator = make_operated()
    opened = make_unit()
    campaign = make_campaign(unit, opened, make_unit())
    approve(make_plan(unit, operator, campaign))
    open_on(today(), opened)

    figures = figures_of(campaign, today())

    counted = (figures.units, figures.handed_in, figures.missing, figures.approved)
    assert (*counted, figures.finished) == (3, 1, 2, 1, 1)


def test_plans_of_other_campaigns_do_not_count():
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    make_plan(unit, operator, make_campaign(unit))

    assert figures_of(campaign, today()).handed_in == 0


def test_late_units_are_told_with_their_days():
    unit = make_unit()
    campaign = make_campaign(unit, plans_due=10, deadline=20)
    day = in_days(25)

    late = places_of(campaign).late(day)

    assert [(place.unit, days_late(place, day)) for place in late] == [(unit, 5)]


def test_unit_that_opened_late_stays_late_by_so_many_days():
    unit = make_unit()
    campaign = make_campaign(unit, plans_due=10, deadline=20)
    open_on(in_days(23), unit)
    day = in_days(90)

    assert [days_late(place, day) for place in places_of(campaign).late(day)] == [3]


def test_unit_that_opened_on_its_last_day_is_not_late():
    unit = make_unit()
    campaign = make_campaign(unit, plans_due=10, deadline=20)
    open_on(in_days(20), unit)

    assert not places_of(campaign).late(in_days(90)).exists()


def test_burn_down_is_read_in_one_query(django_assert_num_queries):
    campaign = make_campaign(*make_units_in_bulk(30))

    with django_assert_num_queries(1):
        burndown(campaign, day=datetime.date.today())
