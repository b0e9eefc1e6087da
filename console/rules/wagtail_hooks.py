"""What rules add to the admin: addresses, menu, panels, and a column of the list of units."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import URLResolver, include, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.register.columns import ColumnFilter, UnitColumn, register_column
from console.rules import panels, urls
from console.rules.enums import AcknowledgementState
from console.rules.reading import with_unacknowledged
from units.enums import SUPERVISORS


@hooks.register("register_admin_urls")
def rules_urls() -> list[URLResolver]:
    """Mount the screens."""
    return [path("console/rules/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def offer_rules() -> MenuItem:
    """Offer the list of rules to who sees everybody."""
    return ConsoleMenuItem(
        _("Rules"), "console_rules_list", roles=SUPERVISORS, icon_name="doc-full", order=310
    )


@hooks.register(CONSOLE_HOOK)
def offer_own_rules() -> MenuItem:
    """Offer the rules in force to units."""
    return ConsoleMenuItem(
        _("Our rules"), "console_rules_own", roles=FILING_ROLES, icon_name="doc-full", order=310
    )


@hooks.register(CONSOLE_HOOK)
def offer_matrix() -> MenuItem:
    """Offer the matrix of responsibility."""
    return ConsoleMenuItem(
        _("Who answers for what"),
        "console_rules_matrix",
        roles=(*SUPERVISORS, *FILING_ROLES),
        icon_name="table",
        order=320,
    )


def _choices() -> Sequence[tuple[str, str | Promise]]:
    return AcknowledgementState.choices


def _narrow(units: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == AcknowledgementState.ACKNOWLEDGED:
        return units.filter(unacknowledged_rules=0)
    return units.filter(unacknowledged_rules__gt=0)


register_column(
    UnitColumn(
        "rules",
        _("Rules to be acknowledged"),
        prepare=with_unacknowledged,
        value=lambda unit: unit.unacknowledged_rules,
        filter=ColumnFilter(choices=_choices, narrow=_narrow),
        order=30,
    )
)
panels.register()
