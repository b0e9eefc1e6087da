"""The list of plans: those that the person who asks may read."""

from __future__ import annotations

import datetime
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import HeaderButton

from console.models import CampaignUnit, Plan
from console.permissions import FILING_ROLES
from console.plans.enums import PlanKind, PlanState, Progress
from console.plans.permissions import plans_read_by
from console.plans.reports import PlansReport
from units.limits.listing import units_named
from units.models import Unit
from units.permissions import user_sees_everybody
from units.workbench.posts import posts_of
from units.workbench.tables import TableColumn


class PlanFilterSet(WagtailFilterSet):
    """Filters of the list of plans."""

    unit = django_filters.CharFilter(label=gettext_lazy("Unit"), method="filter_unit")
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=PlanState.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=PlanKind.choices)
    progress = django_filters.ChoiceFilter(
        label=gettext_lazy("Progress"), choices=Progress.choices, field_name="latest_note__state"
    )
    campaign = django_filters.CharFilter(
        label=gettext_lazy("Campaign"), field_name="place__campaign__name", lookup_expr="icontains"
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def filter_unit(self, plans: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep plans of units of this code or name."""
        return plans.filter(unit__in=units_named(words).values("pk"))


def _campaign(plan: Plan) -> str:
    return plan.campaign.name if plan.campaign else "–"


def _progress(plan: Plan) -> str:
    return plan.latest_note.get_state_display() if plan.latest_note else "–"


def _next_step(plan: Plan) -> str:
    return plan.latest_note.next_step if plan.latest_note else ""


def _filed(plan: Plan) -> datetime.date:
    return timezone.localdate(plan.filed_at)


def _plan_url(plan: Plan) -> str:
    return reverse("console_plans_plan", args=(plan.pk,))


class PlansView(PlansReport):
    """All plans that the person may read, those first that were handed in last."""

    model = Plan
    page_title = gettext_lazy("Plans")
    nothing_yet = gettext_lazy(
        "No plan has been handed in yet. A unit's leaders and operators hand it in "
        "from the screen of their unit."
    )
    index_url_name = "console_plans_list"
    index_results_url_name = "console_plans_list_results"
    filterset_class = PlanFilterSet
    file_name = "plans"
    is_searchable = True
    search_fields = ("title", "unit__name", "unit__short_name", "unit__code")
    search_backend_name = None
    verbose_name = gettext_lazy("plans")
    table = (
        TableColumn("title", gettext_lazy("Title"), lambda plan: plan.title, "20%", url=_plan_url),
        TableColumn("unit", gettext_lazy("Unit"), lambda plan: plan.unit.name, "14%"),
        TableColumn("kind", gettext_lazy("Kind"), lambda plan: plan.get_kind_display()),
        TableColumn("campaign", gettext_lazy("Campaign"), _campaign),
        TableColumn("state", gettext_lazy("State"), lambda plan: plan.get_state_display()),
        TableColumn("version", gettext_lazy("Version"), lambda plan: plan.number, "6%"),
        TableColumn("ends_on", gettext_lazy("To be done by"), lambda plan: plan.ends_on),
        TableColumn("progress", gettext_lazy("Progress"), _progress),
        TableColumn("next_step", gettext_lazy("Next step"), _next_step),
        TableColumn("filed", gettext_lazy("Handed in on"), _filed),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever neither files for a unit nor sees everybody."""
        super().setup(request, *args, **kwargs)
        self.own_units = posts_of(request).units(*FILING_ROLES)
        if not self.own_units and not user_sees_everybody(self.user):
            raise PermissionDenied(
                _("Plans are read by the centre, and by those who file for a unit.")
            )

    def get_base_queryset(self) -> QuerySet[Plan]:
        """Return what this person may read, and nothing else to filter."""
        plans = plans_read_by(self.user).select_related("unit", "place__campaign", "latest_note")
        return plans.order_by("-filed_at", "-pk")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Let those who file for a unit hand in a plan for it."""
        return [
            HeaderButton(
                _("Hand in a plan: %(unit)s") % {"unit": unit.short_name},
                url=reverse("console_plans_new", args=(unit.code,)),
                icon_name="plus",
            )
            for unit in self.own_units
        ]


def places_asking(unit: Unit) -> list[CampaignUnit]:
    """Return the places of a unit in running campaigns for which it has not handed in a plan."""
    asking = CampaignUnit.objects.owed_by([unit]).filter(plan__isnull=True)
    return list(asking.select_related("campaign").order_by("plan_due", "pk"))
