"""The screens of campaigns."""

import pytest
from django.urls import reverse

from console.campaigns.actions import take_snapshot
from console.models import Campaign
from tests.console.plans.worlds import (
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
    today,
)
from tests.factories import make_member, make_unit, make_units_in_bulk
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A person of the IT office, signed in."""
    person = make_office()
    client.force_login(person)
    return person


def url_of(campaign, what="campaign"):
    return reverse(f"console_campaigns_{what}", args=(campaign.pk,))


def test_office_prepares_a_campaign(client, office):
    data = {
        "name": "All open",
        "kind": "new",
        "purpose": "Every unit has a site",
        "plans_due_on": in_days(10),
        "deadline": in_days(40),
    }

    client.post(reverse("console_campaigns_new"), data)

    assert Campaign.objects.get().made_by == office


def test_units_without_a_site_are_added_and_the_campaign_starts(client, office):
    planned = make_unit(site_status="planned")
    make_unit(site_status="existing")
    campaign = make_campaign(is_started=False)
    client.post(url_of(campaign), {"deed": "add", "add-site_status": "planned"})

    client.post(url_of(campaign), {"deed": "start"})

    assert list(Unit.objects.filter(plan_deadline=campaign.deadline)) == [planned]


def test_unknown_codes_stay_typed(client, office):
    campaign = make_campaign(is_started=False)

    shown = client.post(url_of(campaign), {"deed": "add", "add-codes": "nowhere"})

    assert shown.content.decode().count("nowhere") == 2


@pytest.mark.parametrize("what", ["campaign", "board", "late"])
def test_leading_group_reads_campaigns(client, what):
    campaign = make_campaign(make_unit())
    client.force_login(make_member(Role.LEADING_GROUP))

    assert client.get(url_of(campaign, what)).status_code == 200


def test_leading_group_is_offered_no_deed(client):
    campaign = make_campaign(make_unit())
    client.force_login(make_member(Role.LEADING_GROUP))

    assert client.post(url_of(campaign), {"deed": "end"}).status_code == 400


@pytest.mark.parametrize("what", ["campaign", "board", "late"])
def test_units_do_not_read_campaigns(client, what):
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    client.force_login(operator)

    assert client.get(url_of(campaign, what)).status_code in (302, 403)


def test_drawing_is_shown_with_its_table(client, office):
    campaign = make_campaign(make_unit())

    shown = client.get(url_of(campaign)).content.decode()

    assert ("<polyline" in shown, "<details" in shown) == (True, True)


def test_board_is_narrowed_to_units_without_a_plan(client, office):
    unit, operator = make_operated()
    missing = make_unit()
    campaign = make_campaign(unit, missing)
    make_plan(unit, operator, campaign)

    shown = client.get(url_of(campaign, "board"), {"plan": "missing"})

    assert [place.unit for place in shown.context["object_list"]] == [missing]


def test_board_shows_units_of_this_campaign_only(client, office):
    unit = make_unit()
    campaign = make_campaign(unit)
    make_campaign(make_unit())

    shown = client.get(url_of(campaign, "board"))

    assert [place.unit for place in shown.context["object_list"]] == [unit]


def test_board_costs_the_same_at_any_number(client, office, django_assert_max_num_queries):
    campaign = make_campaign(*make_units_in_bulk(3))
    large = make_campaign(*make_units_in_bulk(40, prefix="many"))
    client.get(url_of(campaign, "board_results"))

    with django_assert_max_num_queries(12) as few:
        client.get(url_of(campaign, "board_results"))
    with django_assert_max_num_queries(12) as many:
        client.get(url_of(large, "board_results"))

    assert len(few.captured_queries) == len(many.captured_queries)


def test_campaign_costs_the_same_at_any_number(client, office, django_assert_max_num_queries):
    campaign = make_campaign(*make_units_in_bulk(3))
    large = make_campaign(*make_units_in_bulk(40, prefix="many"))
    client.get(url_of(campaign))

    with django_assert_max_num_queries(18) as few:
        client.get(url_of(campaign))
    with django_assert_max_num_queries(18) as many:
        client.get(url_of(large))

    assert len(few.captured_queries) == len(many.captured_queries)


def test_board_is_exported(client, office):
    unit = make_unit()
    campaign = make_campaign(unit)

    exported = client.get(url_of(campaign, "board"), {"export": "csv"})

    assert unit.name in b"".join(exported.streaming_content).decode()


def test_late_list_names_late_units(client, office):
    unit = make_unit()
    campaign = make_campaign(unit, make_unit(opened_on=in_days(-5)), plans_due=0, deadline=0)
    Campaign.objects.filter(pk=campaign.pk).update(
        plans_due_on=in_days(-3), deadline=in_days(-3), started_on=in_days(-9)
    )

    shown = client.get(url_of(campaign, "late"))

    assert [place.unit for place in shown.context["object_list"]] == [unit]


def test_board_is_kept_on_the_screen(client, office):
    campaign = make_campaign(make_unit())
    data = {"deed": "snapshot", "snapshot-meeting": "First", "snapshot-held_on": today()}

    client.post(url_of(campaign), data)

    assert campaign.snapshots.get().meeting == "First"


def test_kept_board_is_shown(client, office):
    unit = make_unit()
    campaign = make_campaign(unit)
    snapshot = take_snapshot(campaign, user=office, meeting="First", held_on=today())

    shown = client.get(reverse("console_campaigns_snapshot", args=(snapshot.pk,)))

    assert unit.name in shown.content.decode()


def test_dates_of_one_unit_are_extended_on_the_screen(client, office):
    unit = make_unit()
    campaign = make_campaign(unit, plans_due=10, deadline=40)
    data = {
        "unit": unit.code,
        "plans_due_on": in_days(20),
        "deadline": in_days(50),
        "reason": "Flood",
    }

    client.post(
        url_of(campaign),
        {"deed": "extend_unit", **{f"extend_unit-{k}": v for k, v in data.items()}},
    )

    unit.refresh_from_db()
    assert unit.plan_deadline == in_days(50)


def test_list_shows_how_many_plans_were_handed_in(client, office):
    unit, operator = make_operated()
    campaign = make_campaign(unit, make_unit())
    make_plan(unit, operator, campaign)

    listed = client.get(reverse("console_campaigns_list")).context["object_list"]

    assert [(one.unit_count, one.plan_count) for one in listed] == [(2, 1)]


def test_dashboard_tells_how_far_campaigns_have_come(client, office):
    campaign = make_campaign(make_unit())

    assert campaign.name in client.get(reverse("wagtailadmin_home")).content.decode()
