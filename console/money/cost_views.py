"""The screens that record what was spent, and mend what was recorded wrongly."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.models import CostLine
from console.money.costs import correct_cost, record_cost, standing_amount
from console.money.forms import CorrectionForm, CostForm
from console.money.views import MONEY
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_office, require_overseer
from units.permissions import user_can_manage_units

LINES = (gettext_lazy("Lines of cost"), "console_money_lines")


class RecordView(Screen):
    """A new line."""

    template_name = "console/money/new.html"
    page_title = gettext_lazy("Record a cost")
    button = gettext_lazy("Record it")
    above = (MONEY, LINES)

    def require(self) -> None:
        require_office(self.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add it; show what is refused, with everything that was typed."""
        form = CostForm(request.POST)
        if form.is_valid():
            try:
                record_cost(user=self.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The line is recorded."))
                return redirect("console_money_lines")
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", CostForm())
        return super().get_context_data(**kwargs)


class LineView(DeedScreen):
    """A line with its corrections."""

    template_name = "console/money/line.html"
    page_title = gettext_lazy("Line of cost")
    above = (MONEY, LINES)

    def require(self) -> None:
        require_overseer(self.user)

    @cached_property
    def line(self) -> CostLine:
        """The line, or the one that it corrects."""
        rows = CostLine.objects.select_related("unit", "project", "recorded_by", "corrects")
        found: CostLine | None = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404("There is no such line.")
        return found

    def get_page_subtitle(self) -> str:
        return str(self.line)

    def subject(self) -> Model:
        subject: Model = self.line.project or self.line.corrects or self.line
        return subject

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        """Let the IT office correct a line that corrects none itself."""
        if not user_can_manage_units(self.user) or self.line.corrects_id:
            return {}
        return {"correct": (gettext_lazy("Correct"), CorrectionForm, self._correct)}

    def _correct(self, cleaned: dict[str, Any]) -> str:
        correct_cost(self.line, right=cleaned["right"], reason=cleaned["reason"], user=self.user)
        return _("The line is corrected.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        original = self.line.corrects or self.line
        return {
            **super().get_context_data(**kwargs),
            "line": self.line,
            "corrections": original.corrections.select_related("recorded_by").order_by("pk"),
            "standing": standing_amount(original),
        }
