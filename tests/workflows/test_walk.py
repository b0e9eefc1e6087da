"""No order of steps makes anything public that was not approved (I7)."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis.stateful import run_state_machine_as_test

from tests.workflows.walk import GateWalk

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

STEPS = 40


def walk(examples, seed, *, derandomize):
    """Walk so many times, each as many steps as a walk has; some of them must publish."""
    GateWalk.published = 0
    run_state_machine_as_test(
        start_from(seed)(GateWalk) if not derandomize else GateWalk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=derandomize,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )
    assert GateWalk.published


def test_no_walk_of_a_thousand_steps_gets_round_the_gate():
    walk(1000 // STEPS, 0, derandomize=True)


@pytest.mark.nightly
def test_no_walk_of_ten_thousand_steps_gets_round_the_gate(seed):
    walk(10_000 // STEPS, seed, derandomize=False)
