"""Backends for Wagtail's own search calls: explorer, choosers, pictures, documents.

All three find by the tokens of :mod:`search.analysis` and answer alike. An engine only says which
entries match and how well (``ranked``); which of them a person gets, how many they are and in
which order the database decides, from the queryset that was searched. So a restriction never
hangs on what an index holds.
"""
