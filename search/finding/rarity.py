"""Which of a query's tokens say most about an item: the rare ones."""

from __future__ import annotations

from collections.abc import Mapping

from search.finding import weights

# How many items are looked at, for all tokens of a part, for what comes close
MOST_LOOKED_AT = 1_500
# A token of so many items says nothing of any, and is looked for no further
COMMON = 1_000


def rarest(counts: Mapping[str, int]) -> list[str]:
    """Return the tokens to look for what comes close by, the rarest first.

    ``counts`` says of how many items each token is; from ``COMMON`` on it need not be right.
    """
    chosen: list[str] = []
    looked_at = 0
    for count, token in sorted((count, token) for token, count in counts.items() if count):
        looked_at += count
        if count >= COMMON or (chosen and looked_at > MOST_LOOKED_AT):
            break
        chosen.append(token)
    return chosen[: weights.RAREST]
