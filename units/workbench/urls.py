"""Addresses of the workbench, mounted before the admin's own.

The catalogue for scripts stands in place of Wagtail's, which leaves out the overlay: Django reads
``LOCALE_PATHS`` only for a catalogue of all applications.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

from units.workbench.landing import LandingView

_catalogue = JavaScriptCatalog.as_view()


def script_catalogue(request: HttpRequest) -> HttpResponse:
    """Serve the texts of the admin's scripts in the person's own language."""
    response: HttpResponse = get_localized_response(_catalogue, request)
    return response


urlpatterns = [
    path("start/", LandingView.as_view(), name="landing"),
    path("jsi18n/", script_catalogue, name="wagtailadmin_javascript_catalog"),
]
