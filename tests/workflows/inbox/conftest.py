"""What the screens of the inbox are tested in."""

import pytest

from tests.workflows.inbox.screens import draft
from tests.workflows.world import make_world


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def waiting(world):
    """The leader's stage of an article that has just been sent."""
    page = draft(world, title="A new bridge")
    world.submit(page)
    return world.state(page)
