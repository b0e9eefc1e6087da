"""The screens of work on many units: ordering provisioning, and how far a run is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from console.blueprint_files import title_in_words
from console.models import OfficeRun
from console.office.forms import NothingForm
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_office, require_overseer
from console.register.filters import UnitFilterSet
from console.register.forms import ProvisionForm
from console.register.listing import CHOICE, named, units_for_list
from console.register.runs import can_be_resumed, order_provisioning, resume_run
from units.enums import Presence
from units.models import Unit
from units.permissions import user_can_manage_units

UNITS = (gettext_lazy("Units"), "console_register_units")
# Of a long choice so many names are shown
MOST_SHOWN = 60


class ProvisionView(Screen):
    """What the chosen units are to get; the units come ticked, or as the filters of the list."""

    template_name = "console/register/provision.html"
    page_title = gettext_lazy("Provision units")
    above = (UNITS,)

    def require(self) -> None:
        require_office(self.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Order it, and show how far it is."""
        form = ProvisionForm(request.POST)
        if form.is_valid():
            try:
                run = order_provisioning(
                    form.cleaned_data["codes"],
                    blueprint=form.cleaned_data["blueprint"],
                    presence=Presence(form.cleaned_data["presence"]),
                    user=self.user,
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return redirect("console_register_run", pk=run.pk)
        codes = request.POST.get("codes", "").split()
        return self.render_to_response(self.get_context_data(form=form, codes=codes))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the units that would get pages, and how many of the chosen have them already."""
        codes = kwargs.pop("codes", None)
        chosen = list(
            _chosen(self.request) if codes is None else Unit.objects.filter(code__in=codes)
        )
        pks = [unit.pk for unit in chosen]
        todo = list(Unit.objects.real().without_home().filter(pk__in=pks, closed_on=None))
        form = ProvisionForm(initial={"codes": " ".join(unit.code for unit in todo)})
        return {
            "form": form,
            **super().get_context_data(**kwargs),
            "shown": todo[:MOST_SHOWN],
            "count": len(todo),
            "left_out": len(chosen) - len(todo),
        }


def _chosen(request: HttpRequest) -> Any:
    """Return the ticked units, or all that the filters of the list leave."""
    if "all" not in request.GET:
        return Unit.objects.real().filter(code__in=request.GET.getlist(CHOICE))
    query = QueryDict(request.GET.urlencode(), mutable=True)
    units = units_for_list()
    if words := query.get("q", "").strip():
        units = named(units, words)
    filters = UnitFilterSet(query, queryset=units, request=request)
    return filters.qs if filters.is_valid() else units.none()


class RunView(DeedScreen):
    """How far a run is; a script asks for it anew, and without one the page is opened again."""

    template_name = "console/register/run.html"
    page_title = gettext_lazy("Run over units")
    above = (UNITS,)

    def require(self) -> None:
        require_overseer(self.user)

    @cached_property
    def run(self) -> OfficeRun:
        """The run."""
        return _run(self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.run)

    def subject(self) -> Model:
        return self.run

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        """Let the IT office start a run again that stands still."""
        if not user_can_manage_units(self.user) or not can_be_resumed(self.run):
            return {}
        return {"resume": (gettext_lazy("Go on with what is left"), NothingForm, self._resume)}

    def _resume(self, _cleaned: dict[str, Any]) -> str:
        resume_run(self.run, user=self.user)
        return _("The run goes on.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.run.order.get("blueprint", "")
        return {
            **super().get_context_data(**kwargs),
            "run": self.run,
            "layout": title_in_words(name) if name else "",
        }


class RunStateView(View):
    """The same in few words, for the script."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """Answer with the numbers."""
        require_overseer(request.user)  # type: ignore[arg-type]
        run = _run(pk)
        told = _("%(done)d of %(total)d units") % {"done": run.done, "total": run.total}
        return JsonResponse(
            {
                "state": run.state,
                "label": run.get_state_display(),
                "told": told,
                "percent": run.percent,
                "moving": run.is_moving,
                "moved": timezone.localtime(run.moved_at).strftime("%H:%M:%S"),
            }
        )


def _run(pk: int) -> OfficeRun:
    found = OfficeRun.objects.select_related("started_by", "proposal").filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such run.")
    return found
