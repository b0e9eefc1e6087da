"""Addresses in the admin."""

from django.urls import path

from units.fence.urls import fenced
from workflows.inbox.bulk import BulkView
from workflows.inbox.listing import AllView, DecidedView, InboxView
from workflows.inbox.rerouting import RerouteView
from workflows.inbox.views import DecideView, ItemView, PreviewView, SeenView

urlpatterns = fenced(
    [
        path("", InboxView.as_view(), name="approval_inbox"),
        path("decided/", DecidedView.as_view(), name="approval_decided"),
        path("all/", AllView.as_view(), name="approval_all"),
        path("bulk/", BulkView.as_view(), name="approval_bulk"),
        path("<int:pk>/", ItemView.as_view(), name="approval_item"),
        path("<int:pk>/preview/", PreviewView.as_view(), name="approval_preview"),
        path("<int:pk>/seen/", SeenView.as_view(), name="approval_seen"),
        path("<int:pk>/reroute/", RerouteView.as_view(), name="approval_reroute"),
        path("<int:pk>/decide/", DecideView.as_view(), name="approval_decide"),
    ]
)
