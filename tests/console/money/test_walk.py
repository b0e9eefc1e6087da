"""Nothing is bought that the right people did not decide, and sums are the lines to the fen."""

import pytest

from tests.console.money.walk import MoneyWalk
from tests.walks import STEPS, run_walks

pytestmark = pytest.mark.django_db


def walk(steps, seed=None):
    """Walk so many steps; some of them must certify."""
    MoneyWalk.certified = 0
    run_walks(MoneyWalk, steps // STEPS, seed)
    assert MoneyWalk.certified


def test_no_walk_of_a_thousand_steps_gets_round_the_rules_of_money():
    walk(1000)


@pytest.mark.nightly
def test_no_walk_of_ten_thousand_steps_gets_round_the_rules_of_money(seed):
    walk(10_000, seed)
