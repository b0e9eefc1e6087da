"""Nothing is bought that the right people did not decide, and sums are the lines to the fen."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis.stateful import run_state_machine_as_test

from tests.console.money.walk import MoneyWalk

pytestmark = pytest.mark.django_db

STEPS = 40


def walk(examples, seed, *, derandomize):
    """Walk so many times, each as many steps as a walk has; some of them must certify."""
    MoneyWalk.certified = 0
    run_state_machine_as_test(
        start_from(seed)(MoneyWalk) if not derandomize else MoneyWalk,
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
    assert MoneyWalk.certified


def test_no_walk_of_a_thousand_steps_gets_round_the_rules_of_money():
    walk(1000 // STEPS, 0, derandomize=True)


@pytest.mark.nightly
def test_no_walk_of_ten_thousand_steps_gets_round_the_rules_of_money(seed):
    walk(10_000 // STEPS, seed, derandomize=False)
