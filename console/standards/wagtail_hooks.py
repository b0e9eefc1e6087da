"""What the unifications add to the admin: addresses, menu, panels, a column of the units' list."""

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.register.columns import ColumnFilter, UnitColumn, register_column
from console.standards import panels, urls
from console.standards.scores import lacking, passing_all, score_in_words, unchecked, with_score
from units.enums import SUPERVISORS

NARROWED = {"full": passing_all, "lacking": lacking, "unchecked": unchecked}
CHOICES = [
    ("full", _("Passes all")),
    ("lacking", _("Does not pass all")),
    ("unchecked", _("not checked yet")),
]


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
        roles=SUPERVISORS,
        icon_name="list-ol",
        order=330,
    )


@hooks.register(CONSOLE_HOOK)
def offer_tasks() -> MenuItem:
    """Offer units what they still have to bring to standard."""
    return ConsoleMenuItem(
        _("Tasks to bring to standard"),
        "console_standards_tasks",
        roles=FILING_ROLES,
        icon_name="tasks",
        order=330,
    )


register_column(
    UnitColumn(
        "standards",
        _("Unifications"),
        prepare=with_score,
        value=score_in_words,
        filter=ColumnFilter(
            choices=lambda: CHOICES,
            narrow=lambda units, wanted: NARROWED[wanted](units),
        ),
        order=40,
    )
)
panels.register()
