"""What the register adds to the admin: its screens, and the way to them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.register import urls
from units.enums import SUPERVISORS


@hooks.register("register_admin_urls")
def mount_register() -> list[URLPattern | URLResolver]:
    """Mount the screens."""
    return [path("console/register/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def list_units() -> MenuItem:
    """Offer the list of units."""
    return ConsoleMenuItem(
        _("Units"), "console_register_units", roles=SUPERVISORS, icon_name="list-ul", order=10
    )
