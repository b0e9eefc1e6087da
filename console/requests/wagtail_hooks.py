"""What requests add to the admin."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.requests import panels, urls
from units.enums import SUPERVISORS

panels.register()


@hooks.register("register_admin_urls")
def mount_screens() -> list[URLPattern | URLResolver]:
    """Mount the screens."""
    return [path("console/requests/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def list_requests() -> MenuItem:
    """Offer the requests."""
    return ConsoleMenuItem(
        _("Requests"),
        "console_requests_list",
        roles=(*SUPERVISORS, *FILING_ROLES),
        icon_name="form",
        order=200,
    )
