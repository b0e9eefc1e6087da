"""Posts that nobody holds: noted, told of, and red after too long."""

import datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from console.filings import vacancies
from console.filings.vacancies import follow_vacancies, tell_long_vacancies
from console.models import Vacancy
from tests.console.filings.conftest import LONG_AGO, file_whole, make_staffed
from tests.factories import make_member
from units.enums import Role, UnitState
from units.models import Unit
from units.people.actions import end_membership
from workflows.models import Notice

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def state_of(unit):
    return Unit.objects.with_state().get(pk=unit.pk).state


def days(count):
    return datetime.timedelta(days=count)


@pytest.fixture
def left(staffed):
    """A unit whose operator has left today."""
    file_whole(staffed)
    end_membership(staffed.operator)
    return staffed


def test_vacancy_is_noted_when_the_person_leaves(left):
    [vacancy] = Vacancy.objects.open()

    assert (vacancy.unit, vacancy.post) == (left.unit, "operator")
    assert vacancy.since == timezone.localdate()


def test_vacancy_counts_from_the_day_the_person_left(staffed):
    file_whole(staffed)
    end_membership(staffed.head, ended_on=LONG_AGO + days(30))

    assert Vacancy.objects.get().since == LONG_AGO + days(30)


def test_unit_with_a_whole_team_has_no_vacancy(staffed):
    file_whole(staffed)
    follow_vacancies()

    assert not Vacancy.objects.exists()


def test_live_unit_that_never_filed_has_three_vacancies(staffed):
    follow_vacancies()

    assert Vacancy.objects.open().count() == 3


def test_following_again_changes_nothing(staffed):
    follow_vacancies()

    assert follow_vacancies() == (0, 0)


def test_unit_that_has_not_opened_is_not_followed(staffed):
    Unit.objects.filter(pk=staffed.unit.pk).update(opened_on=None)
    follow_vacancies()

    assert not Vacancy.objects.exists()


def test_batches_reach_every_unit(staffed, monkeypatch):
    monkeypatch.setattr(vacancies, "BATCH", 1)
    make_staffed("far")
    follow_vacancies()

    assert Vacancy.objects.values("unit").distinct().count() == 2


def test_new_filing_ends_the_vacancy(left):
    successor = make_member(Role.OPERATOR, left.unit)
    today = timezone.localdate()
    file_whole(
        left,
        user=left.people["head"],
        operators=[successor.memberships.get()],
        effective_on=today,
    )

    assert Vacancy.objects.get().until == today


def test_vacancies_of_a_past_day_are_known(left):
    today = timezone.localdate()

    assert Vacancy.objects.on(today).count() == 1
    assert Vacancy.objects.on(today - DAY).count() == 0


def test_unit_stays_live_while_the_vacancy_is_short(left, clock):
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS))

    assert state_of(left.unit) != UnitState.FAILING


def test_unit_is_failing_after_too_long(left, clock):
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))

    assert state_of(left.unit) == UnitState.FAILING


def test_other_units_are_not_failing(left, clock):
    other = make_staffed("far")
    file_whole(other)
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))

    assert state_of(other.unit) != UnitState.FAILING


def test_nobody_is_told_of_a_short_vacancy(left):
    assert tell_long_vacancies() == []


def test_head_and_it_office_are_told_after_too_long(left, clock):
    office = make_member(Role.IT_OFFICE)
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))
    tell_long_vacancies()

    told = {notice.recipient for notice in Notice.objects.all()}
    assert told == {left.people["head"], office}


def test_leaders_are_told_where_the_head_left(staffed, clock):
    file_whole(staffed)
    end_membership(staffed.head)
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))
    tell_long_vacancies()

    assert [notice.recipient for notice in Notice.objects.all()] == [staffed.people["deputy"]]


def test_head_is_told_once(left, clock):
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))
    tell_long_vacancies()

    assert tell_long_vacancies() == []


def test_failure_at_one_unit_stops_no_other(left, clock, monkeypatch):
    other = make_staffed("far")
    file_whole(other)
    end_membership(other.operator)
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))
    told = vacancies.tell

    def tell(people, *args, **kwargs):
        if left.people["head"] in people:
            raise RuntimeError("no post today")
        return told(people, *args, **kwargs)

    monkeypatch.setattr(vacancies, "tell", tell)
    assert tell_long_vacancies() == [other.unit.pk]


def test_command_notes_and_tells(staffed, clock):
    call_command("check_filings")
    clock(timezone.localdate() + days(settings.BATONG_VACANCY_DAYS + 1))
    call_command("check_filings")

    assert Notice.objects.filter(recipient=staffed.people["head"]).count() == 1


def test_closed_unit_has_no_vacancy(left):
    Unit.objects.filter(pk=left.unit.pk).update(closed_on=timezone.localdate())
    follow_vacancies()

    assert not Vacancy.objects.open().exists()
