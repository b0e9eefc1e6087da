"""The screens of blueprints over all units: what a version changes, and deciding about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.actions import approve_blueprint, differences, drop_blueprint, propose_blueprint
from console.blueprint_files import (
    BlueprintError,
    blueprint_names,
    blueprint_versions,
    load_blueprint,
)
from console.models import BlueprintProposal, UnitBlueprint
from console.office.forms import NothingForm, ReasonForm
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_overseer, user_can_approve, user_can_propose
from console.register.differences import in_words
from console.register.forms import ProposeForm
from console.register.run_views import UNITS
from console.register.runs import order_application

BLUEPRINTS = (gettext_lazy("Blueprints"), "console_register_blueprints")
# Of past proposals so many are shown
MOST_PROPOSALS = 10


class BlueprintsView(Screen):
    """Each blueprint with its versions, how many units have each, and what the latest changes."""

    template_name = "console/register/blueprints.html"
    page_title = gettext_lazy("Blueprints")
    above = (UNITS,)

    def require(self) -> None:
        require_overseer(self.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose a version to the leading group."""
        form = ProposeForm(request.POST)
        problem = _("Choose a version.")
        if form.is_valid():
            try:
                proposal = propose_blueprint(
                    form.cleaned_data["name"],
                    version=form.cleaned_data["version"],
                    user=self.user,
                )
            except ValidationError as error:
                problem = " ".join(error.messages)
            except BlueprintError as error:
                problem = str(error)
            else:
                return redirect("console_register_proposal", pk=proposal.pk)
        return self.render_to_response(self.get_context_data(problem=problem))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = UnitBlueprint.objects.values_list("name", "version").annotate(Count("pk"))
        units = {(name, version): count for name, version, count in counted}
        return {
            **super().get_context_data(**kwargs),
            "rows": [_row(name, units) for name in blueprint_names()],
            "awaited": set(BlueprintProposal.objects.open().values_list("blueprint", flat=True)),
            "proposals": BlueprintProposal.objects.select_related("proposed_by")[:MOST_PROPOSALS],
            "can_propose": user_can_propose(self.user),
        }


def _row(name: str, units: dict[tuple[str, int], int]) -> dict[str, Any]:
    versions = blueprint_versions(name)
    latest = versions[-1]
    return {
        "name": name,
        "title": load_blueprint(name, latest).title,
        "versions": [(version, units.get((name, version), 0)) for version in versions],
        "latest": latest,
        "differences": in_words(differences(name, latest), blueprint=name, version=latest),
    }


class ProposalView(DeedScreen):
    """A proposal with its difference: the leading group decides, the IT office applies it."""

    template_name = "console/register/proposal.html"
    page_title = gettext_lazy("Proposal for a blueprint")
    above = (UNITS, BLUEPRINTS)

    def require(self) -> None:
        require_overseer(self.user)

    @cached_property
    def proposal(self) -> BlueprintProposal:
        """The proposal."""
        rows = BlueprintProposal.objects.select_related("proposed_by", "approved_by")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404("There is no such proposal.")
        return found

    def get_page_subtitle(self) -> str:
        return str(self.proposal)

    def subject(self) -> Model:
        return self.proposal

    def back(self) -> str:
        """Return to the run, if one was started."""
        return getattr(self, "leads_to", "") or super().back()

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        """Approve or refuse, withdraw, or apply, as far as the person may."""
        found: dict[str, tuple[str | Promise, type[Form], Deed]] = {}
        proposal, is_open = (
            self.proposal,
            not (self.proposal.approved_at or self.proposal.dropped_at),
        )
        if is_open and user_can_approve(self.user, proposal):
            found["approve"] = (gettext_lazy("Approve"), NothingForm, self._approve)
            found["drop"] = (gettext_lazy("Refuse"), ReasonForm, self._drop)
        if is_open and proposal.proposed_by_id == self.user.pk:
            found["drop"] = (gettext_lazy("Withdraw"), ReasonForm, self._drop)
        can_apply = proposal.approved_at and not proposal.applied_at
        if can_apply and user_can_propose(self.user):
            found["apply"] = (gettext_lazy("Apply to all units"), NothingForm, self._apply)
        return found

    def _approve(self, _cleaned: dict[str, Any]) -> str:
        approve_blueprint(self.proposal, user=self.user)
        return _("The proposal is approved; the IT office can apply it now.")

    def _drop(self, cleaned: dict[str, Any]) -> str:
        drop_blueprint(self.proposal, user=self.user, reason=cleaned["reason"])
        return _("The proposal is closed.")

    def _apply(self, _cleaned: dict[str, Any]) -> str:
        run = order_application(self.proposal, user=self.user)
        self.leads_to = reverse("console_register_run", args=(run.pk,))
        return _("The units are being brought to the new version.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "proposal": self.proposal,
            "differences": in_words(
                self.proposal.diff,
                blueprint=self.proposal.blueprint,
                version=self.proposal.to_version,
            ),
            "runs": self.proposal.runs.select_related("started_by"),
        }
