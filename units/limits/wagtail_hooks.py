"""What the package adds to Wagtail: its screens, their menu items, and the names of its changes."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from units.enums import FeatureScope
from units.features import FEATURE_SWITCHED
from units.limits import urls
from units.limits.actions import LEVEL_CHANGED, QUOTAS_CHANGED
from units.limits.permissions import user_can_see_limits
from units.models import LevelSettings


class LimitsMenuItem(MenuItem):
    """A menu item for those who may see quotas and features."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_see_limits(request.user)  # type: ignore[arg-type]


class ChangesFormatter(LogFormatter):
    """Tells which settings were changed, from what to what."""

    label: str | Promise = gettext_lazy("Change quotas")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        told = [
            _("%(setting)s: %(before)s → %(after)s")
            % {
                "setting": LevelSettings._meta.get_field(change["field"]).verbose_name,  # type: ignore[union-attr]
                "before": _written(change["before"]),
                "after": _written(change["after"]),
            }
            for change in log_entry.data["changes"]
        ]
        return "; ".join(told)


class LevelFormatter(ChangesFormatter):
    """The same for a level."""

    label = gettext_lazy("Change settings of a level")


class SwitchFormatter(LogFormatter):
    """Tells where a feature was on, and is."""

    label = gettext_lazy("Switch a feature")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        data = log_entry.data
        told = _("%(before)s → %(after)s") % {
            "before": FeatureScope(data["before"]).label,
            "after": FeatureScope(data["after"]).label,
        }
        codes = [f"+{code}" for code in data["added"]] + [f"-{code}" for code in data["removed"]]
        return " ".join([told, *codes])


def _written(value: object) -> str:
    return "–" if value in (None, "") else str(value)


@hooks.register("register_admin_urls")
def mount_screens() -> list[URLPattern | URLResolver]:
    """Mount the screens."""
    return [path("limits/", include(urls))]


@hooks.register("register_settings_menu_item")
def list_quotas() -> MenuItem:
    """Add the quotas to the settings."""
    return LimitsMenuItem(
        gettext_lazy("Quotas"), reverse("units_limits:quotas"), name="quotas", icon_name="cog"
    )


@hooks.register("register_settings_menu_item")
def list_features() -> MenuItem:
    """Add the features to the settings."""
    return LimitsMenuItem(
        gettext_lazy("Features"),
        reverse("units_limits:features"),
        name="features",
        icon_name="tick",
    )


@hooks.register("register_log_actions")
def name_changes(actions: LogActionRegistry) -> None:
    """Name the changes in histories and reports."""
    actions.register_action(QUOTAS_CHANGED)(ChangesFormatter)
    actions.register_action(LEVEL_CHANGED)(LevelFormatter)
    actions.register_action(FEATURE_SWITCHED)(SwitchFormatter)
