"""The screens of money: how each year stands, and filing, reviewing and deciding projects."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from console.models import BudgetYear, Contractor, Project
from console.money import actions
from console.money.enums import ProjectState
from console.money.figures import saved_on, spent_on, sums_by_project, year_figures
from console.money.forms import (
    AmountForm,
    CapForm,
    CompletionForm,
    NewProjectForm,
    OpinionAmountForm,
    ProjectForm,
)
from console.money.permissions import (
    projects_read_by,
    require_money_reader,
    user_can_amend,
    user_can_exempt,
    user_can_refuse,
    user_can_review,
    user_files_projects,
)
from console.money.querysets import NOTHING
from console.office.forms import DayForm, ReasonForm
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_overseer
from units.permissions import user_can_lead, user_can_manage_units

MONEY = (gettext_lazy("Money"), "console_money")
PROJECTS = (gettext_lazy("Projects"), "console_money_projects")

Deeds = dict[str, tuple[str | Promise, type[Form], Deed]]


class MoneyView(DeedScreen):
    """The cap of each year and what is left of it, and what was spent and saved by a day."""

    template_name = "console/money/overview.html"
    page_title = gettext_lazy("Money")

    def require(self) -> None:
        require_overseer(self.user)

    @cached_property
    def latest(self) -> BudgetYear:
        """The budget whose steps are shown: the year's, else the latest."""
        this_year = BudgetYear.objects.filter(year=timezone.localdate().year).first()
        return this_year or BudgetYear.objects.first() or BudgetYear(year=0)

    def subject(self) -> Model:
        return self.latest

    def deeds(self) -> Deeds:
        """Let the leading group set a cap."""
        if not user_can_lead(self.user):
            return {}
        return {"cap": (gettext_lazy("Set the cap of a year"), CapForm, self._set_cap)}

    def _set_cap(self, cleaned: dict[str, Any]) -> str:
        budget = actions.set_cap(
            cleaned["year"], cleaned["cap"], reason=cleaned["reason"], user=self.user
        )
        return _("The cap of %(year)d is %(cap)s yuan.") % {"year": budget.year, "cap": budget.cap}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = DayForm(self.request.GET or None)
        asked = form.cleaned_data["day"] if form.is_valid() else None
        day = asked or timezone.localdate()
        this_year = timezone.localdate().year
        years = {*BudgetYear.objects.values_list("year", flat=True), this_year}
        return {
            **super().get_context_data(**kwargs),
            "day": day,
            "day_form": form,
            "years": [year_figures(year) for year in sorted(years, reverse=True)[:10]],
            "spent": spent_on(None, day),
            "saved": saved_on(None, day),
            "can_record": user_can_manage_units(self.user),
        }


