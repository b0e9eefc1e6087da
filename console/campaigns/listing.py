"""The lists of campaigns: all of them, the board of one, and its late units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import HeaderButton

from console.campaigns.board import board_columns, days_late, places_of
from console.campaigns.enums import CampaignState
from console.campaigns.permissions import require_campaign_reader, user_can_run_campaigns
from console.models import Campaign, CampaignUnit
from console.plans.enums import PlanKind, PlanState, Progress
from console.plans.reports import PlansReport
from units.limits.listing import units_named
from units.workbench.tables import TableColumn


class CampaignFilterSet(WagtailFilterSet):
    """Filters of the list of campaigns."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=CampaignState.choices)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=PlanKind.choices)

    class Meta:
        model = Campaign
        fields: list[str] = []


def _campaign_url(campaign: Campaign) -> str:
    return reverse("console_campaigns_campaign", args=(campaign.pk,))


class CampaignsView(PlansReport):
    """All campaigns, those first that end last."""

    model = Campaign
    page_title = gettext_lazy("Campaigns")
    nothing_yet = gettext_lazy(
        "There is no campaign yet. The IT office prepares one, chooses its units, and starts it."
    )
    index_url_name = "console_campaigns_list"
    index_results_url_name = "console_campaigns_list_results"
    filterset_class = CampaignFilterSet
    file_name = "campaigns"
    table = (
        TableColumn("name", gettext_lazy("Name"), lambda one: one.name, "25%", url=_campaign_url),
        TableColumn("kind", gettext_lazy("Kind"), lambda one: one.get_kind_display()),
        TableColumn("state", gettext_lazy("State"), lambda one: one.get_state_display()),
        TableColumn("plans_due_on", gettext_lazy("Plans due on"), lambda one: one.plans_due_on),
        TableColumn("deadline", gettext_lazy("Deadline"), lambda one: one.deadline),
        TableColumn("units", gettext_lazy("Units"), lambda one: one.unit_count),
        TableColumn("handed_in", gettext_lazy("Plans handed in"), lambda one: one.plan_count),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_campaign_reader(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return all campaigns with their numbers."""
        in_scope = Q(places__left_on__isnull=True)
        return Campaign.objects.annotate(
            unit_count=Count("places", filter=in_scope),
            plan_count=Count("places__plan", filter=in_scope),
        ).order_by("-deadline", "-pk")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Let the IT office prepare a campaign."""
        if not user_can_run_campaigns(self.user):
            return []
        url = reverse("console_campaigns_new")
        return [HeaderButton(_("Prepare a campaign"), url=url, icon_name="plus")]


class BoardFilterSet(WagtailFilterSet):
    """Filters of the board."""

    unit = django_filters.CharFilter(label=gettext_lazy("Unit"), method="filter_unit")
    plan = django_filters.ChoiceFilter(
        label=gettext_lazy("Plan"),
        method="filter_plan",
        choices=[
            ("handed_in", gettext_lazy("Handed in")),
            ("missing", gettext_lazy("Not handed in")),
            *PlanState.choices,
        ],
    )
    progress = django_filters.ChoiceFilter(
        label=gettext_lazy("Progress"),
        choices=Progress.choices,
        field_name="plan__latest_note__state",
    )

    class Meta:
        model = CampaignUnit
        fields: list[str] = []

    def filter_unit(self, places: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep units of this code or name."""
        return places.filter(unit__in=units_named(words).values("pk"))

    def filter_plan(self, places: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep units that have handed in a plan, or have not, or whose plan stands so."""
        if value in ("handed_in", "missing"):
            return places.filter(plan__isnull=value == "missing")
        return places.filter(plan__state=value)


class BoardView(PlansReport):
    """The units of a campaign with their plans, progress, blockers and next steps."""

    model = CampaignUnit
    page_title = gettext_lazy("Board")
    index_url_name = "console_campaigns_board"
    index_results_url_name = "console_campaigns_board_results"
    filterset_class = BoardFilterSet
    verbose_name = gettext_lazy("units")
    file_name = "board"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_campaign_reader(self.user)
        self.campaign = get_object_or_404(Campaign, pk=kwargs["campaign"])
        self.today = timezone.localdate()

    @cached_property
    def table(self) -> Sequence[TableColumn]:  # type: ignore[override] # depends on the day
        """The columns of the board as of today."""
        return board_columns(self.today)

    def get_page_subtitle(self) -> str:
        return self.campaign.name

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the units of this campaign."""
        return places_of(self.campaign)

    def get_index_url(self) -> str:
        """Return the address of this board."""
        return reverse(self.index_url_name, args=(self.campaign.pk,))

    def get_index_results_url(self) -> str:
        """Return the address of its results."""
        return reverse(self.index_results_url_name, args=(self.campaign.pk,))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start over the campaign to here."""
        way = [
            {"url": reverse("console_campaigns_list"), "label": CampaignsView.page_title},
            {
                "url": reverse("console_campaigns_campaign", args=(self.campaign.pk,)),
                "label": self.campaign.name,
            },
        ]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.campaign.name}
        return [*self.breadcrumbs_items, *way, here]


class LateView(BoardView):
    """The final list: units that finished after their deadline, or have not yet (S101)."""

    page_title = gettext_lazy("Late units")
    index_url_name = "console_campaigns_late"
    index_results_url_name = "console_campaigns_late_results"
    file_name = "late"

    @cached_property
    def table(self) -> Sequence[TableColumn]:  # type: ignore[override] # depends on the day
        """The unit, its dates, and by how many days it is late."""
        wanted = ("unit", "plan", "progress", "blockers", "site_due", "finished_on")
        columns = [column for column in board_columns(self.today) if column.name in wanted]
        late = gettext_lazy("Days late")
        return [
            *columns,
            TableColumn("days_late", late, lambda place: days_late(place, self.today)),
        ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the late units, those first that were due first."""
        return places_of(self.campaign).late(self.today).order_by("site_due", "unit_id")
