"""The city in which people are told something."""

import pytest

from tests.workflows.world import make_world


@pytest.fixture
def world():
    return make_world()
