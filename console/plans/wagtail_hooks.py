"""What plans add to the admin: their screens, their item in the menu, their panels, and
their columns in the list of units."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.plans import columns, panels, urls
from units.enums import SUPERVISORS

columns.register()
panels.register()


@hooks.register("register_admin_urls")
def mount_plans() -> list[URLPattern | URLResolver]:
    """Mount the screens of plans."""
    return [path("console/plans/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def list_plans() -> MenuItem:
    """Add the plans to the console."""
    return ConsoleMenuItem(
        _("Plans"),
        "console_plans_list",
        roles=(*SUPERVISORS, *FILING_ROLES),
        icon_name="calendar-alt",
        order=300,
    )
