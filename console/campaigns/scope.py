"""Which units a campaign is to have, told by their kind, level and roster, or by their codes."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from units.models import Unit
from units.querysets import UnitQuerySet


def units_matching(
    *,
    kinds: Collection[str] = (),
    levels: Collection[str] = (),
    site_status: str = "",
    only_unopened: bool = False,
) -> UnitQuerySet:
    """Return the designated units that are not closed, as far as all of the conditions fit."""
    units = Unit.objects.designated().filter(closed_on__isnull=True)
    if kinds:
        units = units.filter(kind__in=kinds)
    if levels:
        units = units.filter(level__in=levels)
    if site_status:
        units = units.filter(site_status=site_status)
    if only_unopened:
        units = units.filter(opened_on__isnull=True)
    return units


def units_coded(words: str) -> UnitQuerySet:
    """Return the units of the codes in a text. Raises ``ValidationError`` naming unknown ones."""
    codes = set(words.replace(",", " ").split())
    units = Unit.objects.real().filter(code__in=codes)
    if unknown := sorted(codes - set(units.values_list("code", flat=True))):
        raise ValidationError(
            _("There are no units with these codes: %(codes)s") % {"codes": ", ".join(unknown)}
        )
    return units
