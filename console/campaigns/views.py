"""The screens of campaigns: preparing one, one with its figures and burn-down, and a snapshot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import HeaderButton

from console.campaigns import actions
from console.campaigns.board import board_columns
from console.campaigns.burndown import HEIGHT, WIDTH, burndown
from console.campaigns.enums import CampaignState
from console.campaigns.figures import figures_of
from console.campaigns.forms import (
    CampaignForm,
    DatesForm,
    EndForm,
    PlaceDatesForm,
    PlaceForm,
    ScopeForm,
    SnapshotForm,
    of_campaign,
)
from console.campaigns.permissions import require_campaign_reader, user_can_run_campaigns
from console.models import Campaign, CampaignSnapshot
from console.office.forms import NothingForm
from console.office.screens import Deed, DeedScreen, Screen
from console.permissions import require_office

CAMPAIGNS = ((gettext_lazy("Campaigns"), "console_campaigns_list"),)
ROWS = 50
Deeds = dict[str, tuple[str | Promise, type[Form], Deed]]


class NewCampaignScreen(Screen):
    """A campaign is prepared: named and dated; its units are chosen next."""

    template_name = "console/campaigns/form.html"
    page_title = gettext_lazy("Prepare a campaign")
    above = CAMPAIGNS

    def require(self) -> None:
        require_office(self.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.show(CampaignForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draft the campaign, or say what is wrong."""
        form = CampaignForm(request.POST)
        if form.is_valid():
            try:
                campaign = actions.prepare_campaign(user=self.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The campaign is drafted. Choose its units now."))
                return redirect("console_campaigns_campaign", campaign.pk)
        return self.show(form)

    def show(self, form: CampaignForm) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=form, media=form.media))


class CampaignScreen(DeedScreen):
    """A campaign with its figures, its burn-down, its boards, and what can be done."""

    template_name = "console/campaigns/campaign.html"
    above = CAMPAIGNS

    def require(self) -> None:
        require_campaign_reader(self.user)
        self.campaign = get_object_or_404(Campaign, pk=self.kwargs["campaign"])

    def subject(self) -> Model:
        return self.campaign

    def get_page_title(self) -> str:
        return self.campaign.name

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Lead to the board and to the late units."""
        args = (self.campaign.pk,)
        board = reverse("console_campaigns_board", args=args)
        late = reverse("console_campaigns_late", args=args)
        return [
            HeaderButton(_("Board"), url=board, icon_name="list-ul", priority=10),
            HeaderButton(_("Late units"), url=late, icon_name="warning", priority=20),
        ]

    def deeds(self) -> Deeds:
        if not user_can_run_campaigns(self.user) or not self.campaign.is_open:
            return {}
        start: Deeds = {"start": (_("Start the campaign"), NothingForm, self._start)}
        scope: Deeds = {
            "add": (_("Add units"), ScopeForm, self._add),
            "drop": (_("Take a unit out"), of_campaign(PlaceForm, self.campaign), self._drop),
        }
        if self.campaign.state == CampaignState.DRAFT:
            return {**start, **scope}
        return {
            "snapshot": (_("Keep the board for a meeting"), SnapshotForm, self._snapshot),
            "extend": (_("Extend the dates of all units"), DatesForm, self._extend),
            "extend_unit": (
                _("Extend the dates of one unit"),
                of_campaign(PlaceDatesForm, self.campaign),
                self._extend_unit,
            ),
            **scope,
            "end": (_("End the campaign"), EndForm, self._end),
        }

    def _start(self, said: dict[str, Any]) -> str:
        actions.start_campaign(self.campaign, user=self.user)
        return _("The campaign is started; its units are told.")

    def _add(self, said: dict[str, Any]) -> str:
        count = actions.add_units(self.campaign, said["units"], user=self.user)
        return _("Units added: %(count)d") % {"count": count}

    def _drop(self, said: dict[str, Any]) -> str:
        unit = said["unit"]
        actions.drop_unit(self.campaign, unit, user=self.user, reason=said["reason"])
        return _("%(unit)s is not in the campaign any more.") % {"unit": unit.name}

    def _snapshot(self, said: dict[str, Any]) -> str:
        actions.take_snapshot(self.campaign, user=self.user, **said)
        return _("The board is kept.")

    def _extend(self, said: dict[str, Any]) -> str:
        actions.extend_campaign(self.campaign, user=self.user, **said)
        return _("The dates are extended; the units are told.")

    def _extend_unit(self, said: dict[str, Any]) -> str:
        actions.extend_unit(self.campaign, said.pop("unit"), user=self.user, **said)
        return _("The dates are extended; the unit is told.")

    def _end(self, said: dict[str, Any]) -> str:
        actions.end_campaign(self.campaign, user=self.user, reason=said["reason"])
        return _("The campaign has ended.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        snapshots = self.campaign.snapshots.select_related("taken_by")
        asked = self.request.GET.get("snapshots")
        return {
            **super().get_context_data(**kwargs),
            "campaign": self.campaign,
            "figures": figures_of(self.campaign, timezone.localdate()),
            "burndown": burndown(self.campaign),
            "width": WIDTH,
            "height": HEIGHT,
            "snapshots": Paginator(snapshots, ROWS).get_page(asked),
        }


class SnapshotScreen(Screen):
    """The board as a meeting saw it."""

    template_name = "console/campaigns/snapshot.html"
    above = CAMPAIGNS

    def require(self) -> None:
        require_campaign_reader(self.user)
        snapshots = CampaignSnapshot.objects.select_related("campaign", "taken_by")
        self.snapshot = get_object_or_404(snapshots, pk=self.kwargs["snapshot"])

    def get_page_title(self) -> str:
        return str(self.snapshot.meeting)

    def get_page_subtitle(self) -> str:
        return str(self.snapshot.campaign.name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = board_columns(self.snapshot.held_on)
        shown = Paginator(self.snapshot.rows, ROWS).get_page(self.request.GET.get("p"))
        names = [column.name for column in columns]
        rows = [[(name, row.get(name, "")) for name in names] for row in shown]
        return {
            **super().get_context_data(**kwargs),
            "snapshot": self.snapshot,
            "columns": columns,
            "rows": rows,
            "shown": shown,
        }
