"""How many columns of its own a unit has beside the blueprint's, and may have (S200).

A column of the blueprint has a key, and is made and changed by the console alone. One without a key
is the unit's own. Its translations count as one with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page

from content.models import ColumnPage
from units import quotas
from units.addresses import address_book
from units.models import UNIT_HOME_DEPTH, UNIT_PREFIX_LENGTH, Unit
from units.quotas import EXTRA_COLUMNS, Measure

# More units than this are counted by reading all columns, as no query takes so many parameters.
FEW_UNITS = 500


def count_extra_columns(units: Sequence[Unit]) -> dict[int, int]:
    """Return how many columns of their own units have, by unit id, in one query."""
    book = address_book()
    counted = {unit.pk for unit in units}
    columns = ColumnPage.objects.filter(key="").annotate(root=Left("path", UNIT_PREFIX_LENGTH))
    if len(counted) <= FEW_UNITS:
        roots = [root.prefix for pk in counted if pk in book.by_id for root in book.by_id[pk].roots]
        standing = Q(root__in=roots)
        if book.portal.id in counted:  # whose columns stand higher than any unit's
            standing |= Q(depth__lte=UNIT_HOME_DEPTH)
        columns = columns.filter(standing)
    found = {
        (book.for_path(path).id, translation_key)
        for path, translation_key in columns.values_list("path", "translation_key")
    }
    totals = dict.fromkeys(counted, 0)
    for pk, _translation_key in found:
        if pk in totals:
            totals[pk] += 1
    return totals


def is_extra(column: ColumnPage) -> bool:
    """Say whether a column that is being added takes one more place of its unit's quota."""
    if column.key:
        return False
    return not Page.objects.filter(translation_key=column.translation_key).exists()


def guard_column(column: ColumnPage) -> None:
    """Raise :class:`units.quotas.QuotaReached` if a new column has no room; its path is known."""
    if is_extra(column):
        quotas.insist_on_room(_unit_of(column), EXTRA_COLUMNS)


def refuse_if_full(page: Page) -> None:
    """Raise :class:`units.quotas.QuotaReached` when the unit of a page may add no column."""
    with transaction.atomic():
        quotas.insist_on_room(_unit_of(page), EXTRA_COLUMNS)


def warn_of_full(request: HttpRequest, column: Page) -> None:
    """Tell who has added a column when four fifths of the quota are in use."""
    unit = _unit_of(column)
    if text := quotas.warning(unit, quotas.usage_of(unit, EXTRA_COLUMNS)):
        messages.warning(request, text)


def _unit_of(page: Page) -> Unit:
    return Unit.objects.get(pk=address_book().for_path(page.path).id)


def _tell(count: int) -> str:
    return ngettext("%(count)d column", "%(count)d columns", count) % {"count": count}


def register() -> None:
    """Have columns counted against the units' quotas."""
    quotas.register_measure(
        Measure(
            key=EXTRA_COLUMNS,
            label=_("columns of its own"),
            unit_label=_("columns"),
            used_by=count_extra_columns,
            tell=_tell,
        )
    )
