"""How much the check finds, and how often it is wrong, on a labelled set of 2,000 texts."""

import time
from collections import Counter

import pytest

from tests.workflows.screening.synthetic import SIZE, bare, labelled_set
from workflows.screening import Place, Rule, TextPart, screen

LEAST_RECALL, MOST_FALSE_ALARMS = 0.98, 0.02
JUDGED = (Rule.ID_CARD, Rule.MOBILE, Rule.BANK_CARD)


def found_in(labelled):
    parts = [TextPart(Place("body", "Body"), labelled.text)]
    found = [(f.rule, bare(f.excerpt)) for f in screen(parts) if f.rule in JUDGED]
    return [(r, digits[-11:] if r == Rule.MOBILE else digits) for r, digits in found]


@pytest.fixture(scope="module")
def judged():
    """The labelled texts, each with what was found in it."""
    return [(labelled, found_in(labelled)) for labelled in labelled_set(seed=2026)]


@pytest.mark.parametrize("rule", JUDGED)
def test_recall_is_high(judged, rule):
    wanted, missed = 0, Counter()
    for labelled, found in judged:
        for expected in labelled.expected:
            if expected[0] == rule:
                wanted += 1
                missed[labelled.variant] += expected not in found

    recall = 1 - missed.total() / wanted
    assert wanted >= 200
    assert recall >= LEAST_RECALL, f"{recall:.4f} of {wanted}; missed {+missed}"


def test_false_alarms_on_look_alikes_are_rare(judged):
    look_alikes = [(labelled, found) for labelled, found in judged if not labelled.expected]
    alarms = Counter(labelled.variant for labelled, found in look_alikes if found)

    share = alarms.total() / len(look_alikes)
    assert len(look_alikes) >= SIZE * 0.45
    assert share <= MOST_FALSE_ALARMS, f"{share:.4f} of {len(look_alikes)}; {alarms}"


def test_nothing_is_found_beside_what_is_there(judged):
    with_numbers = [(labelled, found) for labelled, found in judged if labelled.expected]
    surplus = [
        (labelled.variant, set(found) - set(labelled.expected))
        for labelled, found in with_numbers
        if set(found) - set(labelled.expected) or len(found) > len(labelled.expected)
    ]

    share = len(surplus) / len(with_numbers)
    assert share <= MOST_FALSE_ALARMS, f"{share:.4f}; {surplus}"


def test_set_is_checked_within_seconds():
    texts = labelled_set(seed=7)
    begin = time.process_time()
    for labelled in texts:
        found_in(labelled)

    assert time.process_time() - begin < 8
