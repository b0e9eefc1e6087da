"""Running state machines that try orders of steps."""

from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis.stateful import run_state_machine_as_test

STEPS = 40


def run_walks(machine, examples, seed=None):
    """Walk so many times, forty steps each; the same walks every time unless there is a seed."""
    run_state_machine_as_test(
        machine if seed is None else start_from(seed)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=seed is None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            database=None,
        ),
    )
