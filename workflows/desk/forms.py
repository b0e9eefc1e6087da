"""What the sender says with a text, and the reason for what is done to one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment, in the browser's own field for one: it needs no script."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        super().__init__(widget=widget, input_formats=[_MOMENT], **kwargs)


class SubmitForm(forms.Form):
    """The letter that goes with a text.

    ``revision`` is the draft that the sender saw when he signed for it. Whether the text itself
    may be sent is asked by the action.
    """

    revision = forms.CharField(widget=forms.HiddenInput, required=False)
    override_reason = forms.CharField(
        label=gettext_lazy("Why it may be published all the same"),
        help_text=gettext_lazy("The reviewers read it, and each gives a reason of his own."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    happened_at = MomentField(
        label=gettext_lazy("Time of the event"),
        help_text=gettext_lazy("Where an event is told: how long publication took counts from it."),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the reviewers"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    is_fast = forms.BooleanField(
        label=gettext_lazy("Fast track"),
        help_text=gettext_lazy("Shorter deadlines; all three approvals remain."),
        required=False,
    )
    fast_reason = forms.CharField(
        label=gettext_lazy("Reason for the fast track"), max_length=200, required=False
    )
    signs_accuracy = forms.BooleanField(
        label=gettext_lazy("I have checked this text and answer for its being true and accurate"),
        error_messages={"required": gettext_lazy("Sign for the accuracy of the text.")},
    )

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["override_reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of what is urgent."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("is_fast") and not values.get("fast_reason"):
            self.add_error("fast_reason", _("Give the reason for the fast track."))
        return values

    def letter(self) -> dict[str, Any]:
        """Return what the action takes beside the page and the person."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required


def add_errors(form: forms.Form, messages: dict[str, list[str]]) -> None:
    """Put errors at their fields, and those about anything else above the form."""
    for name, found in messages.items():
        field = name if name in form.fields else None
        for message in found:
            form.add_error(field, message)
