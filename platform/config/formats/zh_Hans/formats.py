"""Amounts are read in groups of three, as accounts are kept; Django groups nothing in Chinese."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
