"""The content check itself: all rules over all parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils import timezone

from files.text import Reason
from workflows.screening.candidates import longest
from workflows.screening.enums import Rule, Severity
from workflows.screening.findings import Finding, TextPart
from workflows.screening.mail import mail_addresses
from workflows.screening.markings import markings
from workflows.screening.normal import NormalText
from workflows.screening.personal import PersonalNumbers
from workflows.screening.places import coordinates
from workflows.screening.rules import CLASSES
from workflows.screening.words import WordList, default_words

# A scan is read by the people who approve it; a file that hides what it holds is not
_MILD_GAPS = {Reason.PICTURE, Reason.GARBLED}


def screen(parts: Iterable[TextPart], *, words: WordList | None = None) -> list[Finding]:
    """Return what people must judge before these texts are published, in the order of the parts.

    Of findings that overlap the longest stands. ``words`` takes the place of the list that comes
    with the product (``default_words``). Nothing leaves the machine.
    """
    words = words or default_words()
    return [finding for part in parts for finding in _findings(part, words)]


def _findings(part: TextPart, words: WordList) -> Iterator[Finding]:
    if part.gap:
        yield _unread(part, part.gap)
    if not part.text:
        return
    text = NormalText(part.text)
    personal = PersonalNumbers(text, part.context, timezone.localdate())
    candidates = chain(
        personal.candidates(),
        coordinates(text, part.context),
        mail_addresses(text),
        markings(text),
        words.candidates(text),
    )
    for candidate in longest(candidates):
        start, end = text.span(candidate.start, candidate.end)
        if candidate.severity:
            yield Finding(
                rule=candidate.rule,
                prohibited_class=candidate.prohibited_class,
                severity=candidate.severity,
                place=part.place,
                start=start,
                end=end,
                excerpt=part.text[start:end],
            )


def _unread(part: TextPart, gap: Reason) -> Finding:
    severity = Severity.MEDIUM if gap in _MILD_GAPS else Severity.HIGH
    rule = Rule.UNREADABLE
    return Finding(rule, CLASSES[rule], severity, part.place, 0, 0, "", gap)
