"""By which tokens what comes close is looked for."""

from search.finding import rarity, weights
from search.finding.rarity import COMMON, MOST_LOOKED_AT, rarest


def test_rare_tokens_come_first():
    assert rarest({"often": 90, "never": 0, "once": 1, "twice": 2}) == ["once", "twice", "often"]


def test_no_more_than_a_few_are_taken():
    assert len(rarest({f"token{number}": 1 for number in range(50)})) == weights.RAREST


def test_common_tokens_say_nothing():
    assert rarest({"everywhere": COMMON, "here": 1}) == ["here"]
    assert rarest({"everywhere": COMMON}) == []


def test_no_more_items_are_looked_at_than_can_be(monkeypatch):
    monkeypatch.setattr(rarity, "COMMON", 10 * MOST_LOOKED_AT)
    counts = {"some": MOST_LOOKED_AT - 1, "more": MOST_LOOKED_AT, "most": MOST_LOOKED_AT + 1}

    assert rarest(counts) == ["some"]


def test_one_token_is_taken_however_many_have_it(monkeypatch):
    monkeypatch.setattr(rarity, "COMMON", 10 * MOST_LOOKED_AT)

    assert rarest({"only": MOST_LOOKED_AT + 1}) == ["only"]
