"""The console in the menu of the admin: one item, below which apps and packages add theirs."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from units.enums import Role
from units.workbench.posts import posts_of

CONSOLE_HOOK = "register_console_menu_item"

console_menu = Menu(register_hook_name=CONSOLE_HOOK)


class ConsoleMenuItem(MenuItem):
    """An item for people with one of some roles."""

    def __init__(
        self,
        label: str | Promise,
        url_name: str,
        *,
        roles: tuple[Role, ...],
        icon_name: str,
        order: int,
    ) -> None:
        super().__init__(label, reverse(url_name), name=url_name, icon_name=icon_name, order=order)
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        return posts_of(request).has(*self.roles)


@hooks.register("register_admin_menu_item")
def offer_console() -> MenuItem:
    """Offer the console to whoever finds something in it."""
    return SubmenuMenuItem(
        _("Console"), console_menu, name="console", icon_name="clipboard-list", order=350
    )
