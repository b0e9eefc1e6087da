"""What a match is worth; the same on every engine.

Tiers lie so far apart that what comes below never lifts an item into a tier above: titles score
up to some thousands, freshness up to ten.
"""

# The whole query is the title; its short form; its form without the name of a place
EXACT_TITLE = 90_000
SHORT_TITLE = 80_000
PLACELESS_TITLE = 60_000
# Its characters in their order make up a short title
ABBREVIATION = 12_000
ABBREVIATION_BONUS = 1_000  # each, for titles of at most two and three times the length
ABBREVIATION_TITLE = 20
# All that was asked for is there
ALL_TOKENS = 10_000
ALL_WORDS = 1_500
ALL_IN_TITLE = 1_000
ALL_IN_SEQUENCE = 1_200
# Where more than this has all, sequence is not asked for: it has to be looked up in each
MOST_IN_SEQUENCE = 1_000
# A synonym of what was asked for is there; in the title
SYNONYM = 7_000
SYNONYM_TITLE = 5_000
# The same characters in another order make up the title
SWAPPED = 3_000
SWAPPED_TITLE_EXTRA = 2  # characters that the title may have besides
# Parts of what was asked for
RAREST = 8
TITLE = 16
BODY = 1
WORD = 4
HOMOPHONES = 4
HOMOPHONE_SHARE = 0.5
CHARACTERS = 0.8
CHARACTER_SHARE = 0.6
# What the public should read first, or last, of equal matches
HOW_TO = 50_000
HOW_TO_CLOSE = 60
OUT_OF_FORCE = -900
FRESHNESS = 10
FRESHNESS_HALF_DAYS = 365

# With fewer exact hits than this, so many of what comes close are shown as well
FEW = 10
MOST_CLOSE = 50
# No further results are shown than this many: nobody reads them, and servers refuse more
DEEPEST = 1_000
