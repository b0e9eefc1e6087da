"""The forms of a decision: about one item, and about several at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.models import User
from workflows.enums import Stage, Verdict
from workflows.models import StageState
from workflows.screening.enums import ProhibitedClass, Severity

_SALT = "workflows.inbox.seen"


def seal(user: User, states: Iterable[StageState]) -> str:
    """Return, signed, who was shown which stages and when: what opens an item writes nothing."""
    shown = {"user": user.pk, "stages": [state.pk for state in states]}
    return signing.dumps({**shown, "at": timezone.now().isoformat()}, salt=_SALT)


def seen_at(sealed: str, user: User, state: StageState) -> datetime.datetime | None:
    """Return when the person was shown a stage; None if the seal is not about that."""
    try:
        shown = signing.loads(sealed, salt=_SALT)
    except signing.BadSignature:
        return None
    if shown["user"] != user.pk or state.pk not in shown["stages"]:
        return None
    return parse_datetime(shown["at"])


class CheckedForm(forms.Form):
    """What everybody who approves confirms: that nothing falls under a prohibited class (S065)."""

    shown = forms.CharField(widget=forms.HiddenInput)
    checked_classes = forms.MultipleChoiceField(
        label=gettext_lazy("I have checked that it holds nothing of these kinds"),
        choices=ProhibitedClass.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signs_accuracy = forms.BooleanField(
        label=gettext_lazy("I answer for its being true and accurate"), required=False
    )

    def __init__(self, *args: Any, asks_accuracy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_accuracy:
            del self.fields["signs_accuracy"]

    def check_all_ticked(self, values: Mapping[str, Any]) -> None:
        """Add an error where something is not ticked that an approval needs."""
        if set(values.get("checked_classes", ())) != set(ProhibitedClass.values):
            self.add_error("checked_classes", _("Tick every kind that you have checked."))
        if "signs_accuracy" in self.fields and not values.get("signs_accuracy"):
            self.add_error("signs_accuracy", _("The unit’s leader signs for the accuracy."))


class DecisionForm(CheckedForm):
    """One person's decision about one text."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    digest = forms.CharField(widget=forms.HiddenInput, required=False)
    opinion = forms.CharField(
        label=gettext_lazy("Opinion"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to return it; the author reads it."),
    )
    prohibited_class = forms.ChoiceField(
        label=gettext_lazy("Returned because it holds"),
        choices=[("", gettext_lazy("Nothing prohibited")), *ProhibitedClass.choices],
        required=False,
        help_text=gettext_lazy(
            "When the secrecy bureau names a kind, only the authors and the bureau see the draft."
        ),
    )
    override_reason = forms.CharField(
        label=gettext_lazy("Why it may be published all the same"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed to approve a text with a grave finding; it is recorded."),
    )
    marked_places = forms.MultipleChoiceField(required=False)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, state: StageState, places: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, asks_accuracy=state.stage == Stage.LEADER, **kwargs)
        self.places = places
        self.fields["marked_places"].choices = list(places.items())  # type: ignore[attr-defined]
        if state.severity != Severity.HIGH:
            del self.fields["override_reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the verdict needs."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("verdict") == Verdict.RETURNED:
            self._require("opinion", _("Say why you return it."))
        elif values.get("verdict") == Verdict.APPROVED:
            self.check_all_ticked(values)
            self._require("override_reason", _("Say why it may be published all the same."))
        return values

    def _require(self, name: str, message: str) -> None:
        if name in self.fields and not self.cleaned_data.get(name):
            self.add_error(name, message)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        values = self.cleaned_data
        is_approval = values["verdict"] == Verdict.APPROVED
        return {
            "verdict": Verdict(values["verdict"]),
            "seen_digest": values["digest"],
            "opinion": values["opinion"],
            "prohibited_class": "" if is_approval else values["prohibited_class"],
            "checked_classes": values["checked_classes"] if is_approval else (),
            "override_reason": values.get("override_reason", "") if is_approval else "",
            "signs_accuracy": bool(values.get("signs_accuracy")) and is_approval,
            "marked_places": () if is_approval else self._marked(),
        }

    def _marked(self) -> list[dict[str, str]]:
        paths = self.cleaned_data["marked_places"]
        return [{"path": path, "label": self.places[path]} for path in paths]


class BulkForm(CheckedForm):
    """The approval of several texts without findings, checked by one person together."""
