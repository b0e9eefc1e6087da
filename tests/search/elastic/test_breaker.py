"""The breaker, with a clock that the tests turn."""

import threading

import pytest

from search.elastic.breaker import Breaker
from search.elastic.client import QueryRefused
from search.finding.errors import EngineDown


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(failures=3, pause=5, clock=clock)


def fail(breaker, kind=EngineDown):
    with pytest.raises(kind), breaker.attempt():
        raise kind("failed")


def succeed(breaker):
    with breaker.attempt():
        pass


def is_admitted(breaker):
    """Say whether an attempt is let through; it succeeds then."""
    try:
        with breaker.attempt():
            return True
    except EngineDown:
        return False


@pytest.fixture
def opened(breaker):
    for _ in range(3):
        fail(breaker)
    return breaker


def test_two_failures_leave_it_closed(breaker):
    fail(breaker)
    fail(breaker)

    assert not breaker.is_open


def test_three_failures_open_it(opened):
    assert opened.is_open


def test_open_breaker_admits_nobody(opened):
    assert not is_admitted(opened)


def test_success_forgets_failures(breaker):
    fail(breaker)
    fail(breaker)
    succeed(breaker)
    fail(breaker)

    assert not breaker.is_open


def test_stays_open_until_the_pause_is_over(opened, clock):
    clock.now += 4.9

    assert not is_admitted(opened)


def test_admits_a_trial_after_the_pause(opened, clock):
    clock.now += 5

    assert is_admitted(opened)


def test_one_trial_at_a_time(opened, clock):
    clock.now += 5

    with opened.attempt():
        assert not is_admitted(opened)


def test_successful_trial_closes_it(opened, clock):
    clock.now += 5
    succeed(opened)
    fail(opened)

    assert is_admitted(opened)


def test_failed_trial_opens_it_as_long_again(opened, clock):
    clock.now += 5
    fail(opened)
    clock.now += 4.9

    assert not is_admitted(opened)


def test_error_of_our_own_gives_the_trial_back(opened, clock):
    clock.now += 5
    fail(opened, ValueError)

    assert is_admitted(opened)


def test_refused_requests_do_not_open_it(breaker):
    for _ in range(5):
        fail(breaker, QueryRefused)

    assert not breaker.is_open


def test_threads_share_one_trial(opened, clock):
    clock.now += 5
    barrier, release, admitted = threading.Barrier(8), threading.Event(), []

    def ask():
        barrier.wait()
        try:
            with opened.attempt():
                admitted.append(True)
                release.wait(5)
        except EngineDown:
            admitted.append(False)
            if len(admitted) == 8:
                release.set()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert admitted.count(True) == 1
