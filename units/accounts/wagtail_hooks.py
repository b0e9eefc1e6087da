"""What the accounts package adds to Wagtail through its hooks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from units.accounts import emergency, sign_ins


class SignInsMenuItem(MenuItem):
    """The log of sign-ins, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sign_ins.user_can_read(request.user)  # type: ignore[arg-type]


@hooks.register("register_reports_menu_item")
def add_sign_ins() -> MenuItem:
    """Offer the log of sign-ins among the reports."""
    return SignInsMenuItem(
        gettext_lazy("Sign-ins"),
        reverse("sign_ins"),
        name="sign-ins",
        icon_name="lock",
        order=600,
    )


@hooks.register("register_account_menu_item", order=10)
def link_to_password(request: HttpRequest) -> dict[str, Any]:
    """Offer the page for changing the password on the own account's page."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Change password"),
        "help_text": _("Ends your sessions in other browsers."),
    }


@hooks.register("register_account_menu_item", order=20)
def link_to_second_factor(request: HttpRequest) -> dict[str, Any]:
    """Offer the page for the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("A code from an app on your phone, asked for after the password."),
    }


@hooks.register("register_account_menu_item", order=30)
def link_to_sessions(request: HttpRequest) -> dict[str, Any]:
    """Offer the list of sessions."""
    return {
        "url": reverse("usersessions_list"),
        "label": _("Sessions"),
        "help_text": _("Where you are signed in, and your last sign-ins."),
    }


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    """Name what is logged about the emergency account."""
    actions.register_action(
        emergency.UNSEALED, gettext_lazy("Unseal"), gettext_lazy("Unsealed the emergency account")
    )
    actions.register_action(
        emergency.SEALED, gettext_lazy("Seal"), gettext_lazy("Sealed the emergency account")
    )
