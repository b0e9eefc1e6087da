"""The screens of plans: handing one in, revising it, and one plan with all that was said of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import HeaderButton

from console.campaigns.dates import is_locked
from console.models import CampaignUnit, Plan, PlanComment, PlanStep, PlanVersion, ProgressNote
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_filer, units_read_by, user_can_file
from console.plans import actions
from console.plans.drafts import PlanDraft
from console.plans.enums import PlanKind, PlanState, Progress
from console.plans.forms import (
    ApproveForm,
    BaseStepFormSet,
    CommentForm,
    PlanForm,
    ReturnForm,
    for_version,
    progress_form,
    revision_as_typed,
    rows_as_sent,
    step_formset,
)
from console.plans.listing import places_asking
from console.plans.permissions import plans_read_by, user_can_approve_version, user_can_comment
from console.plans.standing import (
    approved_version,
    latest_version,
    steps_of_version,
    version_of,
)
from units.models import Unit
from units.permissions import user_can_manage_units

PLANS = ((gettext_lazy("Plans"), "console_plans_list"),)
ROWS = 20


class VersionScreen(Screen):
    """A form with rows of steps; what cannot be taken is said above it, and stays typed."""

    template_name = "console/plans/form.html"
    above = PLANS
    unit: Unit

    def require(self) -> None:
        require_filer(self.user, self.unit)

    def form(self, data: Any = None, **kwargs: Any) -> PlanForm:
        """Return the form of the version."""
        raise NotImplementedError

    def known(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return what the form and its rows show at first."""
        return {}, []

    def hand_in(self, form: PlanForm, draft: PlanDraft) -> Plan:
        """Call the action."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is known."""
        said, steps = self.known()
        return self.show(self.form(initial=said), step_formset(self.unit, initial=steps))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand it in, or show more rows."""
        if "more" in request.POST:
            form = self.form(initial=request.POST.dict())
            return self.show(form, step_formset(self.unit, initial=rows_as_sent(request.POST)))
        form, formset = self.form(request.POST), step_formset(self.unit, request.POST)
        # Both are asked, so that all faults are shown at once
        if form.is_valid() & formset.is_valid():
            try:
                plan = self.hand_in(form, form.draft(formset.drafts()))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                told = _("Version %(number)d of “%(title)s” is handed in.")
                messages.success(request, told % {"number": plan.number, "title": plan.title})
                return redirect("console_plans_plan", plan.pk)
        return self.show(form, formset)

    def show(self, form: PlanForm, formset: BaseStepFormSet) -> HttpResponse:
        """Show the form."""
        facts = {"form": form, "formset": formset, "media": form.media + formset.media}
        return self.render_to_response(self.get_context_data(unit=self.unit, **facts))


class NewPlanScreen(VersionScreen):
    """A first version."""

    page_title = gettext_lazy("Hand in a plan")

    def require(self) -> None:
        readable = units_read_by(self.user)
        self.unit = get_object_or_404(readable, code=self.kwargs["code"])
        super().require()
        self.asking = places_asking(self.unit)

    def get_page_subtitle(self) -> str:
        return self.unit.name

    def form(self, data: Any = None, **kwargs: Any) -> PlanForm:
        campaigns = [place.campaign for place in self.asking]
        return PlanForm(data, unit=self.unit, campaigns=campaigns, **kwargs)

    def known(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        asked = self.request.GET.get("campaign", "")
        found = [place.campaign for place in self.asking if str(place.campaign_id) == asked]
        kind = found[0].kind if found else PlanKind.NEW
        campaign = found[0].pk if found else None
        return {"owner": self.user.pk, "kind": kind, "campaign": campaign}, []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what campaigns ask of the unit."""
        return super().get_context_data(asking=self.asking, **kwargs)

    def hand_in(self, form: PlanForm, draft: PlanDraft) -> Plan:
        campaign = form.cleaned_data["campaign"]
        return actions.file_plan(self.unit, user=self.user, draft=draft, campaign=campaign)


