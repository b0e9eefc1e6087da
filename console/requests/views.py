"""The screens on which requests are written, read and decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from console.models import UnitRequest
from console.office.forms import NothingForm, ReasonForm
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import units_filed_for
from console.requests import actions
from console.requests.catalogue import KINDS, find_kind, kind_of
from console.requests.duplicates import COMPARED, likely_duplicates
from console.requests.enums import AWAITING, OPEN_TO_UNIT, RequestKind
from console.requests.forms import WithdrawalForm, decision_form, writing_form
from console.requests.kinds import missing_text
from console.requests.permissions import requests_read_by, user_can_write, user_may
from console.requests.telling import facts_of, layout_changes
from units.models import Unit

_LIST = (gettext_lazy("Requests"), "console_requests_list")


class ChooseView(Screen):
    """What can be asked for, for each unit for which the person files."""

    template_name = "console/requests/choose.html"
    page_title = gettext_lazy("Write a request")
    above = (_LIST,)

    def require(self) -> None:
        if not units_filed_for(self.user).exists():
            raise PermissionDenied(_("Requests are written by a unit's leaders and operators."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = units_filed_for(self.user).order_by("pk")
        return {**super().get_context_data(**kwargs), "units": units, "kinds": KINDS}


class WritingScreen(Screen):
    """A request being written; what is wrong with it is said beside what was typed."""

    template_name = "console/requests/write.html"
    above = (_LIST,)
    unit_request: UnitRequest

    def get_page_title(self) -> str:
        return self.unit_request.get_kind_display()

    def get_page_subtitle(self) -> str:
        return self.unit_request.unit.name

    @cached_property
    def form(self) -> Any:
        """The form, with what was sent."""
        sent = self.request.POST if self.request.method == "POST" else None
        return writing_form(kind_of(self.unit_request))(sent, instance=self.unit_request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was written; it is handed in from the request's own screen."""
        if self.form.is_valid():
            try:
                kept = self.keep(self.form.facts())
            except ValidationError as error:
                self.form.add_error(None, error.messages)
            else:
                messages.success(request, _("Kept. Look it through, then hand it in."))
                return redirect("console_requests_show", kept.pk)
        return self.render_to_response(self.get_context_data())

    def keep(self, facts: dict[str, Any]) -> UnitRequest:
        """Store what was written."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = kind_of(self.unit_request)
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "media": self.form.media,
            "kind": kind,
            "back": self.back(),
        }

    def back(self) -> str:
        """Return where "Cancel" leads."""
        return reverse("console_requests_list")


class NewView(WritingScreen):
    """A new request of one kind, of one unit."""

    def require(self) -> None:
        kind = find_kind(self.kwargs["kind"])
        if kind is None:
            raise Http404
        unit = get_object_or_404(Unit, code=self.kwargs["code"])
        if not units_filed_for(self.user).filter(pk=unit.pk).exists():
            raise PermissionDenied(_("Only the unit's own leaders and operators file for it."))
        self.unit_request = UnitRequest(unit=unit, kind=kind.key)

    def keep(self, facts: dict[str, Any]) -> UnitRequest:
        kind = RequestKind(self.unit_request.kind)
        return actions.draft_request(
            unit=self.unit_request.unit, kind=kind, user=self.user, **facts
        )


class ChangeView(WritingScreen):
    """A request that is not handed in, or came back."""

    def require(self) -> None:
        readable = requests_read_by(self.user).select_related("unit")
        self.unit_request = get_object_or_404(readable, pk=self.kwargs["pk"])
        if not user_can_write(self.user, self.unit_request):
            raise PermissionDenied(_("This request cannot be changed by you now."))

    def keep(self, facts: dict[str, Any]) -> UnitRequest:
        return actions.change_request(self.unit_request, user=self.user, **facts)

    def back(self) -> str:
        return reverse("console_requests_show", args=(self.unit_request.pk,))


class RequestView(DeedScreen):
    """One request: what is asked for, what stands already, and what may be done about it now."""

    template_name = "console/requests/request.html"
    above = (_LIST,)

    def require(self) -> None:
        people = ("unit", "drafted_by", "filed_by", "reviewed_by", "decided_by", "contractor")
        found = requests_read_by(self.user).select_related(*people)
        self.unit_request = get_object_or_404(found, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.unit_request.get_kind_display()

    def get_page_subtitle(self) -> str:
        return self.unit_request.unit.name

    def subject(self) -> UnitRequest:
        return self.unit_request

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        may = user_may(self.user, self.unit_request)
        return {name: deed for name, deed in self._all_deeds().items() if name in may}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say so where somebody else was faster."""
        deed = request.POST.get("deed", "")
        if deed in self._all_deeds() and deed not in self.deeds():
            state = self.unit_request.get_state_display()
            messages.error(
                request, _("This cannot be done any more: %(state)s.") % {"state": state}
            )
            return redirect(self.back())
        return super().post(request, *args, **kwargs)

    def _all_deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        negative = decision_form(kind_of(self.unit_request))
        return {
            "submit": (gettext_lazy("Hand in to the IT office"), NothingForm, self._submit),
            "forward": (gettext_lazy("Pass on to the leading group"), ReasonForm, self._forward),
            "approve": (gettext_lazy("Approve and carry out"), ReasonForm, self._approve),
            "approve_roll_back": (gettext_lazy("Roll back"), ReasonForm, self._roll_back),
            "return": (gettext_lazy("Return for completion"), negative, self._return),
            "refuse": (pgettext_lazy("request", "Refuse"), negative, self._refuse),
            "refuse_roll_back": (gettext_lazy("Keep the layout"), ReasonForm, self._keep_layout),
            "ask_roll_back": (gettext_lazy("Ask for a roll-back"), ReasonForm, self._ask),
            "withdraw": (pgettext_lazy("request", "Withdraw"), WithdrawalForm, self._withdraw),
        }

    def _submit(self, said: dict[str, Any]) -> str:
        actions.submit_request(self.unit_request, user=self.user)
        return _("Handed in. The IT office has been told.")

    def _forward(self, said: dict[str, Any]) -> str:
        actions.forward(self.unit_request, user=self.user, **said)
        return _("Passed on. The leading group has been told.")

    def _approve(self, said: dict[str, Any]) -> str:
        actions.approve(self.unit_request, user=self.user, **said)
        return _("Approved and carried out. The unit has been told.")

    def _return(self, said: dict[str, Any]) -> str:
        actions.return_request(self.unit_request, user=self.user, **said)
        return _("Returned. The unit has been told what to complete.")

    def _refuse(self, said: dict[str, Any]) -> str:
        actions.refuse(self.unit_request, user=self.user, **said)
        return _("Refused. The unit has been told why.")

    def _withdraw(self, said: dict[str, Any]) -> str:
        actions.withdraw(self.unit_request, user=self.user, **said)
        return _("Withdrawn.")

    def _ask(self, said: dict[str, Any]) -> str:
        actions.ask_roll_back(self.unit_request, user=self.user, **said)
        return _("Asked for. The leading group has been told.")

    def _roll_back(self, said: dict[str, Any]) -> str:
        actions.decide_roll_back(self.unit_request, user=self.user, is_approved=True, **said)
        return _("Rolled back. The unit has been told.")

    def _keep_layout(self, said: dict[str, Any]) -> str:
        actions.decide_roll_back(self.unit_request, user=self.user, is_approved=False, **said)
        return _("The layout stays. The unit has been told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.unit_request
        kind = kind_of(request)
        is_open = request.state in (*OPEN_TO_UNIT, *AWAITING)
        missing = kind.missing(request) if request.state in OPEN_TO_UNIT else []
        return {
            **super().get_context_data(**kwargs),
            "unit_request": request,
            "kind": kind,
            "facts": facts_of(request),
            "is_compared": is_open and request.kind in COMPARED,
            "can_write": user_can_write(self.user, request),
            "missing": missing_text(missing) if missing else "",
            "duplicates": likely_duplicates(request) if is_open else [],
            "layout_changes": layout_changes(request) if is_open else [],
        }
