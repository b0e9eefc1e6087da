"""What notices add to the admin: their menu item, with the number of unread ones, and panels."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from units.enums import Role
from units.workbench.panels import register_panel
from workflows.notices.panels import NoticesPanel, UnsentPanel
from workflows.notices.reading import unread_count

register_panel(NoticesPanel, roles=tuple(Role), order=60)
register_panel(UnsentPanel, roles=(Role.IT_OFFICE,), order=70)


class NoticesMenuItem(MenuItem):
    """The notices, with the number of those that the person has not read."""

    def render_component(self, request: HttpRequest) -> Any:
        """Return the item for the sidebar of the person who asks; items are shared by all."""
        number = unread_count(request)
        label = _("Notices (%(number)s)") % {"number": number} if number else self.label
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname
        )


@hooks.register("register_admin_menu_item")
def list_notices() -> MenuItem:
    """Put the notices into the menu of everybody."""
    return NoticesMenuItem(
        pgettext_lazy("messages", "Notices"),
        reverse("notices"),
        name="notices",
        icon_name="mail",
        order=60,
    )
