"""Units that are open, and people of the centre."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_column, make_home, make_item, make_member, make_unit
from units.enums import Presence, Role

TODAY = datetime.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The first of June; `today(days)` goes on from there."""

    def set_day(days=0):
        day = TODAY + datetime.timedelta(days=days)
        monkeypatch.setattr(timezone, "localdate", lambda *args, **kwargs: day)
        return day

    set_day()
    return set_day


@pytest.fixture
def leading():
    return make_member(Role.LEADING_GROUP)


@pytest.fixture
def officer():
    return make_member(Role.IT_OFFICE)


@pytest.fixture
def make_open():
    """Make a unit with an open site, one column and one item."""

    def make(code, **values):
        unit = make_unit(code)
        home = make_home(unit, Presence.SITE)
        make_item(make_column(home, "news"), slug="first", title=f"First of {code}")
        unit.opened_on = TODAY - datetime.timedelta(days=100)
        unit.save()
        return unit

    return make
