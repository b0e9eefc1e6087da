"""Wagtail's own forms of what needs two persons."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase


def not_served(request: HttpRequest) -> HttpResponseBase:
    """Raise ``Http404`` for everybody: here one person would change it alone."""
    raise Http404
