"""What site teams add to the admin: addresses, menu, panels, and a column of the list of units."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.filings import panels, urls
from console.filings.enums import FilingState
from console.filings.listing import filing_state_of
from console.filings.standing import with_filing_state
from console.office.menu import CONSOLE_HOOK, ConsoleMenuItem
from console.permissions import FILING_ROLES
from console.register.columns import ColumnFilter, UnitColumn, register_column
from units.enums import SUPERVISORS


@hooks.register("register_admin_urls")
def filings_urls() -> list[URLResolver]:
    """Mount the screens."""
    return [path("console/filings/", include(urls))]


@hooks.register(CONSOLE_HOOK)
def offer_filings() -> MenuItem:
    """Offer the list of teams."""
    return ConsoleMenuItem(
        _("Site teams"),
        "console_filings_list",
        roles=(*SUPERVISORS, *FILING_ROLES),
        icon_name="group",
        order=300,
    )


def _narrow(units: QuerySet[Any], state: str) -> QuerySet[Any]:
    return units.filter(filing_state=state)


register_column(
    UnitColumn(
        "filing",
        _("Site team"),
        prepare=with_filing_state,
        value=filing_state_of,
        filter=ColumnFilter(choices=lambda: FilingState.choices, narrow=_narrow),
        order=20,
    )
)
panels.register()
