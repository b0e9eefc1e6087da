"""What the unifications add to the admin: addresses, menu, panels, a column of the units' list."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, OF_UNIT, OFFICE, ConsoleMenuItem
from console.register.columns import ColumnFilter, UnitColumn, register_column
from console.standards import panels, urls
from console.standards.scores import score_in, with_score

FULL, LACKING = "full", "lacking"


@hooks.register("register_admin_urls")
def standards_urls() -> list[URLResolver]:
    """Mount the screens."""
    return [path("console/standards/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def offer_scores() -> MenuItem:
    """Offer the scores to who sees everybody."""
    return ConsoleMenuItem(
        _("Unifications"),
        "console_standards_list",
        roles=OFFICE,
        icon_name="list-ol",
        order=330,
    )


@hooks.register(CONSOLE_HOOK)
def offer_tasks() -> MenuItem:
    """Offer units what they still have to bring to standard."""
    return ConsoleMenuItem(
        _("Tasks to bring to standard"),
        "console_standards_tasks",
        roles=OF_UNIT,
        icon_name="tasks",
        order=330,
    )


def _narrow(units: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    if wanted == FULL:
        return units.filter(standards_passed=F("standards_total"))
    return units.filter(standards_passed__lt=F("standards_total"))


register_column(
    UnitColumn(
        "standards",
        _("Unifications"),
        prepare=with_score,
        value=lambda unit: _("%(passed)s of %(total)s") % score_in(unit)._asdict(),
        filter=ColumnFilter(
            choices=lambda: [(FULL, _("Passes all")), (LACKING, _("Does not pass all"))],
            narrow=_narrow,
        ),
        order=40,
    )
)
panels.register()