class RevisionScreen(VersionScreen):
    """The next version."""

    page_title = gettext_lazy("Revise the plan")

    def require(self) -> None:
        plans = plans_read_by(self.user).select_related("unit", "place__campaign")
        self.plan = get_object_or_404(plans, pk=self.kwargs["plan"])
        self.unit = self.plan.unit
        super().require()

    def get_page_subtitle(self) -> str:
        return self.plan.title

    def form(self, data: Any = None, **kwargs: Any) -> PlanForm:
        return PlanForm(data, unit=self.unit, **kwargs)

    def known(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        return revision_as_typed(latest_version(self.plan))

    def hand_in(self, form: PlanForm, draft: PlanDraft) -> Plan:
        return actions.revise_plan(self.plan, user=self.user, draft=draft)


class PlanScreen(DeedScreen):
    """A plan: one of its versions, what was said, what has been done, and what can be done."""

    template_name = "console/plans/plan.html"
    above = PLANS

    def require(self) -> None:
        plans = plans_read_by(self.user).select_related("unit", "place__campaign", "latest_note")
        self.plan = get_object_or_404(plans, pk=self.kwargs["plan"])
        self.latest = latest_version(self.plan)

    def subject(self) -> Model:
        return self.plan

    def get_page_title(self) -> str:
        return self.plan.title

    def get_page_subtitle(self) -> str:
        return self.plan.unit.name

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Lead those who file for the unit to the next version, while one is taken."""
        if not user_can_file(self.user, self.plan.unit) or self.is_locked():
            return []
        url = reverse("console_plans_revise", args=(self.plan.pk,))
        return [HeaderButton(_("Revise the plan"), url=url, icon_name="edit")]

    def place(self) -> CampaignUnit | None:
        """Return the unit's place in the plan's campaign, with its dates."""
        if self.plan.place_id is None:
            return None
        places = CampaignUnit.objects.in_scope().with_dates().select_related("campaign")
        return places.filter(pk=self.plan.place_id).first()

    def is_locked(self) -> bool:
        """Say whether the campaign takes no further version."""
        if self.plan.place_id is None:
            return False
        place = self.place()
        return place is None or is_locked(place)

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        found: dict[str, tuple[str | Promise, type[Form], Deed]] = {}
        is_filed = self.plan.state == PlanState.FILED
        if is_filed and user_can_approve_version(self.user, self.latest):
            found["approve"] = (
                _("Approve the plan"),
                for_version(ApproveForm, self.plan),
                self._approve,
            )
        if is_filed and user_can_manage_units(self.user):
            return_form = for_version(ReturnForm, self.plan)
            found["return"] = (_("Return for revision"), return_form, self._return)
        if not user_can_comment(self.user, self.plan):
            return found
        if self.plan.state != PlanState.APPROVED:
            found["comment"] = (_("Send the comment"), CommentForm, self._comment)
        if holding := approved_version(self.plan):
            found["progress"] = (_("Note progress"), progress_form(holding), self._progress)
        return found

    def _approve(self, said: dict[str, Any]) -> str:
        actions.approve_plan(
            self.plan, user=self.user, number=said["number"], reason=said["reason"]
        )
        return _("The plan is approved.")

    def _return(self, said: dict[str, Any]) -> str:
        actions.return_plan(self.plan, user=self.user, **said)
        return _("The plan is returned; the unit is told why.")

    def _comment(self, said: dict[str, Any]) -> str:
        actions.comment_on(self.plan, user=self.user, text=said["text"])
        return _("Your comment is kept.")

    def _progress(self, said: dict[str, Any]) -> str:
        step: PlanStep | None = said["step"]
        actions.note_progress(
            self.plan,
            user=self.user,
            state=Progress(said["state"]),
            step=step,
            blockers=said["blockers"],
            next_step=said["next_step"],
        )
        return _("The progress is noted.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version()
        comments = PlanComment.objects.filter(version__plan=self.plan)
        notes = ProgressNote.objects.filter(plan=self.plan)
        return {
            **super().get_context_data(**kwargs),
            "plan": self.plan,
            "place": self.place(),
            "version": version,
            "is_latest": version.number == self.plan.number,
            "steps_of_plan": steps_of_version(version),
            "versions": self.page_of("versions", self.plan.versions.select_related("approval")),
            "comments": self.page_of(
                "comments", comments.select_related("person", "version").order_by("-pk")
            ),
            "notes": self.page_of("notes", notes.select_related("person", "step")),
        }

    def version(self) -> PlanVersion:
        """Return the version that the address asks for, the latest when it names none."""
        number = self.request.GET.get("version", "")
        if not number:
            return self.latest
        try:
            return version_of(self.plan, int(number))
        except (ValueError, PlanVersion.DoesNotExist) as error:
            raise Http404 from error

    def page_of(self, key: str, rows: QuerySet[Any]) -> Any:
        """Return the page of rows that the address asks for."""
        return Paginator(rows, ROWS).get_page(self.request.GET.get(key))
