"""Sending a text that waits for one office to the other one, with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from units.enums import Role
from workflows.errors import GateRefusal, Incomplete
from workflows.inbox.views import ItemScreen, add_errors
from workflows.permissions import user_can_reroute
from workflows.stages.actions import reroute
from workflows.stages.routing import OFFICES


class RerouteForm(forms.Form):
    """Why the other office should decide."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Both offices and the authors can read it."),
    )


class RerouteView(ItemScreen):
    """Asks for the reason, then sends the text to the other office."""

    template_name = "workflows/inbox/reroute.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse all but the IT office and the leading group."""
        super().setup(request, *args, **kwargs)
        if not user_can_reroute(self.user, self.state):
            raise PermissionDenied(
                _("Only the IT office and the leading group send a text elsewhere.")
            )

    @cached_property
    def other(self) -> Role:
        """The office that does not hold the text now."""
        return next(role for role in OFFICES.values() if role != self.state.role)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", RerouteForm())
        held = Role(self.state.role)
        return {**super().get_context_data(**kwargs), "held_by": held, "other": self.other}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or say what is missing."""
        form = RerouteForm(request.POST)
        if form.is_valid():
            try:
                reroute(
                    self.state, user=self.user, role=self.other, reason=form.cleaned_data["reason"]
                )
            except Incomplete as missing:
                add_errors(form, missing)
            except GateRefusal as refusal:
                form.add_error(None, str(refusal))
            else:
                told = _("Sent to: %(office)s.") % {"office": self.other.label}
                messages.success(request, told)
                return redirect(reverse("approval_item", args=(self.state.pk,)))
        return self.render_to_response(self.get_context_data(form=form))
