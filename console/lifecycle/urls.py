"""Addresses of the screens of a unit's beginning and end, below /admin/."""

from django.urls import path

from console.lifecycle.views import LifecycleScreen

urlpatterns = [
    path(
        "console/lifecycle/<slug:code>/",
        LifecycleScreen.as_view(),
        name="console_lifecycle_unit",
    ),
]
