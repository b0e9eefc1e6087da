"""Preparing, starting, extending and ending campaigns."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from console.campaigns.actions import (
    add_units,
    drop_unit,
    end_campaign,
    extend_campaign,
    extend_unit,
    prepare_campaign,
    start_campaign,
    take_snapshot,
)
from console.campaigns.enums import CampaignState
from console.campaigns.scope import units_coded, units_matching
from console.models import Campaign, CampaignSnapshot, CampaignUnit
from console.plans.actions import note_progress
from console.plans.enums import PlanKind, Progress
from console.querysets import LedgerError
from search.models import PublishedItem
from tests.console.plans.worlds import (
    approve,
    in_days,
    make_campaign,
    make_office,
    make_operated,
    make_plan,
    today,
)
from tests.factories import make_member, make_unit, make_units_in_bulk, portal_unit
from units.enums import Role, UnitState
from units.models import Unit
from workflows.models import Notice

pytestmark = pytest.mark.django_db


def place_of(campaign, unit):
    return CampaignUnit.objects.with_dates().get(campaign=campaign, unit=unit)


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR, Role.SECRECY])
def test_only_the_office_prepares_campaigns(role):
    facts = {"name": "All open", "kind": PlanKind.NEW, "purpose": "Open"}

    with pytest.raises(PermissionDenied):
        prepare_campaign(
            user=make_member(role), plans_due_on=in_days(1), deadline=in_days(2), **facts
        )


@pytest.mark.parametrize(("plans_due", "deadline"), [(-1, 10), (11, 10)])
def test_dates_that_are_over_or_in_the_wrong_order_are_refused(plans_due, deadline):
    with pytest.raises(ValidationError):
        make_campaign(plans_due=plans_due, deadline=deadline, is_started=False)


def test_database_refuses_plans_due_after_the_deadline():
    campaign = make_campaign(make_unit(), is_started=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(plans_due_on=in_days(90))


def test_nobody_is_told_before_the_start():
    unit, operator = make_operated()

    make_campaign(unit, is_started=False)

    assert not Notice.objects.filter(recipient=operator).exists()


def test_units_are_told_at_the_start():
    unit, operator = make_operated()

    make_campaign(unit)

    assert Notice.objects.filter(recipient=operator).count() == 1


def test_units_outside_are_not_told():
    unit, _operator = make_operated()
    _other, stranger = make_operated()

    make_campaign(unit)

    assert not Notice.objects.filter(recipient=stranger).exists()


def test_campaign_without_units_does_not_start():
    with pytest.raises(ValidationError):
        make_campaign()


def test_starting_twice_tells_once():
    unit, operator = make_operated()
    office = make_office()

    start_campaign(make_campaign(unit, office=office), user=office)

    assert Notice.objects.filter(recipient=operator).count() == 1


def test_deadline_of_a_unit_follows_the_start():
    unit = make_unit()

    make_campaign(unit, deadline=40)

    unit.refresh_from_db()
    assert unit.plan_deadline == in_days(40)


def test_start_costs_the_same_at_any_number(django_assert_max_num_queries):
    office = make_office()
    campaigns = [
        make_campaign(*make_units_in_bulk(count, prefix=f"of{count}-"), is_started=False)
        for count in (3, 20)
    ]

    counted = []
    for campaign in campaigns:
        with django_assert_max_num_queries(40) as captured:
            start_campaign(campaign, user=office)
        counted.append(len(captured.captured_queries))

    assert counted[0] == counted[1]


def test_directory_entry_is_written_at_the_start():
    unit = make_units_in_bulk(1)[0]

    make_campaign(unit)

    assert PublishedItem.objects.unit_entries().filter(unit=unit).exists()


def test_unit_counts_as_planned_from_the_start():
    unit = make_unit()

    make_campaign(unit)

    assert Unit.objects.with_state().get(pk=unit.pk).state == UnitState.PLANNED


def test_deadline_of_a_unit_follows_an_extension():
    unit = make_unit()
    office = make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=40)
    dates = {"plans_due_on": in_days(10), "deadline": in_days(50)}

    extend_campaign(campaign, user=office, reason="Flood", **dates)

    unit.refresh_from_db()
    assert unit.plan_deadline == in_days(50)


def test_unit_of_two_campaigns_has_the_earlier_deadline():
    unit = make_unit()
    make_campaign(unit, deadline=60)

    make_campaign(unit, deadline=40)

    unit.refresh_from_db()
    assert unit.plan_deadline == in_days(40)


def test_campaign_of_redesigns_sets_no_deadline_for_building():
    unit = make_unit()

    make_campaign(unit, kind=PlanKind.REDESIGN)

    unit.refresh_from_db()
    assert unit.plan_deadline is None


def test_unit_taken_out_has_no_deadline_any_more():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office)

    drop_unit(campaign, unit, user=office, reason="Merged")

    unit.refresh_from_db()
    assert unit.plan_deadline is None


def test_unit_comes_back_into_a_campaign():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office)
    drop_unit(campaign, unit, user=office, reason="By mistake")

    assert add_units(campaign, [unit], user=office) == 1


def test_adding_a_unit_twice_changes_nothing():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office)

    assert add_units(campaign, [unit], user=office) == 0


def test_unit_added_to_a_running_campaign_is_told():
    office = make_office()
    campaign = make_campaign(make_unit(), office=office)
    unit, operator = make_operated()

    add_units(campaign, [unit], user=office)

    assert Notice.objects.filter(recipient=operator).count() == 1


def test_portal_takes_no_part():
    with pytest.raises(ValidationError):
        make_campaign(portal_unit())


def test_closed_unit_takes_no_part():
    unit = make_unit(opened_on=in_days(-9), closed_on=in_days(-1))

    with pytest.raises(ValidationError):
        make_campaign(unit)


def test_dates_are_never_brought_forward():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=40)
    dates = {"plans_due_on": in_days(9), "deadline": in_days(40)}

    with pytest.raises(ValidationError):
        extend_campaign(campaign, user=office, reason="Hurry", **dates)


def test_extension_needs_a_reason():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=40)
    dates = {"plans_due_on": in_days(11), "deadline": in_days(41)}

    with pytest.raises(ValidationError):
        extend_campaign(campaign, user=office, reason=" ", **dates)


def test_units_own_dates_count_while_they_are_later():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office, plans_due=10, deadline=40)
    own = {"plans_due_on": in_days(20), "deadline": in_days(60)}
    extend_unit(campaign, unit, user=office, reason="Flood", **own)
    common = {"plans_due_on": in_days(30), "deadline": in_days(50)}

    extend_campaign(campaign, user=office, reason="Flood", **common)

    place = place_of(campaign, unit)
    assert (place.plan_due, place.site_due) == (in_days(30), in_days(60))


def test_operator_extends_nothing():
    unit, operator = make_operated()
    campaign = make_campaign(unit)
    dates = {"plans_due_on": in_days(20), "deadline": in_days(60)}

    with pytest.raises(PermissionDenied):
        extend_unit(campaign, unit, user=operator, reason="Please", **dates)


def test_campaign_with_unfinished_units_ends_with_a_reason_only():
    office = make_office()
    campaign = make_campaign(make_unit(), office=office)

    with pytest.raises(ValidationError):
        end_campaign(campaign, user=office)


def test_campaign_whose_units_are_all_open_ends():
    unit, office = make_unit(), make_office()
    campaign = make_campaign(unit, office=office)
    Unit.objects.filter(pk=unit.pk).update(opened_on=today())

    assert end_campaign(campaign, user=office).state == CampaignState.ENDED


def test_ended_campaign_takes_no_units():
    office = make_office()
    campaign = make_campaign(make_unit(), office=office)
    end_campaign(campaign, user=office, reason="Called off")

    with pytest.raises(ValidationError):
        add_units(campaign, [make_unit()], user=office)


def test_snapshot_keeps_the_board_as_it_was():
    unit, operator = make_operated()
    office = make_office()
    campaign = make_campaign(unit, office=office)
    plan = approve(make_plan(unit, operator, campaign), office)
    note_progress(plan, user=operator, state=Progress.BLOCKED, blockers="No money", next_step="Ask")
    snapshot = take_snapshot(campaign, user=office, meeting="First", held_on=today())
    note_progress(plan, user=operator, state=Progress.DONE)

    snapshot.refresh_from_db()
    assert [(row["code"], row["blockers"]) for row in snapshot.rows] == [(unit.code, "No money")]


def test_board_is_kept_once_a_meeting():
    office = make_office()
    campaign = make_campaign(make_unit(), office=office)
    take_snapshot(campaign, user=office, meeting="First", held_on=today())

    with pytest.raises(ValidationError):
        take_snapshot(campaign, user=office, meeting="First", held_on=today())


def test_snapshot_is_never_changed():
    office = make_office()
    campaign = make_campaign(make_unit(), office=office)
    take_snapshot(campaign, user=office, meeting="First", held_on=today())

    with pytest.raises(LedgerError):
        CampaignSnapshot.objects.get().save()


def test_units_are_chosen_by_what_they_are():
    planned = make_unit(kind="township", level="township")
    make_unit(kind="department")

    assert list(units_matching(kinds=["township"])) == [planned]


def test_units_are_chosen_by_their_site_in_the_roster():
    make_unit(site_status="existing")
    planned = make_unit(site_status="planned")

    assert list(units_matching(site_status="planned")) == [planned]


def test_unknown_codes_are_named():
    with pytest.raises(ValidationError, match="nowhere"):
        units_coded(f"{make_unit().code} nowhere")
