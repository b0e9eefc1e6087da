"""No order of requests and decisions carries out what the right people did not approve."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import seed as start_from
from hypothesis.stateful import run_state_machine_as_test

from console.requests.enums import RequestKind
from tests.console.requests.walk import RequestWalk

pytestmark = pytest.mark.django_db

STEPS = 40


@pytest.fixture
def walk(layouts, make_units):
    """A function that walks so many times; the walks must carry most kinds out."""

    def run(examples, seed, *, derandomize):
        RequestWalk.carried_out, RequestWalk.make = set(), staticmethod(make_units)
        run_state_machine_as_test(
            RequestWalk if derandomize else start_from(seed)(RequestWalk),
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
        assert len(RequestWalk.carried_out) >= len(RequestKind) - 1

    return run


def test_no_walk_carries_out_what_was_not_approved(walk):
    walk(6, 0, derandomize=True)


@pytest.mark.nightly
def test_no_long_walk_carries_out_what_was_not_approved(walk, seed):
    walk(300, seed, derandomize=False)
