"""`python -m tests.workflows.races TRIALS FILE` lets each pair of people act at once, so often.

Runs on the database of DATABASE_URL, which it fills and leaves filled: what people decided can't
be taken back. Writes for each pair how often each outcome came, and what was wrong, into FILE.
"""

import json
import os
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django


def main(trials, file):
    """Run all pairs and write down what came of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.core.management import call_command

    from tests.workflows.races.outcomes import OUTCOMES
    from tests.workflows.races.scenes import make_race_world
    from workflows.ledger.verify import verify

    call_command("migrate", verbosity=0)
    world = make_race_world()
    found = {}
    for first, second, scene in OUTCOMES:
        found[f"{first} and {second}"] = run_pair(world, first, second, scene, trials)
        print(first, second, found[f"{first} and {second}"], flush=True)
    faults = [str(fault) for fault in verify()]
    Path(file).write_text(json.dumps({"pairs": found, "ledger": faults}))


def run_pair(world, first, second, scene, trials):
    """Return how often each outcome came, by its words; what is unlawful is told apart."""
    from tests.workflows.races.scenes import Scene

    outcomes = Counter()
    for _trial in range(trials):
        place = Scene(world, scene)
        accepted, crashes = race(place, first, second)
        outcome = "|".join(place.outcome(accepted))
        outcomes[outcome if place.is_lawful() else f"UNLAWFUL {outcome}"] += 1
        for crash in crashes:
            outcomes[f"CRASH {crash}"] += 1
        settle(place)
    return outcomes


def race(place, *names):
    """Let two act at the same moment; return the names let through, and what crashed."""
    from tests.workflows.races.scenes import closing
    from workflows.errors import GateRefusal

    line = threading.Barrier(len(names))

    def act(name, number):
        line.wait()
        try:
            return name if getattr(place, name)(second=bool(number)) else None
        except GateRefusal:
            return None
        except Exception as crash:  # whatever it is, the trial must tell it
            return crash

    with ThreadPoolExecutor(len(names)) as pool:
        turns = [pool.submit(closing, act, name, number) for number, name in enumerate(names)]
        results = [turn.result() for turn in turns]
    accepted = [result for result in results if isinstance(result, str)]
    return accepted, [repr(result) for result in results if isinstance(result, Exception)]


def settle(place):
    """Leave nothing that the clock would still publish in a later trial."""
    from wagtail.models import Revision

    Revision.objects.filter(object_id=str(place.page.pk)).update(approved_go_live_at=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
