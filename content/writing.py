"""Where an editor may write: the columns of the own units and those delegated to them (S166)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from content.enums import ColumnLayout
from content.models import ColumnPage
from search.registry import item_types
from units.addresses import address_book
from units.models import ColumnDelegation, Unit
from units.unit_pages import pages_of

OF_TEXT = (ColumnLayout.TEXT, ColumnLayout.INTERACTION)  # layouts that show the column's own text


@dataclass(frozen=True)
class WritingPlace:
    """A column to write into; ``url`` opens a new item, or the column's own text."""

    title: str
    url: str
    is_text: bool
    is_below: bool


@dataclass
class WritingGroup:
    """The columns of one tree of pages, in the order in which they stand there."""

    label: str
    language: str
    explorer_url: str
    is_delegated: bool
    places: list[WritingPlace] = field(default_factory=list)

    @property
    def is_translation(self) -> bool:
        """Say whether the columns are written in another language than the install's own."""
        return self.language != settings.LANGUAGE_CODE


def write_url(column: ColumnPage) -> str:
    """Return where one writes for a column.

    That is a new item where the column takes one type, the choice of types where it takes several,
    and the column's own page where it shows its text.
    """
    if shows_text(column):
        return reverse("wagtailadmin_pages:edit", args=[column.pk])
    models = _models_taken(column)
    if len(models) == 1:
        meta = models[0]._meta
        return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, column.pk])
    return reverse("wagtailadmin_pages:add_subpage", args=[column.pk])


def shows_text(column: ColumnPage) -> bool:
    """Say whether writing for the column means its own text, not an item."""
    return column.layout in OF_TEXT or not _models_taken(column)


def _models_taken(column: ColumnPage) -> list[type[Page]]:
    creatable = set(ColumnPage.creatable_subpage_models())
    return [
        found.model
        for found in item_types()
        if not found.is_structure and column.takes_type(found.key) and found.model in creatable
    ]


def writing_groups(units: Sequence[Unit]) -> list[WritingGroup]:
    """Return the columns that the editors of the units may write into, own ones first."""
    own = list(ColumnPage.objects.filter(pk__in=pages_of(units).values("pk")).order_by("path"))
    delegated = list(ColumnPage.objects.filter(_delegated(units)).order_by("path"))
    return [*_groups(own, is_delegated=False), *_groups(delegated, is_delegated=True)]


def _delegated(units: Sequence[Unit]) -> Q:
    """Match the columns delegated to the units, and the columns below them."""
    delegations = ColumnDelegation.objects.active().filter(unit__in=[unit.pk for unit in units])
    inside = Q(pk__in=[])
    for path in delegations.values_list("page__path", flat=True):
        inside |= Q(path__startswith=path)
    return inside


def _groups(columns: Sequence[ColumnPage], *, is_delegated: bool) -> list[WritingGroup]:
    groups: dict[str, WritingGroup] = {}
    tops = {column.path for column in columns}
    for column in columns:
        place = address_book().root_for_path(column.path)
        if place is None:
            continue
        unit, root = place
        group = groups.setdefault(
            root.prefix,
            WritingGroup(
                label=unit.short_name,
                language=root.language,
                explorer_url=reverse("wagtailadmin_explore", args=[root.page_id]),
                is_delegated=is_delegated,
            ),
        )
        is_below = column.path[: -Page.steplen] in tops
        group.places.append(
            WritingPlace(column.title, write_url(column), shows_text(column), is_below)
        )
    return list(groups.values())
