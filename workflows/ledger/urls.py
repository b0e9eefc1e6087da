"""Addresses in the admin."""

from django.urls import URLPattern, path

from units.fence.urls import fenced
from workflows.ledger.listing import EntriesView
from workflows.ledger.reports import ReturnsView, TimelinessView
from workflows.ledger.views import CertificateView

urlpatterns: list[URLPattern] = fenced(
    [
        path("", EntriesView.as_view(), name="ledger_entries"),
        path("results/", EntriesView.as_view(results_only=True), name="ledger_entries_results"),
        path("returns/", ReturnsView.as_view(), name="ledger_returns"),
        path(
            "returns/results/",
            ReturnsView.as_view(results_only=True),
            name="ledger_returns_results",
        ),
        path("timeliness/", TimelinessView.as_view(), name="ledger_timeliness"),
        path(
            "timeliness/results/",
            TimelinessView.as_view(results_only=True),
            name="ledger_timeliness_results",
        ),
        path("certificates/<int:pk>/", CertificateView.as_view(), name="certificate_whole"),
        path(
            "certificates/code/<str:code>/", CertificateView.as_view(), name="certificate_of_code"
        ),
    ]
)