class FileProjectView(Screen):
    """A new project."""

    template_name = "console/money/new.html"
    page_title = gettext_lazy("File a project")
    button = gettext_lazy("File it")
    above = (PROJECTS,)

    def require(self) -> None:
        require_money_reader(self.user)
        if not user_files_projects(self.user):
            raise Http404("There is nothing for which this person files projects.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """File it; show what is refused, with everything that was typed."""
        form = NewProjectForm(request.POST, user=self.user)
        if form.is_valid():
            values = dict(form.cleaned_data)
            try:
                project = actions.file_project(values.pop("unit"), user=self.user, **values)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("console_money_project", pk=project.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", NewProjectForm(user=self.user))
        return super().get_context_data(**kwargs)


class ProjectView(DeedScreen):
    """A project, with all that the person may do about it now."""

    template_name = "console/money/project.html"
    page_title = gettext_lazy("Project")
    above = (PROJECTS,)

    def require(self) -> None:
        if self.project is None:
            raise Http404("There is no such project.")

    @cached_property
    def project(self) -> Any:
        """The project, if the person may read about it."""
        rows = projects_read_by(self.user).select_related(
            "unit", "filed_by", "reviewed_by", "decided_by"
        )
        return rows.filter(pk=self.kwargs["pk"]).first()

    def get_page_subtitle(self) -> str:
        return str(self.project)

    def subject(self) -> Model:
        project: Project = self.project
        return project

    def deeds(self) -> Deeds:
        """Return what the state of the project allows this person."""
        return {**self._of_filer(), **self._of_office(), **self._of_leading_group()}

    def _of_filer(self) -> Deeds:
        project, found = self.project, Deeds()
        if not user_can_amend(self.user, project):
            return found
        if project.state == ProjectState.RETURNED:
            found["again"] = (gettext_lazy("File it again"), self._again_form(), self._file_again)
        if project.state in (ProjectState.FILED, ProjectState.FORWARDED, ProjectState.RETURNED):
            found["withdraw"] = (gettext_lazy("Withdraw"), ReasonForm, self._withdraw)
        return found

    def _again_form(self) -> type[Form]:
        """Return the form with what was filed before in it."""
        stored = self.project

        class AgainForm(ProjectForm):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, instance=Project.objects.get(pk=stored.pk), **kwargs)

        form: Any = AgainForm
        return form

    def _of_office(self) -> Deeds:
        project = self.project
        if project.state == ProjectState.APPROVED and user_can_manage_units(self.user):
            return {"complete": (gettext_lazy("Complete"), CompletionForm, self._complete)}
        if project.state != ProjectState.FILED or not user_can_review(self.user, project):
            return {}
        return {
            "approve": (gettext_lazy("Approve"), OpinionAmountForm, self._approve),
            "forward": (gettext_lazy("Ask for an exemption"), AmountForm, self._forward),
            "return": (gettext_lazy("Return for completion"), ReasonForm, self._return),
            "refuse": (gettext_lazy("Refuse"), ReasonForm, self._refuse),
        }

    def _of_leading_group(self) -> Deeds:
        project, found = self.project, Deeds()
        if project.state != ProjectState.FORWARDED:
            return found
        if user_can_exempt(self.user, project):
            found["exempt"] = (gettext_lazy("Approve above the cap"), ReasonForm, self._exempt)
        if user_can_refuse(self.user, project):
            found["refuse"] = (gettext_lazy("Refuse"), ReasonForm, self._refuse)
        return found

    def _file_again(self, cleaned: dict[str, Any]) -> str:
        actions.file_again(self.project, user=self.user, **cleaned)
        return _("The project is filed again.")

    def _withdraw(self, cleaned: dict[str, Any]) -> str:
        actions.withdraw_project(self.project, reason=cleaned["reason"], user=self.user)
        return _("The project is withdrawn.")

    def _approve(self, cleaned: dict[str, Any]) -> str:
        return self._approved(actions.approve_project(self.project, user=self.user, **cleaned))

    def _forward(self, cleaned: dict[str, Any]) -> str:
        actions.forward_project(self.project, user=self.user, **cleaned)
        return _("The project waits for the leading group.")

    def _return(self, cleaned: dict[str, Any]) -> str:
        actions.return_project(self.project, reason=cleaned["reason"], user=self.user)
        return _("The project is returned.")

    def _refuse(self, cleaned: dict[str, Any]) -> str:
        actions.refuse_project(self.project, reason=cleaned["reason"], user=self.user)
        return _("The project is refused.")

    def _exempt(self, cleaned: dict[str, Any]) -> str:
        return self._approved(
            actions.exempt_project(self.project, reason=cleaned["reason"], user=self.user)
        )

    def _complete(self, cleaned: dict[str, Any]) -> str:
        actions.complete_project(self.project, user=self.user, **cleaned)
        return _("The project is completed.")

    def _approved(self, project: Project) -> str:
        number = {"number": project.certificate_number}
        return _("Approved: procurement is allowed under number %(number)s.") % number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project = self.project
        spent = sums_by_project([project]).get(project.pk, NOTHING)
        return {
            **super().get_context_data(**kwargs),
            "project": project,
            "spent": spent,
            "saved": project.quoted - spent if project.completed_on else None,
            "year": year_figures(project.year),
            "lines": project.lines.select_related("recorded_by")[:50],
            "contracts": project.contracts.select_related("contractor"),
        }


class QualificationView(View):
    """The document that a contractor has shown, for those who see everybody."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file."""
        require_overseer(request.user)  # type: ignore[arg-type]
        contractor = Contractor.objects.filter(pk=pk).first()
        if contractor is None or not contractor.document:
            raise Http404("There is no such document.")
        return FileResponse(contractor.document.open(), as_attachment=True)
