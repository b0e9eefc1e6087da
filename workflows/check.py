"""The content check of a whole page: its texts and attachments against the bureau's words.

It points at places; people decide. What is kept of findings never holds a personal number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Max
from wagtail.models import Page

from files.text import Reason
from workflows.models import ListedWord
from workflows.screening.attachments import attachment_parts
from workflows.screening.enums import ProhibitedClass, Rule, Severity
from workflows.screening.findings import Finding, TextPart
from workflows.screening.parts import content_of
from workflows.screening.rules import MESSAGES
from workflows.screening.screen import screen
from workflows.screening.words import WordEntry, WordList, default_words

# The newest list, and the one that a slower process may still ask for
_KEPT_LISTS = 2


class WordsVersion(NamedTuple):
    """Which state of the bureau's list is meant: its last change in the ledger, and when."""

    number: int | None
    at: datetime | None


def check_page(page: Page) -> list[Finding]:
    """Return what people must judge in a page as it is given, a draft for instance.

    Reads fields, blocks, names of files and the text of attached documents; two queries beside
    those for the files. Nothing leaves the machine.
    """
    return check_texts(texts_of(page))


def check_texts(parts: Iterable[TextPart]) -> list[Finding]:
    """Return what people must judge in texts that :func:`texts_of` has gathered."""
    return screen(parts, words=bureau_words())


def texts_of(page: Page) -> list[TextPart]:
    """Return all texts of a page; those of an attached file lead to where the page offers it."""
    content = content_of(page)
    attached = [
        replace(part, place=replace(part.place, path=content.document_places[key].path))
        for key, document in content.documents.items()
        for part in attachment_parts(document)
    ]
    return [*content.parts, *attached]


def bureau_words() -> WordList:
    """Return the words that come with the product and those of the secrecy bureau, which win."""
    newest = ListedWord.objects.aggregate(number=Max("changed_in"), at=Max("changed_at"))
    return _words(WordsVersion(**newest))


def as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as they are kept: excerpts masked, places as the editor's form names them."""
    return [
        {
            "rule": str(finding.rule),
            "class": str(finding.prohibited_class),
            "severity": str(finding.severity),
            "path": finding.place.path,
            "label": finding.place.label,
            "page": finding.place.page,
            "start": finding.start,
            "end": finding.end,
            "excerpt": finding.masked,
            "gap": str(finding.gap) if finding.gap else "",
        }
        for finding in findings
    ]


def severity_of(findings: Iterable[Finding]) -> str:
    """Return the gravest severity among findings; empty without any."""
    severities = {finding.severity for finding in findings}
    return str(min(severities, key=lambda severity: severity.rank)) if severities else ""


class KeptFinding(NamedTuple):
    """A finding as it is shown from what was kept of it."""

    rule: str
    prohibited_class: str
    severity: str
    severity_label: str
    message: str
    path: str
    label: str
    excerpt: str

    @property
    def is_high(self) -> bool:
        """Say whether somebody must give a reason to publish it all the same."""
        return self.severity == Severity.HIGH


def shown(kept: Iterable[Mapping[str, Any]]) -> list[KeptFinding]:
    """Return kept findings with their words in the language of the reader, the gravest first."""
    found = [_shown(row) for row in kept]
    return sorted(found, key=lambda finding: Severity(finding.severity).rank)


def _shown(row: Mapping[str, Any]) -> KeptFinding:
    message = Reason(row["gap"]).label if row["gap"] else MESSAGES[Rule(row["rule"])]
    return KeptFinding(
        rule=str(Rule(row["rule"]).label),
        prohibited_class=str(ProhibitedClass(row["class"]).label),
        severity=row["severity"],
        severity_label=str(Severity(row["severity"]).label),
        message=str(message),
        path=row["path"],
        label=row["label"],
        excerpt=row["excerpt"],
    )


@lru_cache(maxsize=_KEPT_LISTS)
def _words(version: WordsVersion) -> WordList:
    if version.number is None:
        return default_words()
    rows = ListedWord.objects.filter(is_active=True)
    listed = [
        WordEntry(
            row.word,
            ProhibitedClass(row.prohibited_class),
            Severity(row.severity) if row.severity else None,
        )
        for row in rows
    ]
    return WordList([*default_words().entries, *listed])
