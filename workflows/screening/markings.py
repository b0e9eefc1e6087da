"""Secrecy markings: the level with its star, alone on a line, in brackets, or behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.screening.candidates import Candidate
from workflows.screening.enums import Rule, Severity
from workflows.screening.normal import NormalText, normal_form
from workflows.screening.rules import CLASSES
from workflows.screening.vocabulary import VOCABULARY, any_of, character_class

_words = VOCABULARY["secrecy"]


def _spaced(words: list[str]) -> str:
    """Return a pattern of words whose characters may stand apart, as in old letterheads."""
    forms = (r"[ \t]{0,6}".join(map(re.escape, normal_form(word))) for word in words)
    return "(?:" + "|".join(forms) + ")"


_LEVEL = _spaced(_words["levels"])
_STAR = character_class(_words["stars"])
_PERIOD = rf"(?:\d{{1,2}}[ ]?{any_of(_words['periods'])}|{any_of(_words['lasting'])})"
_GAP = "[ \t]{0,6}"

_MARKINGS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"{_LEVEL}{_GAP}{_STAR}(?:{_GAP}{_PERIOD})?",
        # The star is lost where its font is not known
        rf"^{_GAP}{_LEVEL}{_GAP}[?:]?{_GAP}{_PERIOD}(?=\s|$)",
        rf"^{_GAP}{_LEVEL}{_GAP}$",
        rf"^{_GAP}{_LEVEL}[ \t]{{1,12}}{any_of(_words['urgent'])}",
        rf"{any_of(_words['level_labels'])}[ \t]{{0,4}}[:=\t]{_GAP}{_LEVEL}",
        rf"^{_GAP}[(\[\u3010\u3014<]{_GAP}{_LEVEL}{_GAP}[)\]\u3011\u3015>]",
    )
)


def markings(text: NormalText) -> Iterator[Candidate]:
    """Yield what marks a document as secret by the rules for official documents."""
    rule = Rule.MARKING
    for pattern in _MARKINGS:
        for match in pattern.finditer(text.text):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = match.start() + len(match.group().rstrip())
            yield Candidate(start, end, rule, CLASSES[rule], Severity.HIGH)
