"""Each guard holds, and without it something comes through: none of them is there for show."""

import pytest
from django.db import connection

from tests.workflows.ways.guards import GUARDS
from workflows.gate.depths import registered

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

BY_NAME = {guard.name: guard for guard in GUARDS}
# In PostgreSQL a function of the database asks for the three approvals, and has tests of its own
IN_PYTHON_ONLY = {"three approvals"}


def take_away(guard, monkeypatch):
    if guard.remove:
        guard.remove()
    else:
        monkeypatch.setattr(guard.owner, guard.attribute, guard.stock)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_guard_holds_by_itself(world, monkeypatch, name):
    guard = BY_NAME[name]
    for other in guard.behind:
        take_away(BY_NAME[other], monkeypatch)
    assert guard.witness(world)


@pytest.mark.parametrize("name", BY_NAME)
def test_without_a_guard_something_comes_through(world, monkeypatch, name):
    if name in IN_PYTHON_ONLY and connection.vendor == "postgresql":
        pytest.skip("the database asks for them itself")
    guard = BY_NAME[name]
    for other in guard.behind:
        take_away(BY_NAME[other], monkeypatch)
    take_away(guard, monkeypatch)
    assert not guard.witness(world)


def test_every_registered_depth_has_a_witness():
    assert {depth.name for depth in registered()} <= BY_NAME.keys()
