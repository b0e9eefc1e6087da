"""The own account in the admin: what people may change about themselves, which is little."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.admin.views.account import (
    AccountView,
    NotificationsSettingsPanel,
    ThemeSettingsPanel,
)
from wagtail.users.models import UserProfile


class OwnAccountView(AccountView):
    """Preferences, and the ways to password, second factor and sessions.

    Name, staff number and address are kept by whoever manages the account, the language and the
    time zone are the install's, and pictures of people are not kept.
    """

    def get_panels(self) -> list[Any]:
        """Return the panels that are left, and those other apps register."""
        request, person = self.request, self.request.user
        profile = UserProfile.get_for_user(person)
        panels = [
            NotificationsSettingsPanel(request, person, profile),
            ThemeSettingsPanel(request, person, profile),
        ]
        panels += [
            hook(request, person, profile)
            for hook in hooks.get_hooks("register_account_settings_panel")
        ]
        return [panel for panel in panels if panel and panel.is_active()]
