"""Addresses of the site teams, below /admin/console/filings/."""

from django.urls import URLPattern, path

from console.filings.listing import FilingsView
from console.filings.views import TeamView

urlpatterns: list[URLPattern] = [
    path("", FilingsView.as_view(), name="console_filings_list"),
    path("results/", FilingsView.as_view(results_only=True), name="console_filings_list_results"),
    path("<slug:code>/", TeamView.as_view(), name="console_filings_team"),
]
