"""Two people act on one page at once, on PostgreSQL, each with a connection of their own."""

import json
import os
import subprocess
import sys

import pytest

from tests.workflows.races.outcomes import OUTCOMES

pytestmark = pytest.mark.servers

PAIRS = [f"{first} and {second}" for first, second, _scene in OUTCOMES]


def run_races(postgresql, folder, trials):
    """Run the races in a process and a database of their own; return what came of them."""
    file = folder / "races.json"
    command = [sys.executable, "-m", "tests.workflows.races", str(trials), str(file)]
    path = os.pathsep.join([os.getcwd(), os.path.join(os.getcwd(), "platform")])
    environment = {**os.environ, "DATABASE_URL": postgresql.url(), "PYTHONPATH": path}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(file.read_text())


@pytest.fixture(scope="module")
def races(postgresql, tmp_path_factory):
    return run_races(postgresql, tmp_path_factory.mktemp("races"), 10)


def allowed(pair):
    """Return the words of the outcomes that a pair may have."""
    return {
        "|".join(outcome)
        for (first, second, _scene), outcomes in OUTCOMES.items()
        for outcome in outcomes
        if f"{first} and {second}" == pair
    }


@pytest.mark.parametrize("pair", PAIRS)
def test_nothing_else_comes_of_two_at_once(races, pair):
    assert set(races["pairs"][pair]) <= allowed(pair)


def test_the_ledger_proves_itself_after_the_races(races):
    assert races["ledger"] == []


@pytest.mark.nightly
def test_nothing_else_comes_of_two_at_once_in_200_trials(postgresql, tmp_path):
    found = run_races(postgresql, tmp_path, 200)
    surprises = {pair: set(found["pairs"][pair]) - allowed(pair) for pair in PAIRS}
    assert not any(surprises.values()), surprises
    assert found["ledger"] == []
