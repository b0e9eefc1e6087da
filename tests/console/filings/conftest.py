"""A unit with the people whom its filing names."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from console.filings.actions import file_team
from console.portal import set_up_portal
from tests.factories import make_home, make_member, make_unit
from units.enums import Role
from units.models import Membership, Unit

LONG_AGO = datetime.date(2025, 1, 6)


@pytest.fixture
def clock(monkeypatch):
    """A function that makes it another day."""

    def turn(day):
        moment = datetime.datetime.combine(
            day, datetime.time(12), tzinfo=timezone.get_default_timezone()
        )
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


def make_staffed(code=None, **values):
    """Return a live unit with leaders and an operator, and their memberships."""
    unit = make_unit(code, **values)
    make_home(unit)
    Unit.objects.filter(pk=unit.pk).update(opened_on=LONG_AGO)
    unit.refresh_from_db()
    people = {
        "head": make_member(Role.LEADER, unit, started_on=LONG_AGO, is_principal=True),
        "deputy": make_member(Role.LEADER, unit, started_on=LONG_AGO),
        "operator": make_member(Role.OPERATOR, unit, started_on=LONG_AGO),
        "editor": make_member(Role.EDITOR, unit, started_on=LONG_AGO),
    }
    memberships = {
        name: Membership.objects.get(person=person, unit=unit) for name, person in people.items()
    }
    return SimpleNamespace(unit=unit, people=people, **memberships)


def file_whole(staffed, **values):
    """File the whole team of a unit, but for what is said otherwise."""
    named = {
        "user": staffed.people["operator"],
        "head": staffed.head,
        "deputy": staffed.deputy,
        "operators": [staffed.operator],
        "members": [staffed.editor],
        "effective_on": LONG_AGO,
    }
    return file_team(staffed.unit, **named | values)


@pytest.fixture
def staffed(db):
    """A live unit with its people, nothing filed."""
    set_up_portal()
    return make_staffed("near")
