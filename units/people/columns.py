"""Which pages are columns, and which of them the portal can delegate (S166)."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page, get_page_models

from units.models import ColumnDelegation, Unit, UnitRoot
from units.unit_pages import pages_of


def types_with_pages_below() -> list[type[Page]]:
    """Return the types of pages that take pages below them."""
    return [model for model in get_page_models() if model.allowed_subpage_models()]


def delegable_types() -> list[type[Page]]:
    """Return the types whose pages can be delegated: never those with units' homes below."""
    return [
        model
        for model in types_with_pages_below()
        if not any(
            getattr(below, "is_unit_home", False) for below in model.allowed_subpage_models()
        )
    ]


def of_types(pages: QuerySet[Page], models: list[type[Page]]) -> QuerySet[Page]:
    """Return those of the pages that are of one of these types."""
    return pages.filter(content_type__in=ContentType.objects.get_for_models(*models).values())


def pages_kept_in(unit: Unit) -> QuerySet[Page]:
    """Return the pages that a unit's editors keep.

    They are the unit's own (I1: for the portal, all that stand in no unit's home) and those in the
    portal's columns delegated to it.
    """
    columns = ColumnDelegation.objects.active().for_unit(unit).values_list("page__path", flat=True)
    delegated = reduce(or_, (Q(path__startswith=path) for path in columns), Q(pk__in=()))
    return (pages_of([unit]) | Page.objects.filter(delegated)).order_by("path")


def delegable_columns() -> QuerySet[Page]:
    """Return the columns of the portal that other units' editors may be given."""
    columns = of_types(pages_kept_in(Unit.objects.portal()), delegable_types())
    return columns.exclude(pk__in=UnitRoot.objects.values("page_id"))
