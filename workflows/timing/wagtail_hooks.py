"""What delegated authority and the calendar add to the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from units.enums import Role
from units.workbench.panels import register_panel
from workflows.timing.panels import CalendarPanel
from workflows.timing.permissions import user_sees_delegations

register_panel(CalendarPanel, roles=(Role.IT_OFFICE,), order=75)


class DelegationsMenuItem(MenuItem):
    """Delegated authority, for those whom it concerns."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_sees_delegations(request.user)  # type: ignore[arg-type]


@hooks.register("register_admin_menu_item")
def list_delegations() -> MenuItem:
    """Put delegated authority into the menu."""
    return DelegationsMenuItem(
        _("Delegated authority"),
        reverse("approval_delegations"),
        name="approval-delegations",
        icon_name="group",
        order=305,
    )
