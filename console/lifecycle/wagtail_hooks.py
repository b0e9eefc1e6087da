"""What the beginning and end of sites adds to the admin."""

from django.urls import URLPattern
from wagtail import hooks

from console.lifecycle.urls import urlpatterns


@hooks.register("register_admin_urls")
def register_lifecycle_urls() -> list[URLPattern]:
    """Mount the screens."""
    return urlpatterns
