"""Where the screen of a unit leads: what other parts of the console keep about it."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from units.models import Unit

# Screens about one unit, and lists that are filtered by one; each refuses whom it does not serve
SCREENS = (
    (_("Site team"), "console_filings_team"),
    (_("Standards"), "console_standards_unit"),
    (_("Going live and closing"), "console_lifecycle_unit"),
)
LISTS = (
    (_("Requests"), "console_requests_list"),
    (_("Plans"), "console_plans_list"),
    (_("Projects"), "console_money_projects"),
)


class UnitLink(NamedTuple):
    """A way to what is kept about a unit."""

    label: str | Promise
    url: str


def links_to(unit: Unit) -> list[UnitLink]:
    """Return where the screen of a unit leads."""
    query = urlencode({"unit": unit.code})
    return [
        *(UnitLink(label, reverse(name, args=(unit.code,))) for label, name in SCREENS),
        *(UnitLink(label, f"{reverse(name)}?{query}") for label, name in LISTS),
    ]
