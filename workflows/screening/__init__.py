"""The content check before the first approval: what may not be published, and where it stands.

It works offline, on any text, and decides nothing: it points at places for people to judge.
"""

from workflows.screening.enums import ProhibitedClass, Rule, Severity
from workflows.screening.findings import Finding, Place, TextPart
from workflows.screening.screen import screen
from workflows.screening.words import WordEntry, WordList, default_words

__all__ = [
    "Finding",
    "Place",
    "ProhibitedClass",
    "Rule",
    "Severity",
    "TextPart",
    "WordEntry",
    "WordList",
    "default_words",
    "screen",
]
