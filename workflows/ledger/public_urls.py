"""Addresses on the public sites."""

from django.urls import path

from workflows.ledger import public_views

urlpatterns = [
    path("certificates/", public_views.certificate_check, name="certificate_check"),
    path("certificates/<str:code>/", public_views.certificate, name="certificate"),
]
