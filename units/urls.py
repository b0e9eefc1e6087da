"""Addresses of pages; these patterns take whatever is left and come last."""

from django.urls import path

from units import views

urlpatterns = [
    path("", views.serve_page, name="wagtail_serve_root", kwargs={"path": ""}),
    path("<path:path>", views.serve_page, name="wagtail_serve"),
]
