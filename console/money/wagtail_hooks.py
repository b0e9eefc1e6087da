"""What money adds to the admin: its screens and registers, the way to them, and its panels."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from console.money import panels, urls, viewsets
from console.money.figures import exact, with_spent
from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.register.columns import UnitColumn, register_column
from units.enums import SUPERVISORS

panels.register()
viewsets.install()
register_column(
    UnitColumn(
        key="spent",
        label=_("Spent (yuan)"),
        prepare=with_spent,
        value=lambda unit: exact(unit.spent),
        order=90,
    )
)


@hooks.register("register_admin_urls")
def mount_money() -> list[URLPattern | URLResolver]:
    """Mount the screens."""
    return [path("console/money/", include(urls))]


@hooks.register("register_admin_viewset")
def mount_registers() -> list[ViewSet]:
    """Mount the registers of contractors and contracts."""
    return [viewsets.ContractorViewSet(), viewsets.ContractViewSet()]


@hooks.register(CONSOLE_HOOK)
def list_money() -> MenuItem:
    """Offer what the years cost."""
    return ConsoleMenuItem(
        _("Money"), "console_money", roles=SUPERVISORS, icon_name="table", order=70
    )


@hooks.register(CONSOLE_HOOK)
def list_projects() -> MenuItem:
    """Offer the projects, to units their own."""
    return ConsoleMenuItem(
        _("Projects"),
        "console_money_projects",
        roles=(*SUPERVISORS, *FILING_ROLES),
        icon_name="clipboard-list",
        order=71,
    )


@hooks.register(CONSOLE_HOOK)
def list_contractors() -> MenuItem:
    """Offer the register of contractors."""
    return ConsoleMenuItem(
        _("Contractors"),
        "console_money_contractors:index",
        roles=SUPERVISORS,
        icon_name="group",
        order=72,
    )


@hooks.register(CONSOLE_HOOK)
def list_contracts() -> MenuItem:
    """Offer the contracts."""
    return ConsoleMenuItem(
        _("Contracts"),
        "console_money_contracts:index",
        roles=SUPERVISORS,
        icon_name="doc-full",
        order=73,
    )
