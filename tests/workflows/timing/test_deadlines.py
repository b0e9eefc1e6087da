"""When stages are due."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from workflows.enums import Stage
from workflows.timing.checks import check_calendar, check_lengths
from workflows.timing.deadlines import deadline
from workflows.timing.working_hours import (
    after,
    close_of_business,
    office_hours,
    time_between,
    working_time,
)

# Monday to Friday without any festival
MONDAY_MORNING = "2026-11-23 09:00"


def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def due(start, *, stage=Stage.LEADER, is_fast=False):
    return deadline(stage, start=at(start), is_fast=is_fast)


@pytest.fixture(autouse=True)
def lengths(settings):
    settings.BATONG_STAGE_DAYS = {"leader": 2, "office": 3, "secrecy": 1}
    settings.BATONG_FAST_HOURS = 2
    settings.BATONG_OFFICE_HOURS = ["08:30-12:00", "14:30-18:00"]


@pytest.mark.parametrize(
    ("start", "due_at"),
    [
        (MONDAY_MORNING, "2026-11-25 18:00"),
        ("2026-11-23 23:30", "2026-11-25 18:00"),  # at night
        ("2026-11-24 00:10", "2026-11-26 18:00"),  # past midnight it is another day
        ("2026-11-26 10:00", "2026-11-30 18:00"),  # over a weekend
        ("2026-11-28 10:00", "2026-12-01 18:00"),  # on a Saturday
        ("2026-02-12 10:00", "2026-02-14 18:00"),  # onto a Saturday made up
        ("2026-02-13 16:00", "2026-02-24 18:00"),  # over the Spring Festival
        ("2026-02-14 16:00", "2026-02-25 18:00"),  # on a Saturday made up
        ("2026-02-18 10:00", "2026-02-25 18:00"),  # on a day of the festival
        ("2026-09-29 10:00", "2026-10-08 18:00"),  # over National Day
        ("2026-09-30 17:59", "2026-10-09 18:00"),
        ("2026-10-03 12:00", "2026-10-09 18:00"),
        ("2026-10-08 09:00", "2026-10-10 18:00"),  # onto another one
        ("2025-12-31 09:00", "2026-01-05 18:00"),  # over the year's end: Sunday 4 is worked
    ],
)
def test_a_stage_is_due_at_the_close_of_its_last_working_day(start, due_at):
    assert due(start).due_at == at(due_at)


@pytest.mark.parametrize(
    ("stage", "due_at"),
    [
        (Stage.LEADER, "2026-11-25 18:00"),
        (Stage.OFFICE, "2026-11-26 18:00"),
        (Stage.SECRECY, "2026-11-24 18:00"),
    ],
)
def test_each_stage_has_its_own_number_of_days(stage, due_at):
    assert due(MONDAY_MORNING, stage=stage).due_at == at(due_at)


@pytest.mark.parametrize(
    ("start", "due_at"),
    [
        (MONDAY_MORNING, "2026-11-23 11:00"),
        ("2026-11-23 11:00", "2026-11-23 15:30"),  # over noon
        ("2026-11-23 13:00", "2026-11-23 16:30"),  # at noon
        ("2026-11-23 17:00", "2026-11-24 09:30"),  # over the night
        ("2026-11-23 22:00", "2026-11-24 10:30"),  # at night
        ("2026-11-27 17:30", "2026-11-30 10:00"),  # over a weekend
        ("2026-02-14 17:00", "2026-02-24 09:30"),  # from a Saturday made up, over the festival
        ("2026-10-05 10:00", "2026-10-08 10:30"),  # on a day off
        ("2025-12-31 17:00", "2026-01-04 09:30"),
    ],
)
def test_the_fast_track_counts_working_hours(start, due_at):
    assert due(start, is_fast=True).due_at == at(due_at)


@pytest.mark.parametrize(
    ("start", "is_fast", "half_at"),
    [
        # 6.5 hours of Monday and 14 of the next days: half of 20.5 is reached on Tuesday
        (MONDAY_MORNING, False, "2026-11-24 14:45"),
        ("2026-11-23 22:00", False, "2026-11-24 18:00"),
        ("2026-02-13 18:00", False, "2026-02-14 18:00"),
        (MONDAY_MORNING, True, "2026-11-23 10:00"),
        ("2026-11-23 17:30", True, "2026-11-24 09:00"),
    ],
)
def test_half_of_the_time_is_half_of_the_working_time(start, is_fast, half_at):
    assert due(start, is_fast=is_fast).half_at == at(half_at)


def test_half_of_the_time_comes_before_all_of_it():
    limit = due("2026-09-30 17:59")

    assert at("2026-09-30 17:59") < limit.half_at < limit.due_at


def test_a_start_in_another_zone_is_the_same_moment():
    start = at("2026-11-24 00:10").astimezone(tz=timezone.get_fixed_timezone(0))

    assert deadline(Stage.LEADER, start=start, is_fast=False).due_at == at("2026-11-26 18:00")


def test_a_deadline_in_a_published_year_is_certain():
    assert due(MONDAY_MORNING).is_certain


def test_a_deadline_that_reaches_an_unpublished_year_is_not_certain():
    assert not due("2099-06-01 09:00").is_certain


def test_a_deadline_in_an_unpublished_year_counts_weekends():
    assert due("2099-06-05 09:00").due_at == at("2099-06-09 18:00")


def test_other_office_hours_count(settings):
    settings.BATONG_OFFICE_HOURS = ["09:00-12:00", "13:30-17:00"]

    assert due(MONDAY_MORNING).due_at == at("2026-11-25 17:00")


def test_no_time_passes_in_a_weekend():
    assert time_between(at("2026-11-27 18:00"), at("2026-11-30 08:30")) == timedelta()


def test_no_length_is_over_when_work_begins():
    assert after(at("2026-11-28 10:00"), timedelta()) == at("2026-11-30 08:30")


def test_working_time_begins_at_once_within_office_hours():
    assert next(working_time(at(MONDAY_MORNING))).begins == at(MONDAY_MORNING)


def test_the_office_closes_with_its_last_hours():
    assert close_of_business(date(2026, 11, 23)) == at("2026-11-23 18:00")


@pytest.mark.parametrize(
    "hours",
    [[], ["12:00-08:30"], ["08:30-12:00", "11:00-18:00"], ["08:30-12:00", "12:00-12:00"], ["x-y"]],
)
def test_hours_that_make_no_sense_are_refused(settings, hours):
    settings.BATONG_OFFICE_HOURS = hours

    with pytest.raises(ValueError):
        office_hours()


def test_hours_that_make_no_sense_are_found_by_the_check(settings):
    settings.BATONG_OFFICE_HOURS = ["18:00-08:30"]

    assert [problem.id for problem in check_calendar()] == ["workflows.E011"]


def test_days_that_make_no_sense_are_found_by_the_check(settings):
    settings.BATONG_DAYS_OFF = ["1 May"]

    assert [problem.id for problem in check_calendar()] == ["workflows.E011"]


def test_lengths_below_one_are_found_by_the_check(settings):
    settings.BATONG_STAGE_DAYS = {"leader": 0, "office": 3, "secrecy": 1}
    settings.BATONG_FAST_HOURS = 0

    assert [problem.id for problem in check_lengths()] == ["workflows.E010"] * 2


def test_the_settings_as_they_are_pass_the_checks():
    assert [*check_lengths(), *check_calendar()] == []
