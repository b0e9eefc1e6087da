"""Addresses of notices in the admin."""

from django.urls import URLPattern, path

from units.fence.urls import fenced
from workflows.notices.views import NoticeListView, open_notice, read_all

urlpatterns: list[URLPattern] = fenced(
    [
        path("", NoticeListView.as_view(), name="notices"),
        path("read/", read_all, name="notices_read"),
        path("<int:pk>/open/", open_notice, name="notice_open"),
    ]
)
