"""Addresses in the admin, and what stands in place of others there."""

from django.urls import URLPattern, path, re_path

from units.enums import Level
from units.fence.urls import fenced
from workflows.changes.closed import not_served
from workflows.changes.listing import ChangesView
from workflows.changes.views import (
    ChangeView,
    KindsView,
    ObjectsView,
    ProposedLevelView,
    ProposeView,
)
from workflows.enums import ChangeKind

urlpatterns: list[URLPattern] = fenced(
    [
        path("", ChangesView.as_view(), name="changes"),
        path("results/", ChangesView.as_view(results_only=True), name="changes_results"),
        path("<int:pk>/", ChangeView.as_view(), name="change_item"),
        path("propose/", KindsView.as_view(), name="change_kinds"),
        path("propose/<str:model>/", ObjectsView.as_view(), name="change_objects"),
        path(
            "propose/<str:model>/add/",
            ProposeView.as_view(kind=ChangeKind.CREATE),
            name="change_add",
        ),
        path(
            "propose/<str:model>/<int:pk>/",
            ProposeView.as_view(kind=ChangeKind.UPDATE),
            name="change_update",
        ),
        path(
            "propose/<str:model>/<int:pk>/remove/",
            ProposeView.as_view(kind=ChangeKind.DELETE),
            name="change_remove",
        ),
    ]
)

# Mounted at the start of the admin, before the views they stand for
replacements: list[URLPattern] = fenced(
    [
        re_path(
            rf"^limits/quotas/levels/(?P<level>{'|'.join(Level.values)})/$",
            ProposedLevelView.as_view(),
        ),
        re_path(r"^redirects/", not_served),
        re_path(r"^locales/", not_served),
        re_path(r"^sites/", not_served),
    ]
)
