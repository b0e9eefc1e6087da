"""The briefing on a day."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from console.briefing.facts import briefing_on, days_late, late_units
from console.filings.enums import Post
from console.models import CostLine, Vacancy
from tests.factories import make_member, make_unit, make_units_in_bulk, portal_unit
from units.enums import Role
from units.models import Unit

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 6, 30)
BEFORE = datetime.date(2026, 6, 29)
AFTER = datetime.date(2026, 7, 1)


def spend(amount, on, unit=None):
    person = make_member(Role.IT_OFFICE)
    CostLine(
        unit=unit,
        amount=Decimal(amount),
        on=on,
        note="Made up",
        recorded_by=person,
        recorded_at=timezone.now(),
    ).save()


def test_78_of_137_units_have_a_site():
    make_units_in_bulk(78, prefix="has", site_status="existing")
    make_units_in_bulk(59, prefix="plans", site_status="planned")

    found = briefing_on(DAY).all_units

    told = (found.built, found.unbuilt, found.percent, found.unbuilt_percent)
    assert told == (78, 59, "56.9", "43.1")


def test_unit_is_built_from_the_day_it_opened():
    make_unit(opened_on=DAY)

    assert [briefing_on(day).all_units.open for day in (BEFORE, DAY)] == [0, 1]


def test_unit_counts_no_more_from_the_day_it_closed():
    make_unit(opened_on=datetime.date(2025, 1, 1), closed_on=DAY)

    assert [briefing_on(day).all_units.total for day in (BEFORE, DAY)] == [1, 0]


def test_closed_units_are_counted_apart():
    make_unit(opened_on=datetime.date(2025, 1, 1), closed_on=DAY)

    assert [briefing_on(day).closed for day in (BEFORE, DAY)] == [0, 1]


def test_units_are_counted_by_kind():
    make_unit(kind="township", opened_on=DAY)
    make_unit(kind="department")

    rows = briefing_on(DAY).by_kind

    assert [(row.open, row.unbuilt) for row in rows] == [(0, 1), (1, 0)]


def test_units_are_counted_by_level():
    make_unit(level="district", opened_on=DAY)
    make_unit(level="city")

    rows = briefing_on(DAY).by_level

    assert [(row.open, row.unbuilt) for row in rows] == [(0, 1), (1, 0)]


def test_units_that_are_not_to_be_online_do_not_count():
    make_unit(is_designated=False)

    assert briefing_on(DAY).all_units.total == 0


def test_portal_does_not_count():
    Unit.objects.filter(pk=portal_unit().pk).update(opened_on=DAY)

    assert briefing_on(DAY).all_units.total == 0


def test_late_unit_is_told_with_its_days():
    unit = make_unit(plan_deadline=BEFORE)

    late = late_units(AFTER)

    assert [(one, days_late(one, AFTER)) for one in late] == [(unit, 2)]


def test_unit_was_late_before_it_opened():
    make_unit(plan_deadline=BEFORE, opened_on=AFTER)

    assert [late_units(day).count() for day in (BEFORE, DAY, AFTER)] == [0, 1, 0]


def test_vacancies_are_those_of_the_day():
    Vacancy.objects.create(unit=make_unit(), post=Post.HEAD, since=DAY, until=AFTER)

    counts = [sum(dict(briefing_on(day).vacancies).values()) for day in (BEFORE, DAY, AFTER)]

    assert counts == [0, 1, 0]


def test_spending_is_what_had_been_spent_by_the_day():
    spend("100.10", BEFORE)
    spend("0.05", AFTER)

    totals = [briefing_on(day).spending.total for day in (BEFORE, DAY, AFTER)]

    assert totals == [Decimal("100.10"), Decimal("100.10"), Decimal("100.15")]


def test_spending_of_the_year_leaves_out_the_years_before():
    spend("100.00", datetime.date(2025, 12, 31))
    spend("7.00", datetime.date(2026, 1, 1))

    assert briefing_on(DAY).spending.in_year == Decimal("7.00")


def test_page_shows_the_day_asked_for(client):
    client.force_login(make_member(Role.LEADING_GROUP))

    shown = client.get(reverse("console_briefing_page"), {"day": "2026-06-30"})

    assert shown.context["briefing"].day == DAY


def test_page_shows_today_unless_asked_otherwise(client):
    client.force_login(make_member(Role.LEADING_GROUP))

    shown = client.get(reverse("console_briefing_page"))

    assert shown.context["briefing"].day == timezone.localdate()


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01"])
def test_day_that_cannot_be_shown_is_said_so(client, day):
    client.force_login(make_member(Role.LEADING_GROUP))

    shown = client.get(reverse("console_briefing_page"), {"day": day})

    assert shown.context["form"].errors
    assert day in shown.content.decode()


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR])
def test_briefing_is_for_those_who_see_everybody(client, role):
    client.force_login(make_member(role))

    assert client.get(reverse("console_briefing_page")).status_code == 200


@pytest.mark.parametrize("role", [Role.LEADER, Role.OPERATOR, Role.EDITOR])
def test_units_get_no_briefing(client, role):
    client.force_login(make_member(role, make_unit()))

    assert client.get(reverse("console_briefing_page")).status_code in (302, 403)


def test_page_costs_the_same_at_any_number(client):
    def queries():
        client.get(reverse("console_briefing_page"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("console_briefing_page"))
        return len(captured)

    client.force_login(make_member(Role.LEADING_GROUP))
    make_units_in_bulk(3, plan_deadline=BEFORE)
    few = queries()
    make_units_in_bulk(40, prefix="many", plan_deadline=BEFORE)

    assert queries() == few <= 20
