"""What the ledger adds to the admin: its lists among the reports."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from units.enums import CENTRE_ROLES
from units.workbench.posts import posts_of
from workflows.ledger.permissions import UNIT_READERS


class LedgerMenuItem(MenuItem):
    """A menu item for those who may read the ledger."""

    def is_shown(self, request: HttpRequest) -> bool:
        return posts_of(request).has(*CENTRE_ROLES, *UNIT_READERS)


@hooks.register("register_reports_menu_item")
def list_ledger() -> MenuItem:
    """Offer the ledger."""
    return LedgerMenuItem(
        _("Approval ledger"),
        reverse("ledger_entries"),
        name="ledger",
        icon_name="list-ol",
        order=100,
    )


@hooks.register("register_reports_menu_item")
def list_returns() -> MenuItem:
    """Offer the report on returns."""
    return LedgerMenuItem(
        _("Returns by class"),
        reverse("ledger_returns"),
        name="returns",
        icon_name="undo",
        order=110,
    )


@hooks.register("register_reports_menu_item")
def list_timeliness() -> MenuItem:
    """Offer the report on the time from events to their publication."""
    return LedgerMenuItem(
        _("From event to publication"),
        reverse("ledger_timeliness"),
        name="timeliness",
        icon_name="time",
        order=120,
    )
