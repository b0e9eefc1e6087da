"""What a text must fulfil before it is sent and before it is approved."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext as _

from workflows import requirements
from workflows.check import as_json, check_page, severity_of
from workflows.enums import Stage
from workflows.errors import Incomplete, Vacancy
from workflows.models import StageState
from workflows.screening.enums import ProhibitedClass, Severity
from workflows.screening.findings import Finding
from workflows.stages.routing import Route, unfilled_posts
from workflows.stages.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What the sender of a text says with it.

    ``happened_at`` is the time of the event told (S079).
    """

    signs_accuracy: bool
    happened_at: datetime.datetime | None
    note: str
    override_reason: str
    is_fast: bool
    fast_reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the content check found, as it is kept."""

    findings: list[dict[str, object]]
    severity: str


def require_class(text: Text) -> None:
    """Raise :class:`Incomplete` for an item that names no subject class (S082)."""
    if not text.subject_class:
        raise Incomplete({"subject_class": _("Choose the subject class: it decides the route.")})


def require_facts(text: Text) -> None:
    """Raise :class:`Incomplete` naming every field that still lacks something (S059-S064)."""
    missing: dict[str, list[str]] = defaultdict(list)
    for field, message in requirements.unmet(text.page):
        missing[field or NON_FIELD_ERRORS].append(message)
    if missing:
        raise Incomplete(dict(missing))


def check_content(text: Text, letter: Letter) -> Checked:
    """Return what the content check finds.

    Raises :class:`Incomplete` when something weighs high and the sender gives no reason.
    """
    found: list[Finding] = check_page(text.page)
    checked = Checked(as_json(found), severity_of(found))
    if checked.severity == Severity.HIGH and not letter.override_reason:
        raise Incomplete(
            {"override_reason": _("Say why it may be published in spite of what the check found.")}
        )
    return checked


def require_posts(wanted: list[Route], excluded: Collection[int]) -> None:
    """Raise :class:`Vacancy` naming the posts that nobody could fill, one person for each."""
    if vacant := unfilled_posts(wanted, excluded=excluded):
        raise Vacancy(" ".join(vacant))


def require_signature(text: Text, letter: Letter) -> None:
    """Raise :class:`Incomplete` unless the sender answers for the text and gave what goes with it.

    On the fast track a text is published at once, so it cannot wait for a date as well.
    """
    if not letter.signs_accuracy:
        raise Incomplete({"signs_accuracy": _("Confirm that you answer for its accuracy.")})
    if letter.happened_at and letter.happened_at > timezone.now():
        raise Incomplete({"happened_at": _("The event cannot lie in the future.")})
    if not letter.is_fast:
        return
    if not letter.fast_reason:
        raise Incomplete({"fast_reason": _("Give the reason for the fast track.")})
    if text.page.go_live_at and text.page.go_live_at > timezone.now():
        raise Incomplete(
            {"is_fast": _("Remove the time of publication: on the fast track it is at once.")}
        )


def require_for_approval(
    state: StageState,
    text: Text,
    *,
    checked_classes: Collection[str],
    override_reason: str,
    signs_accuracy: bool,
) -> None:
    """Raise :class:`Incomplete` unless the reviewer did all that an approval asks for.

    Every class of what may not be published is checked (S065), a high finding has a reason of the
    reviewer's own, a unit's leader answers for the accuracy (S079), nothing is undecided (S064).
    """
    missing: dict[str, str] = {}
    if set(ProhibitedClass.values) - {str(name) for name in checked_classes}:
        missing["checked_classes"] = _("Confirm for every class that you have checked it.")
    if state.severity == Severity.HIGH and not override_reason:
        missing["override_reason"] = _(
            "Say why it may be published in spite of what the check found."
        )
    if state.stage == Stage.LEADER and not signs_accuracy:
        missing["signs_accuracy"] = _("Confirm that you answer for its accuracy.")
    if getattr(text.page, "is_undecided", False):
        missing["is_undecided"] = _("A matter that is not yet decided cannot be published.")
    if missing:
        raise Incomplete(missing)


def required_text(field: str, text: str, message: str) -> str:
    """Return a text without blanks around it. Raises :class:`Incomplete` when it is empty."""
    if not text.strip():
        raise Incomplete({field: message})
    return text.strip()
