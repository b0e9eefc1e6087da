"""What campaigns add to the admin: their screens, their item in the menu, and their panel."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.campaigns import panels, urls
from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from units.enums import SUPERVISORS

panels.register()


@hooks.register("register_admin_urls")
def mount_campaigns() -> list[URLPattern | URLResolver]:
    """Mount the screens of campaigns."""
    return [path("console/campaigns/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def list_campaigns() -> MenuItem:
    """Add the campaigns to the console."""
    return ConsoleMenuItem(
        _("Campaigns"),
        "console_campaigns_list",
        roles=SUPERVISORS,
        icon_name="calendar-check",
        order=310,
    )
