"""No order of requests and decisions carries out what the right people did not approve."""

import pytest

from console.requests.enums import RequestKind
from tests.console.requests.walk import RequestWalk
from tests.walks import run_walks

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(layouts, make_units):
    """A function that walks so many times; the walks must carry most kinds out."""

    def run(examples, seed=None):
        RequestWalk.carried_out, RequestWalk.make = set(), staticmethod(make_units)
        run_walks(RequestWalk, examples, seed)
        assert len(RequestWalk.carried_out) >= len(RequestKind) - 1

    return run


def test_no_walk_carries_out_what_was_not_approved(walk):
    walk(6)


@pytest.mark.nightly
def test_no_long_walk_carries_out_what_was_not_approved(walk, seed):
    walk(300, seed)
