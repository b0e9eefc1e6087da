"""Addresses of the requests, below the console's."""

from django.urls import path

from console.requests.listing import RequestsView
from console.requests.views import ChangeView, ChooseView, NewView, RequestView

urlpatterns = [
    path("", RequestsView.as_view(), name="console_requests_list"),
    path("results/", RequestsView.as_view(results_only=True), name="console_requests_list_results"),
    path("new/", ChooseView.as_view(), name="console_requests_new"),
    path("new/<str:code>/<str:kind>/", NewView.as_view(), name="console_requests_write"),
    path("<int:pk>/", RequestView.as_view(), name="console_requests_show"),
    path("<int:pk>/change/", ChangeView.as_view(), name="console_requests_change"),
]
