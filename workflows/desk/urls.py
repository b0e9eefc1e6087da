"""Addresses of the editor's side, below the admin's ``approval/``."""

from django.urls import path

from units.fence.urls import fenced
from workflows.desk import submitting, views

urlpatterns = fenced(
    [
        path("pages/<int:pk>/submit/", submitting.SubmitView.as_view(), name="approval_submit"),
        path("pages/<int:pk>/", views.ProgressView.as_view(), name="approval_progress"),
        path("pages/<int:pk>/recall/", views.RecallView.as_view(), name="approval_recall"),
        path(
            "submissions/<int:pk>/withdraw/",
            views.WithdrawView.as_view(),
            name="approval_withdraw",
        ),
        path("submissions/<int:pk>/release/", views.ReleaseView.as_view(), name="approval_release"),
    ]
)
