"""What the admin does not offer: workflows and tasks are declared in code."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

CLOSED_ITEMS = {"workflows", "workflow-tasks"}


@hooks.register("construct_settings_menu")
def hide_workflows(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Take the items of the views that are not served out of the menu of settings."""
    menu_items[:] = [item for item in menu_items if item.name not in CLOSED_ITEMS]
