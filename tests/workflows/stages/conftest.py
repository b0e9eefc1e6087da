"""The city in which texts are approved."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_member
from tests.workflows.world import make_world
from units.enums import Role
from workflows.models import ApprovalDelegation

DAY = datetime.timedelta(days=1)


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def delegate(world):
    """A function that lets somebody of the unit stand in for its leader for some days."""

    def make(person=None, *, since=0, until=0, **values):
        today = timezone.localdate()
        return ApprovalDelegation.objects.create(
            **{
                "role": Role.LEADER,
                "unit": world.unit,
                "giver": world.people["leader"],
                "deputy": person or make_member(Role.LEADER, world.unit),
                "starts_on": today + since * DAY,
                "ends_on": today + until * DAY,
                "reason": "A journey",
            }
            | values
        )

    return make
