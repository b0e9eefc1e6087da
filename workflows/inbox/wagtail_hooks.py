"""What the inbox adds to the admin: its menu item, its panel, and where reviewers land."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from units.enums import SUPERVISORS
from units.workbench.landing import register_landing
from units.workbench.panels import register_panel
from units.workbench.posts import posts_of
from workflows.inbox.panel import WaitingPanel
from workflows.inbox.waiting import REVIEWERS, count_waiting

register_panel(WaitingPanel, roles=REVIEWERS, order=20)
for reviewer in REVIEWERS:
    register_landing(reviewer, "approval_inbox", order=10)


class InboxMenuItem(MenuItem):
    """The inbox, with how much waits; also for deputies, as long as something waits for them."""

    def is_shown(self, request: HttpRequest) -> bool:
        has_post = posts_of(request).has(*REVIEWERS, *SUPERVISORS)
        return has_post or bool(count_waiting(request))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the item with the count in its label."""
        component: LinkMenuItem = super().render_component(request)
        if waiting := count_waiting(request):
            component.label = _("Approval (%(count)d)") % {"count": waiting}
        return component


@hooks.register("register_admin_menu_item")
def add_inbox() -> MenuItem:
    """Offer the inbox at the head of the menu."""
    return InboxMenuItem(
        gettext_lazy("Approval"),
        reverse("approval_inbox"),
        name="approval",
        icon_name="tasks",
        order=50,
    )
