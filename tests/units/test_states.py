"""The one state of each unit, and how many of them are online."""

import datetime
from collections import defaultdict
from itertools import product

import pytest
from django.db.models import Q
from django.utils import timezone

from content.models import ArticlePage, UnitHomePage, UnitIndexPage
from tests.factories import live, make_column, make_home, make_item, make_portal, make_unit
from units import state
from units.bulk_pages import Placement, insert_pages
from units.enums import UnitState
from units.models import Unit, UnitRoot

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 1, 5)


def state_of(unit):
    return Unit.objects.with_state().get(pk=unit.pk).state


def opened(unit, **values):
    """Let a unit have opened, and more."""
    Unit.objects.filter(pk=unit.pk).update(opened_on=DAY, **values)
    return unit


def with_news(unit, age=datetime.timedelta()):
    """Give a unit a home with one article of this age."""
    column = make_column(make_home(unit))
    make_item(column, ArticlePage, date=timezone.now() - age)
    return unit


def make_online(units):
    """Give units a home and an opening day, in bulk."""
    index = UnitIndexPage.objects.descendant_of(make_portal()).get()
    homes = [live(UnitHomePage(title=unit.name, slug=unit.code)) for unit in units]
    insert_pages([Placement(index, home) for home in homes])
    UnitRoot.objects.bulk_create(
        UnitRoot(unit=unit, locale_id=home.locale_id, page_id=home.pk, prefix=home.path)
        for unit, home in zip(units, homes, strict=True)
    )
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(opened_on=DAY)


def register(count, **values):
    """Register units in bulk."""
    return Unit.objects.bulk_create(
        Unit(code=f"u{n}", name=f"Unit {n}", short_name=f"U{n}", kind="department",
             system="government", **values)
        for n in range(count)
    )  # fmt: skip


@pytest.fixture
def conditions(monkeypatch):
    """The registered facts, as they stand at start, to add to."""
    own = defaultdict(list, {key: list(found) for key, found in state._conditions.items()})
    monkeypatch.setattr(state, "_conditions", own)


def test_unit_without_pages_or_deadline_is_unbuilt():
    assert state_of(make_unit()) == UnitState.UNBUILT


def test_unit_without_pages_but_with_a_deadline_is_planned():
    assert state_of(make_unit(plan_deadline=DAY)) == UnitState.PLANNED


def test_unit_with_pages_that_has_not_opened_is_building():
    unit = make_unit(plan_deadline=DAY)
    make_home(unit)

    assert state_of(unit) == UnitState.BUILDING


def test_open_unit_with_fresh_items_is_live():
    assert state_of(opened(with_news(make_unit()))) == UnitState.LIVE


def test_open_unit_without_fresh_items_is_dormant(settings):
    age = datetime.timedelta(days=settings.BATONG_DORMANT_DAYS + 1)

    assert state_of(opened(with_news(make_unit(), age))) == UnitState.DORMANT


def test_items_of_another_unit_do_not_keep_a_unit_awake():
    unit = make_unit()
    make_home(unit)
    with_news(make_unit())

    assert state_of(opened(unit)) == UnitState.DORMANT


def test_failing_goes_before_dormant(conditions):
    unit = make_unit()
    make_home(unit)
    state.register_state_condition(UnitState.FAILING, lambda: Q(code=unit.code))

    assert state_of(opened(unit)) == UnitState.FAILING


def test_closed_goes_before_everything(conditions):
    state.register_state_condition(UnitState.FAILING, lambda: Q(closed_on__isnull=False))
    unit = opened(with_news(make_unit(plan_deadline=DAY)), closed_on=DAY)

    assert state_of(unit) == UnitState.CLOSED


def test_every_combination_of_facts_gives_one_known_state():
    for number, facts in enumerate(product([None, DAY], repeat=3)):
        deadline, opened_on, closed_on = facts
        if closed_on and not opened_on:
            continue
        values = {"plan_deadline": deadline, "opened_on": opened_on, "closed_on": closed_on}
        make_unit(f"bare{number}", **values)
        make_home(make_unit(f"built{number}", **values))

    states = list(Unit.objects.real().with_state().values_list("state", flat=True))

    assert len(states) == Unit.objects.real().count()
    assert set(states) <= set(UnitState.values)


def test_state_costs_one_query_for_all_units(django_assert_num_queries):
    register(20)

    with django_assert_num_queries(1):
        assert len([unit.state for unit in Unit.objects.with_state()]) == 21


def test_48_of_93_designated_units_online_are_51_6_per_cent():
    units = register(100)
    Unit.objects.filter(pk__in=[unit.pk for unit in units[93:]]).update(is_designated=False)
    make_online([*units[:48], *units[93:]])

    coverage = Unit.objects.coverage()

    assert (coverage.online, coverage.designated, coverage.percent) == (48, 93, 51.6)


def test_78_of_137_units_are_56_9_per_cent_and_59_planned_43_1():
    make_online(register(137, plan_deadline=DAY)[:78])

    coverage = Unit.objects.coverage()

    assert (coverage.online, coverage.percent) == (78, 56.9)
    assert (coverage.planned, coverage.planned_percent) == (59, 43.1)


def test_closed_unit_is_not_online():
    units = register(4)
    make_online(units)
    Unit.objects.filter(pk=units[0].pk).update(closed_on=DAY)

    assert Unit.objects.coverage().percent == 75.0


def test_coverage_of_nothing_is_nothing():
    coverage = Unit.objects.coverage()

    assert (coverage.percent, coverage.planned_percent) == (0.0, 0.0)
