"""What changes of two persons add to the admin, and what they take out of its menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from units.enums import Role
from units.workbench.posts import posts_of
from workflows.changes.permissions import DECIDING_ROLES

# Wagtail's own screens of what needs two persons, which are not served
CLOSED_SCREENS = ("redirects", "locales", "sites")


class ChangesMenuItem(MenuItem):
    """A menu item for those who may read about changes."""

    def is_shown(self, request: HttpRequest) -> bool:
        return posts_of(request).has(*DECIDING_ROLES, Role.INSPECTOR)


@hooks.register("register_settings_menu_item")
def list_changes() -> MenuItem:
    """Offer the changes among the settings."""
    return ChangesMenuItem(
        _("Changes of two persons"),
        reverse("changes"),
        name="changes",
        icon_name="group",
        order=100,
    )


@hooks.register("construct_settings_menu")
def hide_closed_screens(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out what leads to screens that are not served."""
    items[:] = [item for item in items if item.name not in CLOSED_SCREENS]
