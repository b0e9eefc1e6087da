"""The form with which authority is delegated."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Unit, User
from units.people.fields import PersonField, UnitField
from workflows.timing.delegations import LONGEST_DAYS
from workflows.timing.permissions import Post, holders, possible_deputies, user_holds


class DelegationForm(forms.Form):
    """Who stands in, from when to when, for what, and why.

    The giver is asked for only where the person registers somebody else's written order.
    """

    giver = PersonField(User.objects.none(), label=_("In place of"))
    deputy = PersonField(User.objects.none(), label=_("Deputy"))
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    only_when_overdue = forms.BooleanField(
        label=_("only what is past its deadline"),
        help_text=_("The deputy may then decide only after the deadline of a stage has passed."),
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, post: Post, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if user_holds(user, post):
            del self.fields["giver"]
        else:
            self.fields["giver"].queryset = holders(post)  # type: ignore[attr-defined]
            self.fields["reason"].help_text = _("Name the written order, with its number and date.")
        deputies = possible_deputies(post).exclude(pk=user.pk)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
        self._limit_days()

    def _limit_days(self) -> None:
        today = timezone.localdate()
        last = today + datetime.timedelta(days=LONGEST_DAYS - 1)
        for name in ("starts_on", "ends_on"):
            day = {"type": "date", "min": today.isoformat()}
            self.fields[name].widget = forms.DateInput(day, format="%Y-%m-%d")
        self.fields["starts_on"].initial = today
        self.fields["ends_on"].help_text = _(
            "Authority is delegated for %(days)s days at most."
        ) % {"days": LONGEST_DAYS}
        self.fields["ends_on"].widget.attrs["placeholder"] = last.isoformat()


class UnitForm(forms.Form):
    """Whose leader's authority the IT office is to register."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = UnitField(Unit.objects.all())
