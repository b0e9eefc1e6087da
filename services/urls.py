"""Addresses of the service catalogue."""

from django.urls import path

from services import views

urlpatterns = [path("services/", views.catalogue, name="services")]
