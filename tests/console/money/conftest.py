"""The world of money for its tests."""

import pytest

from tests.console.money.world import make_money_world


@pytest.fixture
def world(db):
    return make_money_world()
