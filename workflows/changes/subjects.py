"""The models of Wagtail and of the units that need two persons."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.locales.forms import LocaleForm
from wagtail.locales.utils import get_locale_usage
from wagtail.models import Locale, Site

from units.limits.actions import LEVEL_CHANGED, LEVEL_FIELDS
from units.models import LevelSettings
from workflows.changes.forms import LevelSettingsForm
from workflows.changes.permissions import user_is_it_office, user_is_second_person
from workflows.changes.register import register
from workflows.enums import ChangeKind

_register = partial(register, may_propose=user_is_it_office, may_decide=user_is_second_person)

REDIRECT_FIELDS = ("old_path", "site", "is_permanent", "redirect_page", "redirect_link")


def register_subjects() -> None:
    """Register what the public sees outside pages, below the apps that bring models of their own.

    Sites follow from a unit's presence and are written by its actions only.
    """
    _register(Redirect, REDIRECT_FIELDS, label=_("Redirect"), form=RedirectForm)
    _register(
        Locale,
        ("language_code",),
        label=_("Language of contents"),
        form=LocaleForm,
        kinds=(ChangeKind.CREATE, ChangeKind.DELETE),
        is_needed=_has_contents,
    )
    _register(
        LevelSettings,
        ("level", *LEVEL_FIELDS),
        label=_("Settings of a level"),
        form=LevelSettingsForm,
        kinds=(ChangeKind.CREATE, ChangeKind.UPDATE),
        log_action=LEVEL_CHANGED,
    )
    _register(Site, (), label=_("Site"))


def _has_contents(locale: Locale) -> bool:
    """Say whether anything is written in a language: Wagtail would move it to another one."""
    return any(get_locale_usage(locale))
