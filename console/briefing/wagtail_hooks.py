"""What the briefing adds to the admin: its screen and its item in the menu."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.briefing import urls
from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from units.enums import SUPERVISORS


@hooks.register("register_admin_urls")
def mount_briefing() -> list[URLPattern | URLResolver]:
    """Mount the briefing."""
    return [path("console/briefing/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def offer_briefing() -> MenuItem:
    """Add the briefing to the console."""
    return ConsoleMenuItem(
        _("Briefing"), "console_briefing_page", roles=SUPERVISORS, icon_name="form", order=900
    )
