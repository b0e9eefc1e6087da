"""Screens of the unifications: a unit's standing, the runs, and the list of checks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.filings.permissions import unit_read_by
from console.models import CheckResult, CheckRun, StandardCheck, StandardTask, Step
from console.office.forms import NothingForm
from console.office.screens import DeedScreen, Screen
from console.permissions import require_office, require_overseer
from console.standards import actions
from console.standards.enums import CheckKind, Outcome
from console.standards.forms import CheckForm, EvidenceForm
from console.standards.permissions import user_can_check
from console.standards.scores import results_of, score_of
from console.standards.tasks import go_on_with_run
from console.steps import steps_of, subject_name
from units.models import Unit
from units.permissions import user_can_manage_units

ROWS = 20
SCORES = (gettext_lazy("Unifications"), "console_standards_list")


class StandingView(DeedScreen):
    """What the checks found at one unit, and what is to be done about it."""

    template_name = "console/standards/unit.html"
    header_icon = "list-ol"
    page_title = gettext_lazy("Standing of the site")
    unit: Unit

    def require(self) -> None:
        """Find the unit; refuse who may not read about it."""
        self.unit = unit_read_by(self.user, self.kwargs["code"])

    def get_page_subtitle(self) -> str:
        return self.unit.name

    def subject(self) -> Model:
        return self.unit

    def deeds(self) -> dict[str, Any]:
        """Let the unit have itself checked, and the IT office record what it saw."""
        found: dict[str, Any] = {}
        if not actions.checked_units().filter(pk=self.unit.pk).exists():
            return found
        if user_can_check(self.user, self.unit):
            found["check"] = (gettext_lazy("Check now"), NothingForm, self._check)
        if user_can_manage_units(self.user):
            for check in StandardCheck.objects.counting().filter(kind=CheckKind.BY_HAND):
                label = _("Record: %(check)s") % {"check": check.name}
                found[f"record-{check.key}"] = (label, EvidenceForm, partial(self._record, check))
        return found

    def _check(self, data: dict[str, Any]) -> str:
        actions.check_unit(self.unit, user=self.user)
        return _("Checked; the score is %(score)s.") % {"score": score_of(self.unit)}

    def _record(self, check: StandardCheck, data: dict[str, Any]) -> str:
        actions.record_by_hand(
            check,
            self.unit,
            user=self.user,
            outcome=Outcome(data["outcome"]),
            evidence=data["evidence"],
        )
        return _("Recorded.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results = results_of([self.unit])
        tasks = {
            task.check_made_id: task for task in StandardTask.objects.open().for_unit(self.unit)
        }
        rows = [
            (check, results.get((self.unit.pk, check.pk)), tasks.get(check.pk))
            for check in StandardCheck.objects.counting()
        ]
        closed = StandardTask.objects.for_unit(self.unit).filter(closed_at__isnull=False)
        steps = Step.objects.filter(unit=self.unit, subject=subject_name(CheckResult))
        return {
            **super().get_context_data(**kwargs),
            "unit": self.unit,
            "score": score_of(self.unit),
            "is_checked": any(result for _check, result, _task in rows),
            "rows": rows,
            "closed": closed.select_related("check_made").order_by("-closed_at")[:ROWS],
            "has_site": self.unit.roots.exists(),
            "steps": steps.select_related("person").order_by("-id")[:ROWS],
        }


class RunsView(Screen):
    """The runs of the checks over all sites, and starting one."""

    template_name = "console/standards/runs.html"
    header_icon = "resubmit"
    page_title = gettext_lazy("Runs of the checks")
    above = (SCORES,)

    def require(self) -> None:
        require_overseer(self.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Start a run, or go on with the one that was interrupted."""
        with transaction.atomic():
            run = actions.start_run(user=self.user)
            transaction.on_commit(partial(go_on_with_run.enqueue, run.pk))
        messages.success(request, _("The checks are under way. Reload to see how far they are."))
        return redirect("console_standards_runs")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = CheckRun.objects.select_related("started_by")
        return {
            **super().get_context_data(**kwargs),
            "runs": Paginator(runs, ROWS).get_page(self.request.GET.get("p")),
            "is_open": runs.filter(is_open=True).exists(),
            "total": actions.checked_units().count(),
            "can_start": user_can_manage_units(self.user),
        }


class ChecksView(Screen):
    """The list of unifications."""

    template_name = "console/standards/checks.html"
    header_icon = "cog"
    page_title = gettext_lazy("List of checks")
    above = (SCORES,)

    def require(self) -> None:
        require_overseer(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(StandardCheck.objects.all(), ROWS).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "checks": page,
            "can_change": user_can_manage_units(self.user),
        }


class CheckView(Screen):
    """One of the unifications, new or as it is."""

    template_name = "console/standards/check.html"
    header_icon = "cog"
    page_title = gettext_lazy("Unification")
    above = (SCORES, (gettext_lazy("List of checks"), "console_standards_checks"))

    def require(self) -> None:
        """Find the check; refuse all but the IT office."""
        require_office(self.user)
        pk = self.kwargs.get("pk")
        self.check = get_object_or_404(StandardCheck, pk=pk) if pk else StandardCheck()

    def get_page_subtitle(self) -> str:
        return self.check.name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what the form says; show it again with what is wrong."""
        form = CheckForm(request.POST, instance=self.check)
        if form.is_valid():
            try:
                actions.save_check(form.instance, user=self.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The list of checks is changed."))
                return redirect("console_standards_checks")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": CheckForm(instance=self.check),
            **super().get_context_data(**kwargs),
            "steps": steps_of(self.check) if self.check.pk else [],
            "list_url": reverse("console_standards_checks"),
        }
