"""Which layout ran on a day."""

import datetime

import pytest
from django.utils import timezone

from console.actions import apply_blueprint, approve_blueprint, propose_blueprint
from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.models import LayoutChange
from console.provisioning import provision_units
from console.requests.enums import RequestKind
from console.requests.layouts import layout_on
from console.undoing import undo_units
from tests.console.requests.world import carried_out, redesign

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 5, 20)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def clock(monkeypatch):
    """A function that sets the day; it is noon."""

    def set_to(day):
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        monkeypatch.setattr(timezone, "now", lambda: noon)

    set_to(TODAY)
    return set_to


@pytest.fixture
def built(clock, unit, people):
    """The unit with a site built today in the first layout."""
    provision_units([unit], BuildOrder(blueprint=load_blueprint("small", 1)))
    return unit


def test_no_layout_ran_before_the_site_was_built(built):
    assert layout_on(built, TODAY - DAY) is None


def test_layout_of_the_building_ran_from_its_day_on(built):
    assert layout_on(built, TODAY) == ("small", 1)


def test_redesign_leaves_the_days_before_it_as_they_were(built, people, clock):
    clock(TODAY + 10 * DAY)
    carried_out(built, people, RequestKind.REDESIGN, **redesign())
    days = (TODAY + 9 * DAY, TODAY + 10 * DAY)
    assert [layout_on(built, day) for day in days] == [("small", 1), ("small", 2)]


def test_new_version_for_all_units_is_a_change_of_each(built, people, clock):
    clock(TODAY + 3 * DAY)
    proposal = propose_blueprint("small", user=people.reviewer)
    apply_blueprint(approve_blueprint(proposal, user=people.head))
    assert layout_on(built, TODAY + 3 * DAY) == ("small", 2)


def test_applying_twice_is_one_change(built, people):
    proposal = propose_blueprint("small", user=people.reviewer)
    approved = approve_blueprint(proposal, user=people.head)
    apply_blueprint(approved)
    apply_blueprint(approved)
    assert LayoutChange.objects.for_unit(built).count() == 1


def test_no_layout_runs_once_provisioning_is_undone(built, clock):
    clock(TODAY + DAY)
    undo_units([built])
    assert layout_on(built, TODAY + DAY) is None


def test_another_units_layout_is_not_told(built, make_units):
    (other,) = make_units(1, start=7)
    assert layout_on(other, TODAY) is None
