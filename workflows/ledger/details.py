"""The particulars of a row, in words: the ledger keeps values, people read names of things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from units.enums import Role, System
from workflows.enums import ChangeKind, NoticeKind, Stage
from workflows.models import LedgerEntry
from workflows.screening.enums import ProhibitedClass

Words = Callable[[Any], str]


def told(entry: LedgerEntry) -> str:
    """Return what a row says beside its columns, a line for each particular."""
    return "\n".join(_lines(entry.details))


def _lines(details: Mapping[str, Any]) -> Iterable[str]:
    for name, (label, words) in _TOLD.items():
        if details.get(name) not in (None, "", [], {}):
            yield _("%(label)s: %(value)s") % {"label": label, "value": words(details[name])}


def _choice(choices: Any) -> Words:
    labels = {str(value): str for value in choices.values}

    def words(value: Any) -> str:
        return str(choices(value).label) if value in labels else str(value)

    return words


def _moment(value: Any) -> str:
    found = parse_datetime(value) if isinstance(value, str) else None
    return f"{timezone.localtime(found):%Y-%m-%d %H:%M}" if isinstance(found, datetime) else value


def _people(value: Any) -> str:
    return ", ".join(_person(person) for person in value)


def _person(value: Any) -> str:
    return str(value["name"]) if isinstance(value, Mapping) else str(value)


def _counts(value: Mapping[str, int]) -> str:
    return _("%(added)d added, %(changed)d changed, %(removed)d removed") % value


def _list(value: Any) -> str:
    return ", ".join(str(part) for part in value)


def _findings(value: Any) -> str:
    return ngettext("%(count)d finding", "%(count)d findings", len(value)) % {"count": len(value)}


def _differences(value: Any) -> str:
    return "; ".join(
        _("%(field)s: %(before)s → %(after)s")
        % {name: "–" if row[name] in (None, "") else row[name] for name in row}
        for row in value
    )


_TOLD: dict[str, tuple[str | Promise, Words]] = {
    "subject": (gettext_lazy("About"), str),
    "step": (gettext_lazy("Step"), str),
    "stage": (gettext_lazy("Stage"), _choice(Stage)),
    "role": (gettext_lazy("Held by"), _choice(Role)),
    "before": (gettext_lazy("Before"), _choice(Role)),
    "after": (gettext_lazy("After"), _choice(Role)),
    "subject_class": (gettext_lazy("Subject class"), _choice(System)),
    "kind": (gettext_lazy("Kind"), _choice(NoticeKind)),
    "opinion": (gettext_lazy("Opinion"), str),
    "prohibited_class": (gettext_lazy("Class"), _choice(ProhibitedClass)),
    "reason": (gettext_lazy("Reason"), str),
    "override_reason": (gettext_lazy("Reason to release findings"), str),
    "fast_reason": (gettext_lazy("Reason for the fast track"), str),
    "ended_because": (gettext_lazy("Ended because"), str),
    "findings": (gettext_lazy("Findings"), _findings),
    "happened_at": (gettext_lazy("Time of the event"), _moment),
    "at": (gettext_lazy("Planned for"), _moment),
    "due_at": (gettext_lazy("Due"), _moment),
    "people": (gettext_lazy("Told"), _people),
    "deputies": (gettext_lazy("Deputies"), _people),
    "superiors": (gettext_lazy("Superiors"), _people),
    "giver": (gettext_lazy("Given by"), _person),
    "deputy": (gettext_lazy("Deputy"), _person),
    "starts_on": (gettext_lazy("From"), str),
    "ends_on": (gettext_lazy("Until"), str),
    "units": (gettext_lazy("Units"), _list),
    "blueprint": (gettext_lazy("Blueprint"), str),
    "version": (gettext_lazy("Version"), str),
    "code": (gettext_lazy("Check code"), str),
    "object_kind": (gettext_lazy("Kind of object"), str),
    "change_kind": (gettext_lazy("Kind of change"), _choice(ChangeKind)),
    "proposed_by": (gettext_lazy("Proposed by"), str),
    "differences": (gettext_lazy("Changes"), _differences),
    "comment": (gettext_lazy("Comment"), str),
    "number": (gettext_lazy("Row"), str),
    "counts": (gettext_lazy("Extent"), _counts),
}
