"""How much the files of a unit take, and may take (S200).

The originals of images and documents count, in the collection of the unit; what lies in no unit's
collection, the shared one among them, counts for the portal. Renditions do not count: the install
makes them, and makes them again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from units import quotas
from units.enums import PORTAL_CODE
from units.models import Unit
from units.quotas import STORAGE, Measure

if TYPE_CHECKING:
    from files.models import OwnedFile


# What a row must write to take more room, or room elsewhere.
WRITTEN = frozenset({"file", "collection", "collection_id"})
# Somebody with rights in more units than these is shown them in the list of quotas only.
FEW_UNITS = 20


def owner_of(collection_id: int | None) -> Unit:
    """Return the unit whose quota a collection's files count against."""
    owner = Unit.objects.filter(collection_id=collection_id).first() if collection_id else None
    return owner or Unit.objects.portal()


def count_storage(units: Sequence[Unit]) -> dict[int, int]:
    """Return the bytes that the files of units take, by unit id, in one query a kind of file."""
    ids = {unit.pk for unit in units}
    portal = next((unit.pk for unit in units if unit.code == PORTAL_CODE), None)
    wanted = Q(collection__unit__in=ids)
    if portal is not None:
        wanted |= Q(collection__unit__isnull=True)
    totals: Counter[int] = Counter()
    for model in (apps.get_model("files", "Image"), apps.get_model("files", "Document")):
        sums = (
            model._default_manager.filter(wanted)
            .order_by()
            .values_list("collection__unit")
            .annotate(Sum("file_size"))
        )
        for pk, size in sums:
            totals[portal if pk is None else pk] += size or 0  # type: ignore[index]
    return totals


def take_size(file: OwnedFile) -> None:
    """Note the size of a file that is yet to be stored; without one it would count for nothing."""
    if _is_new(file):
        file.file_size = file.file.size


def growth_of(file: OwnedFile) -> int:
    """Return by how many bytes saving the row makes the files of its collection's unit grow."""
    size = int(file.file.size if _is_new(file) else file.file_size or 0)
    if file._state.adding:
        return size
    model: type[Any] = type(file)
    stored = model._default_manager.filter(pk=file.pk, collection_id=file.collection_id)
    before = stored.values_list("file_size", flat=True).first()
    return size - (before or 0)


def refuse_growth(file: OwnedFile) -> None:
    """Raise ``ValidationError``, at the file or the collection, when the unit has no room."""
    with transaction.atomic():
        growth = growth_of(file)
        if growth <= 0:
            return
        try:
            quotas.require_room(owner_of(file.collection_id), STORAGE, growth)
        except ValidationError as error:
            field = "file" if _is_new(file) else "collection"
            raise ValidationError({field: error}) from error


def guard_growth(file: OwnedFile, fields: Iterable[str] | None = None) -> None:
    """Raise :class:`units.quotas.QuotaReached` when the file has no room; needs a transaction.

    ``fields`` are those about to be written, None for all.
    """
    if fields is not None and WRITTEN.isdisjoint(fields):
        return
    growth = growth_of(file)
    if growth > 0:
        quotas.insist_on_room(owner_of(file.collection_id), STORAGE, growth)


def guard_collection(files: Iterable[OwnedFile], collection: Collection) -> None:
    """Raise :class:`units.quotas.QuotaReached` when files have no room in another collection.

    Needs the transaction in which they are put there.
    """
    growth = sum(int(file.file_size or 0) for file in files if file.collection_id != collection.pk)
    if growth:
        quotas.insist_on_room(owner_of(collection.pk), STORAGE, growth)


def warnings(collections: QuerySet[Collection]) -> list[str]:
    """Return what to tell somebody who may add to these collections: units nearly out of room."""
    units = list(Unit.objects.filter(collection__in=collections)[:FEW_UNITS])
    usages = quotas.usages_by_unit(units, STORAGE)
    said = (quotas.warning(unit, usages[unit.pk][STORAGE]) for unit in units)
    return [text for text in said if text]


def _is_new(file: OwnedFile) -> bool:
    """Say whether the row holds a file that its storage does not have yet."""
    return bool(file.file) and not file.file._committed


def register() -> None:
    """Have files counted against the units' quotas."""
    quotas.register_measure(
        Measure(
            key=STORAGE,
            label=_("storage for files"),
            unit_label=_("MB"),
            used_by=count_storage,
            tell=filesizeformat,
            scale=quotas.MEGABYTE,
        )
    )
