"""No order of steps makes anything public that was not approved (I7)."""

import pytest

from tests.walks import STEPS, run_walks
from tests.workflows.walk import GateWalk

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


def walk(steps, seed=None):
    """Walk so many steps; some of them must publish."""
    GateWalk.published = 0
    run_walks(GateWalk, steps // STEPS, seed)
    assert GateWalk.published


def test_no_walk_of_a_thousand_steps_gets_round_the_gate():
    walk(1000)


@pytest.mark.nightly
def test_no_walk_of_ten_thousand_steps_gets_round_the_gate(seed):
    walk(10_000, seed)
