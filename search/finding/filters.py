"""What narrows the answers to a query down, and how they are ordered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """The order of results."""

    RELEVANCE = "relevance", _("Relevance")
    DATE = "date", _("Date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which public items count; what is empty or None does not narrow.

    ``unit`` and ``unit_kind`` are a unit's code and a kind of units, ``item_type`` the key of a
    type, ``column`` the key of a column; ``since`` and ``until`` are days of the install's time
    zone, both included.
    """

    language: str
    unit: str = ""
    unit_kind: str = ""
    item_type: str = ""
    column: str = ""
    year: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
