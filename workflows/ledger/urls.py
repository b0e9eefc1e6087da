"""Addresses in the admin."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
