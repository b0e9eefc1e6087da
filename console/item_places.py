"""Finding the column that an imported text goes into."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from console.item_lines import ItemRecord
from content.enums import ColumnLayout
from content.models import ColumnPage
from units.addresses import address_book

POLICY = "policy"


class Place(NamedTuple):
    """A column that may take policy documents."""

    page_id: int
    path: str
    key: str
    layout: str
    takes: list[str]

    @property
    def is_for_policies(self) -> bool:
        """Say whether policy documents are what the column is for, not just allowed in it."""
        return self.layout == ColumnLayout.POLICIES or POLICY in self.takes


class PolicyPlaces:
    """All columns that take policy documents, as they stand when an import starts.

    Texts that name no unit go to the units in turn: all but the portal and those that have
    closed. Where a text goes follows from its position among such texts alone, so an import that
    was cut short and is run again spreads them the same way.
    """

    def __init__(self) -> None:
        self._of_unit: dict[str, list[Place]] = defaultdict(list)
        self._open_units: list[str] = []
        self._choices: dict[str, list[Place]] = {}
        self._turns: dict[str, int] = defaultdict(int)
        self._read()

    def _read(self) -> None:
        book = address_book()
        fields = ("pk", "path", "key", "layout", "takes")
        for found in ColumnPage.objects.live().order_by("path").values_list(*fields):
            place = Place(*found)
            root = book.root_for_path(place.path)
            if root is None or root[1].language != settings.LANGUAGE_CODE:
                continue
            if place.is_for_policies or not place.takes:
                self._of_unit[root[0].code].append(place)
        self._open_units = [
            unit.code for unit in book.units if not unit.is_portal and not unit.is_closed
        ]

    def take_turn(self, record: ItemRecord) -> int:
        """Return the position of a record among those that are spread over the same columns."""
        if record.unit:
            return 0
        turn = self._turns[record.column]
        self._turns[record.column] += 1
        return turn

    def find(self, record: ItemRecord, turn: int) -> int:
        """Return the id of the column a record goes into.

        Raises ``ValidationError`` by key when there is no such unit or column.
        """
        if record.unit:
            return self._in_unit(record).page_id
        choices = self._over_all_units(record.column)
        if not choices:
            key = "column" if record.column else "unit"
            raise ValidationError({key: _("No unit has a column for this text.")})
        return choices[turn % len(choices)].page_id

    def _over_all_units(self, column: str) -> list[Place]:
        if column not in self._choices:
            found = (self._choose(unit, column) for unit in self._open_units)
            self._choices[column] = [place for place in found if place is not None]
        return self._choices[column]

    def _in_unit(self, record: ItemRecord) -> Place:
        if record.unit not in address_book().by_code:
            raise ValidationError({"unit": _("There is no unit %(code)s.") % {"code": record.unit}})
        place = self._choose(record.unit, record.column)
        if place is None:
            key = "column" if record.column else "unit"
            raise ValidationError({key: _("The unit has no column for this text.")})
        return place

    def _choose(self, unit: str, column: str) -> Place | None:
        """Return the named column of a unit, else the one that is most for policies."""
        places = self._of_unit.get(unit, [])
        if column:
            return next((place for place in places if place.key == column), None)
        found = [place for place in places if place.is_for_policies]
        return min(found, key=lambda place: place.layout != ColumnLayout.POLICIES, default=None)
