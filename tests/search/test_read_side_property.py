"""Whatever happens, and in whatever order, the read side equals the pages."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search.models import PublishedItem
from search.reconcile import differences
from tests.search.walk import STEPS, Walk
from tests.visits import visit
from units.tree_check import tree_faults

pytestmark = pytest.mark.django_db

LENGTH = 300
steps = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 2**16)), min_size=3, max_size=12
)


def assert_all_is_well(walk):
    told = f"after {walk.steps}"
    assert [str(found) for found in differences()] == [], told
    assert list(tree_faults()) == [], told


def test_random_walk_leaves_no_difference(seed):
    walk = Walk()

    for part in range(6):
        walk.random_steps(LENGTH // 6, seed * 1000 + part)
        assert_all_is_well(walk)
        walk.steps.clear()


def test_every_listed_address_answers_after_a_random_walk(seed):
    walk = Walk()
    walk.random_steps(60, seed + 1)

    rows = PublishedItem.objects.items()
    answers = {row.canonical_url: visit(row.canonical_url).status_code for row in rows}
    assert {address: code for address, code in answers.items() if code != 200} == {}


@hypothesis_settings(max_examples=10)
@given(steps=steps)
def test_short_walk_leaves_no_difference(steps):
    take_and_check(steps)


@pytest.mark.nightly
@given(steps=steps)
def test_many_short_walks_leave_no_difference(steps):
    take_and_check(steps)


@pytest.mark.nightly
@pytest.mark.parametrize("walk_number", range(20))
def test_many_random_walks_leave_no_difference(seed, walk_number):
    walk = Walk()
    walk.random_steps(LENGTH, f"{seed}/{walk_number}")

    assert_all_is_well(walk)


def take_and_check(steps):
    """Take the steps in a city of their own, and leave nothing of it."""
    with transaction.atomic():
        walk = Walk()
        for name, number in steps:
            walk.take(name, number)
        assert_all_is_well(walk)
        transaction.set_rollback(True)
