"""Which days are worked: the festivals of 2026, and years that are not published yet."""

from datetime import date

import pytest

from workflows.timing import working_days
from workflows.timing.working_days import (
    add_working_days,
    calendar_warning,
    is_certain,
    is_published,
    is_working_day,
    unpublished_years,
)

UNPUBLISHED = 2099


@pytest.fixture
def today(monkeypatch):
    """Set the clock's day."""

    def set_day(day):
        monkeypatch.setattr(working_days.timezone, "localdate", lambda: day)

    return set_day


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2026-02-13", True),
        ("2026-02-14", True),  # a Saturday made up for the Spring Festival
        ("2026-02-15", False),
        ("2026-02-16", False),
        ("2026-02-23", False),  # the last day off
        ("2026-02-24", True),
        ("2026-02-28", True),  # another Saturday made up
        ("2026-03-01", False),
        ("2026-09-20", True),  # a Sunday made up for National Day
        ("2026-09-25", False),  # Mid-Autumn
        ("2026-09-30", True),
        ("2026-10-01", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday made up
        ("2026-10-11", False),
        ("2026-01-02", False),
        ("2026-01-04", True),  # a Sunday made up for New Year
        ("2026-05-09", True),  # a Saturday made up for Labour Day
    ],
)
def test_the_days_of_2026_are_as_the_state_council_arranged_them(day, is_worked):
    assert is_working_day(date.fromisoformat(day)) is is_worked


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-23", 2, "2026-11-25"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-09-30", 2, "2026-10-09"),
        ("2026-10-09", 1, "2026-10-10"),
    ],
)
def test_working_days_are_counted_over_festivals(day, count, expected):
    counted = add_working_days(date.fromisoformat(day), count)

    assert counted == date.fromisoformat(expected)


def test_the_year_before_shows_a_weekend_made_up_for_the_next_new_year():
    assert is_working_day(date(2011, 12, 31))


def test_a_year_of_the_library_is_published():
    assert is_published(2026)


def test_a_year_far_ahead_is_not_published():
    assert not is_published(UNPUBLISHED)


def test_an_unpublished_year_counts_weekends():
    assert not is_working_day(date(UNPUBLISHED, 6, 6))


def test_an_unpublished_year_counts_statutory_days():
    assert not is_working_day(date(UNPUBLISHED, 10, 1))


def test_an_unpublished_year_counts_other_days_as_worked():
    assert is_working_day(date(UNPUBLISHED, 6, 8))


def test_a_day_of_an_unpublished_year_is_not_certain():
    assert not is_certain(date(UNPUBLISHED, 6, 8))


def test_the_end_of_december_is_arranged_with_the_next_year(settings):
    settings.BATONG_DAYS_OFF = [f"{UNPUBLISHED}-05-01"]

    assert [is_certain(date(UNPUBLISHED, 12, day)) for day in (27, 28)] == [True, False]


def test_that_a_year_is_unpublished_is_logged_once(caplog):
    working_days._warn.cache_clear()
    for day in (7, 8, 9):
        is_certain(date(UNPUBLISHED, 6, day))

    assert [str(UNPUBLISHED) in record.getMessage() for record in caplog.records] == [True]


def test_a_day_off_of_the_settings_is_not_worked(settings):
    settings.BATONG_DAYS_OFF = ["2026-11-24"]

    assert not is_working_day(date(2026, 11, 24))


def test_a_weekend_of_the_settings_is_worked(settings):
    settings.BATONG_WORKING_WEEKENDS = ["2026-11-28"]

    assert is_working_day(date(2026, 11, 28))


def test_days_of_the_settings_publish_their_year(settings):
    settings.BATONG_WORKING_WEEKENDS = [f"{UNPUBLISHED}-06-06"]

    assert is_published(UNPUBLISHED)


def test_no_year_is_missing_while_deadlines_stay_in_a_published_one(today):
    today(date(2026, 6, 1))

    assert unpublished_years() == []


def test_the_next_year_is_missing_as_soon_as_deadlines_reach_it(today):
    today(date(UNPUBLISHED, 12, 15))

    assert unpublished_years() == [UNPUBLISHED, UNPUBLISHED + 1]


def test_people_are_told_of_the_missing_year(today):
    today(date(UNPUBLISHED, 6, 1))

    assert str(UNPUBLISHED) in calendar_warning()


def test_people_are_told_nothing_of_a_published_year(today):
    today(date(2026, 6, 1))

    assert calendar_warning() == ""
