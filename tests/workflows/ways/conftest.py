"""What every way round the gate is tried in."""

import pytest

from tests.workflows.judge import public_texts, violations
from tests.workflows.world import ACTORS, make_world


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture(params=ACTORS)
def actor(request):
    """The name of somebody who tries."""
    return request.param


@pytest.fixture
def gate(world):
    """Remembers what is public; calling it proves that nothing else has become public."""

    class Gate:
        def __init__(self):
            self.before = public_texts()

        def look_again(self):
            """Take what is public now as the beginning."""
            self.before = public_texts()

        def holds(self):
            return not violations(self.before)

    return Gate()
