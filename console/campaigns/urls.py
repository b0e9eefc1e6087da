"""Addresses of the screens of campaigns, below the admin's."""

from django.urls import URLPattern, path

from console.campaigns.listing import BoardView, CampaignsView, LateView
from console.campaigns.views import CampaignScreen, NewCampaignScreen, SnapshotScreen

urlpatterns: list[URLPattern] = [
    path("", CampaignsView.as_view(), name="console_campaigns_list"),
    path(
        "results/",
        CampaignsView.as_view(results_only=True),
        name="console_campaigns_list_results",
    ),
    path("new/", NewCampaignScreen.as_view(), name="console_campaigns_new"),
    path("<int:campaign>/", CampaignScreen.as_view(), name="console_campaigns_campaign"),
    path("<int:campaign>/board/", BoardView.as_view(), name="console_campaigns_board"),
    path(
        "<int:campaign>/board/results/",
        BoardView.as_view(results_only=True),
        name="console_campaigns_board_results",
    ),
    path("<int:campaign>/late/", LateView.as_view(), name="console_campaigns_late"),
    path(
        "<int:campaign>/late/results/",
        LateView.as_view(results_only=True),
        name="console_campaigns_late_results",
    ),
    path("snapshots/<int:snapshot>/", SnapshotScreen.as_view(), name="console_campaigns_snapshot"),
]
