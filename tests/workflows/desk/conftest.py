"""The city in which the tests of the editor's side act."""

import pytest

from tests.workflows.world import make_world


@pytest.fixture
def world(db):
    return make_world()
