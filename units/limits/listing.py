"""Finding units by code or name, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest

from units.models import Unit
from units.querysets import UnitQuerySet
from units.quotas import Usage, usages_by_unit

PER_PAGE = 25


def units_named(words: str) -> UnitQuerySet:
    """Return the units whose code or name holds each of the words, in order of name."""
    found = Unit.objects.all()
    for word in words.split():
        found = found.filter(
            Q(code__icontains=word) | Q(name__icontains=word) | Q(short_name__icontains=word)
        )
    return found.order_by("name", "pk")


def page_of_units(request: HttpRequest, units: UnitQuerySet) -> Page[Unit]:
    """Return the page of units that the request asks for, else the nearest."""
    return Paginator(units, PER_PAGE).get_page(request.GET.get("p"))


def nearly_full(units: UnitQuerySet) -> UnitQuerySet:
    """Return those units that use four fifths of a quota, in as many queries at any number."""
    usages = usages_by_unit(list(units))
    return units.filter(pk__in=[pk for pk, found in usages.items() if is_near(found)])


def is_near(usages: Mapping[str, Usage]) -> bool:
    """Say whether any of a unit's usages should be warned of."""
    return any(usage.is_warning for usage in usages.values())
