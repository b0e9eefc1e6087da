"""What goes into the content check and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from files.text import Reason
from workflows.screening.enums import ProhibitedClass, Rule, Severity
from workflows.screening.rules import MESSAGES

_KEPT_AT_THE_ENDS = 2
_PERSONAL = {Rule.ID_CARD, Rule.MOBILE, Rule.BANK_CARD, Rule.PASSPORT}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands.

    ``path`` is made as Wagtail makes its content paths (``body.<block id>.caption``), so that the
    editor can be led there; ``label`` is for people. ``page`` is the page or sheet of an
    attachment, counted from 1; 0 elsewhere.
    """

    path: str
    label: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text to be checked, with its place.

    ``context`` is what readers see beside it, such as the head of the table column it stands in;
    nothing is looked for in it. ``gap`` says why something stands here that could not be read.
    """

    place: Place
    text: str
    context: str = ""
    gap: Reason | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that people must judge: ``part.text[start:end]`` is the excerpt."""

    rule: Rule
    prohibited_class: ProhibitedClass
    severity: Severity
    place: Place
    start: int
    end: int
    excerpt: str
    gap: Reason | None = None

    @property
    def message(self) -> str:
        """What was found and what to do about it, in the language of the reader."""
        return str(self.gap.label if self.gap else MESSAGES[self.rule])

    @property
    def masked(self) -> str:
        """The excerpt for records that are kept: of personal numbers only the ends are shown."""
        if self.rule not in _PERSONAL or len(self.excerpt) <= 2 * _KEPT_AT_THE_ENDS:
            return self.excerpt
        begin, end = self.excerpt[:_KEPT_AT_THE_ENDS], self.excerpt[-_KEPT_AT_THE_ENDS:]
        return begin + "*" * (len(self.excerpt) - 2 * _KEPT_AT_THE_ENDS) + end
