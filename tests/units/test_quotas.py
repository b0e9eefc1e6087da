"""What a unit may use, what it uses, and what is refused beyond it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.factories import (
    make_member,
    make_person,
    make_unit,
    make_units_in_bulk,
    portal_unit,
)
from units import quotas
from units.enums import Level, Role
from units.models import LevelSettings, Unit
from units.people.actions import add_member, end_membership
from units.quotas import (
    EXTRA_COLUMNS,
    PEOPLE,
    STORAGE,
    Measure,
    QuotaReached,
    Usage,
    measures,
    people_usage,
    quota_of,
    register_measure,
    require_room,
    require_room_for_person,
    usages_by_unit,
    usages_of,
)

pytestmark = pytest.mark.django_db


def usage(used, limit):
    return Usage(measures()[0], used, limit)


def test_without_a_word_the_city_s_numbers_hold():
    assert quota_of(make_unit()) == quotas.QuotaNumbers()


def test_a_level_s_number_holds_for_its_units_only():
    LevelSettings.objects.create(level=Level.TOWNSHIP, max_people=3)
    found = [quota_of(make_unit(level=level)).people for level in (Level.TOWNSHIP, Level.DISTRICT)]
    assert found == [3, quotas.CITY_MAX_PEOPLE]


def test_a_level_without_a_word_takes_that_of_the_level_above():
    LevelSettings.objects.create(level=Level.TOWNSHIP)
    LevelSettings.objects.create(level=Level.DISTRICT, max_storage=7)
    assert quota_of(make_unit(level=Level.TOWNSHIP)).storage == 7


def test_a_unit_s_own_number_comes_first():
    LevelSettings.objects.create(level=Level.CITY, max_people=3)
    assert quota_of(make_unit(max_people=4)).people == 4


def test_nought_is_a_number():
    LevelSettings.objects.create(level=Level.CITY, max_people=3)
    assert quota_of(make_unit(max_people=0)).people == 0


@pytest.mark.parametrize(
    ("used", "limit", "percent", "is_warning", "is_full"),
    [
        (0, 10, 0, False, False),
        (79, 100, 79, False, False),
        (8, 10, 80, True, False),
        (10, 10, 100, True, True),
        (12, 10, 120, True, True),
        (0, 0, 100, True, True),
    ],
)
def test_four_fifths_warn_and_all_is_full(used, limit, percent, is_warning, is_full):
    found = usage(used, limit)
    assert (found.percent, found.is_warning, found.is_full) == (percent, is_warning, is_full)


def test_people_of_one_unit_count_once_whatever_their_roles():
    unit = make_unit()
    person = make_member(Role.EDITOR, unit)
    add_member(person, Role.LEADER, unit=unit)
    make_member(Role.EDITOR, make_unit())
    assert people_usage(unit).used == 1


def test_people_who_left_or_may_not_sign_in_take_no_room():
    unit = make_unit()
    make_member(Role.EDITOR, unit).memberships.update(
        ended_on="2026-01-01", started_on="2025-01-01"
    )
    gone = make_member(Role.EDITOR, unit)
    gone.is_active = False
    gone.save()
    assert people_usage(unit).used == 0


def test_a_full_unit_takes_nobody_more():
    unit = make_unit(max_people=1)
    make_member(Role.EDITOR, unit)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        require_room_for_person(unit)
    assert refused.value.code == "quota"


def test_the_refusal_names_the_unit_and_the_number():
    unit = make_unit(max_people=1)
    make_member(Role.EDITOR, unit)
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        require_room_for_person(unit)
    (text,) = refused.value.messages
    assert unit.name in text and people_usage(unit).limit_text in text


def test_another_unit_s_people_take_no_room():
    unit = make_unit(max_people=1)
    make_member(Role.EDITOR, make_unit())
    with transaction.atomic():
        require_room_for_person(unit)


def test_somebody_of_the_unit_takes_no_further_place():
    unit = make_unit(max_people=1)
    person = make_member(Role.EDITOR, unit)
    with transaction.atomic():
        require_room_for_person(unit, person)


def test_a_role_is_refused_to_somebody_new_in_a_full_unit():
    unit = make_unit(max_people=1)
    make_member(Role.EDITOR, unit)
    with pytest.raises(ValidationError):
        add_member(make_person(), Role.LEADER, unit=unit)


def test_a_second_role_is_given_in_a_full_unit():
    unit = make_unit(max_people=1)
    person = make_member(Role.EDITOR, unit)
    assert add_member(person, Role.LEADER, unit=unit).unit == unit


def test_who_leaves_makes_room():
    unit = make_unit(max_people=1)
    person = make_member(Role.EDITOR, unit)
    end_membership(person.memberships.get())
    assert make_member(Role.EDITOR, unit)


def test_a_row_is_refused_as_a_denial_where_no_form_asked_before():
    unit = make_unit(max_people=0)
    with pytest.raises(QuotaReached), transaction.atomic():
        quotas.insist_on_room(unit, PEOPLE)


def test_several_at_once_must_all_fit():
    unit = make_unit(max_people=2)
    with pytest.raises(ValidationError), transaction.atomic():
        require_room(unit, PEOPLE, 3)


@pytest.mark.parametrize("count", [2, 60])
def test_usages_cost_the_same_for_many_units(count, django_assert_num_queries):
    units = [portal_unit(), *make_units_in_bulk(count)]
    usages_of(units[0])  # what is kept between requests is kept now
    with django_assert_num_queries(5):  # levels, people, images, documents, columns
        usages_by_unit(units)


def test_apps_above_have_their_things_counted():
    assert [measure.key for measure in measures()] == [PEOPLE, STORAGE, EXTRA_COLUMNS]


def test_what_nobody_has_a_quota_of_is_not_measured():
    with pytest.raises(ValueError):
        register_measure(Measure("pages", "pages", "pages", lambda units: {}))


def test_a_quota_is_measured_once():
    with pytest.raises(ValueError):
        register_measure(Measure(PEOPLE, "heads", "heads", lambda units: {}))


def test_a_warning_is_given_from_four_fifths_on():
    unit = make_unit()
    texts = [bool(quotas.warning(unit, usage(used, 10))) for used in (7, 8)]
    assert texts == [False, True]


def test_numbers_are_those_stored_when_the_room_is_asked_for():
    unit = make_unit(max_people=1)
    Unit.objects.filter(pk=unit.pk).update(max_people=0)
    with pytest.raises(ValidationError), transaction.atomic():
        require_room(unit, PEOPLE)
