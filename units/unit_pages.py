"""Which pages are a unit's (I1), as ranges of the tree: drafts and all languages included."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.models import Page

from units.addresses import address_book
from units.models import Unit


def pages_of(units: Iterable[Unit]) -> QuerySet[Page]:
    """Return the pages of units, drafts included, in all languages (I1)."""
    book = address_book()
    inside = Q(pk__in=[])
    for unit in units:
        for root in book.by_id[unit.pk].roots:
            inside |= outside_homes(root.prefix) if unit.is_portal else _below(root.prefix)
    return Page.objects.filter(inside)


def _below(prefix: str) -> Q:
    return Q(path__gte=prefix, path__lt=path_after(prefix))


def path_after(prefix: str) -> str:
    """Return the tree path before which everything at and below ``prefix`` stands."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def outside_homes(prefix: str) -> Q:
    """Match the pages at and below a tree path without those below a directory: units' homes."""
    inside, start = Q(pk__in=[]), prefix
    homes = (path for path in address_book().by_prefix if path.startswith(prefix))
    for directory in sorted({path[: -Page.steplen] for path in homes if path != prefix}):
        inside |= Q(path__gte=start, path__lte=directory)
        start = path_after(directory)
    return inside | Q(path__gte=start, path__lt=path_after(prefix))
