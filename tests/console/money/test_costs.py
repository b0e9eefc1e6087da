"""Lines of cost: exact, dated, never changed; shares that add up."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from console.models import CostLine
from console.money.costs import correct_cost, record_cost, standing_amount
from console.money.figures import costs_of, divide, shares_by_year, spent_on
from console.querysets import LedgerError
from tests.console.money.world import approved, filed
from units.models import Unit

DAY = datetime.timedelta(days=1)


def spend(world, amount, unit="own", on=None, **values):
    unit = world.unit if unit == "own" else unit
    on = on or timezone.localdate()
    return record_cost(
        unit, on=on, amount=Decimal(amount), note="Hosting", user=world.office, **values
    )


def test_what_was_spent_on_a_day_leaves_later_lines_out(world):
    yesterday = timezone.localdate() - DAY
    spend(world, "10.10", on=yesterday)
    spend(world, "5.05")

    assert spent_on(world.unit, yesterday) == Decimal("10.10")


def test_lines_of_another_unit_are_not_the_unit_s(world):
    spend(world, "7.00", unit=world.far)

    assert spent_on(world.unit, timezone.localdate()) == 0


def test_the_whole_city_has_spent_all_lines(world):
    spend(world, "1.01")
    spend(world, "2.02", unit=world.far)
    spend(world, "3.03", unit=None)

    assert spent_on(None, timezone.localdate()) == Decimal("6.06")


@pytest.mark.parametrize("name", ["operator", "group", "inspector"])
def test_nobody_but_the_it_office_records(world, name):
    with pytest.raises(PermissionDenied):
        record_cost(
            world.unit,
            on=timezone.localdate(),
            amount=Decimal("1"),
            note="x",
            user=getattr(world, name),
        )


def test_a_day_to_come_is_refused(world):
    with pytest.raises(ValidationError):
        spend(world, "1.00", on=timezone.localdate() + DAY)


def test_an_amount_below_nothing_is_refused(world):
    with pytest.raises(ValidationError):
        spend(world, "-1.00")


def test_the_database_refuses_it_too(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        CostLine.objects.create(
            unit=world.unit,
            on=timezone.localdate(),
            amount=Decimal("-1"),
            note="x",
            recorded_by=world.office,
            recorded_at=timezone.now(),
        )


def test_a_line_is_never_changed(world):
    line = spend(world, "1.00")

    with pytest.raises(LedgerError):
        line.save()


def test_a_correction_makes_the_right_sum(world):
    line = spend(world, "100.00")
    correct_cost(line, right=Decimal("99.99"), reason="Misread", user=world.office)

    assert spent_on(world.unit, timezone.localdate()) == Decimal("99.99")


def test_a_correction_stands_on_the_day_of_its_line(world):
    yesterday = timezone.localdate() - DAY
    line = spend(world, "100.00", on=yesterday)
    correct_cost(line, right=Decimal("1.00"), reason="Misread", user=world.office)

    assert spent_on(world.unit, yesterday) == Decimal("1.00")


def test_a_line_corrected_twice_stands_at_the_last_amount(world):
    line = spend(world, "100.00")
    correct_cost(line, right=Decimal("1.00"), reason="Misread", user=world.office)
    correct_cost(line, right=Decimal("2.00"), reason="Misread", user=world.office)

    assert standing_amount(line) == Decimal("2.00")


def test_a_correction_is_not_corrected(world):
    correction = correct_cost(
        spend(world, "9.00"), right=Decimal("1.00"), reason="Misread", user=world.office
    )

    with pytest.raises(ValidationError):
        correct_cost(correction, right=Decimal("2.00"), reason="Misread", user=world.office)


def test_a_correction_needs_a_reason(world):
    with pytest.raises(ValidationError):
        correct_cost(spend(world, "9.00"), right=Decimal("1"), reason="", user=world.office)


def test_nothing_is_spent_on_a_project_before_its_certificate(world):
    with pytest.raises(ValidationError):
        spend(world, "1.00", project=filed(world))


def test_nothing_is_spent_above_what_was_approved(world):
    project = approved(world)
    spend(world, "999.99", project=project)

    with pytest.raises(ValidationError):
        spend(world, "0.02", project=project)


def test_a_correction_goes_not_above_what_was_approved(world):
    line = spend(world, "1.00", project=approved(world))

    with pytest.raises(ValidationError):
        correct_cost(line, right=Decimal("1000.01"), reason="Misread", user=world.office)


def test_a_project_of_another_unit_takes_no_line(world):
    with pytest.raises(ValidationError):
        spend(world, "1.00", unit=world.far, project=approved(world))


def opened(unit, on, closed_on=None):
    Unit.objects.filter(pk=unit.pk).update(opened_on=on, closed_on=closed_on)


def test_what_all_sites_share_is_divided_by_the_sites_of_the_year(world):
    today = timezone.localdate()
    for unit in (world.unit, world.far):
        opened(unit, datetime.date(today.year, 1, 1))
    spend(world, "100.01", unit=None)

    assert shares_by_year(today)[today.year] == {
        world.unit.pk: Decimal("50.01"),
        world.far.pk: Decimal("50.00"),
    }


def test_a_site_that_closed_the_year_before_shares_nothing(world):
    today = timezone.localdate()
    opened(world.unit, datetime.date(today.year, 1, 1))
    opened(world.far, datetime.date(today.year - 2, 1, 1), datetime.date(today.year - 1, 12, 31))
    spend(world, "10.00", unit=None)

    assert costs_of(world.far, today).shared == 0


def test_the_total_of_a_site_is_its_own_lines_and_its_shares(world):
    today = timezone.localdate()
    opened(world.unit, datetime.date(today.year, 1, 1))
    spend(world, "10.00", unit=None)
    spend(world, "2.50")

    assert costs_of(world.unit, today).total == Decimal("12.50")


def test_without_sites_nothing_is_divided():
    assert divide(Decimal("10"), []) == {}
