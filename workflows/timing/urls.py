"""Addresses of delegated authority in the admin."""

from django.urls import URLPattern, path, re_path

from units.fence.urls import fenced
from workflows.timing.querysets import REVIEWING_OFFICES
from workflows.timing.views import DelegateView, DelegationListView, EndView

urlpatterns: list[URLPattern] = fenced(
    [
        path("delegations/", DelegationListView.as_view(), name="approval_delegations"),
        path(
            "delegations/new/units/<slug:code>/",
            DelegateView.as_view(),
            name="approval_delegation_leader",
        ),
        re_path(
            rf"^delegations/new/offices/(?P<role>{'|'.join(REVIEWING_OFFICES)})/$",
            DelegateView.as_view(),
            name="approval_delegation_office",
        ),
        path("delegations/<int:pk>/end/", EndView.as_view(), name="approval_delegation_end"),
    ]
)
