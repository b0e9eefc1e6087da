"""The roster: registering and changing many units from a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from units import addresses
from units.enums import PORTAL_CODE, Level, UnitKind
from units.events import units_imported
from units.models import Unit, User
from units.permissions import require_manager
from units.tables import ImportRefused, LineError, Row, clean_cells, read_table

BATCH = 1000

COLUMNS = (
    *("code", "name", "short_name", "kind", "system", "funding", "annual_fee"),
    *("site_status", "legacy_url", "plan_deadline"),
)
OPTIONAL_COLUMNS = (
    *("level", "parent", "is_designated", "duty", "phone", "address", "postcode", "email"),
    *("office_hours", "host_organ", "undertaking_organ", "site_identification_code"),
    *("icp_number", "public_security_number", "accent"),
)

LEVEL_OF_KIND = {UnitKind.DISTRICT: Level.DISTRICT, UnitKind.TOWNSHIP: Level.TOWNSHIP}


@dataclass(frozen=True, slots=True)
class Entry:
    """One good line: the unit's code, its field values, and its parent's code if a column says."""

    line: int
    code: str
    values: dict[str, Any]
    parent: str | None = None


class FieldChange(NamedTuple):
    """What a line changes of a unit: the name of the field, and its value before and after."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class RosterResult:
    """What an import did or would do, and the errors of the lines it passed over.

    ``changes`` tells by the code of each changed unit what of it.
    """

    new: list[Unit] = field(default_factory=list)
    changed: list[Unit] = field(default_factory=list)
    unchanged: list[Unit] = field(default_factory=list)
    errors: list[LineError] = field(default_factory=list)
    changes: dict[str, list[FieldChange]] = field(default_factory=dict)

    @property
    def bad_lines(self) -> int:
        """Return how many lines were passed over."""
        return len({error.line for error in self.errors})


@transaction.atomic
def import_units(data: bytes, *, skip_bad: bool = False, user: User | None = None) -> RosterResult:
    """Register the units of a roster and bring those already registered to what it says.

    ``data`` is the content of a CSV file. A unit whose line says nothing new is left alone, and a
    column that is not there changes nothing. The level follows the kind unless a column names it.
    Raises ``PermissionDenied`` for anyone but the IT office, and ``ImportRefused`` without having
    written anything when a line is bad, unless ``skip_bad`` passes over such lines.
    """
    require_manager(user)
    known = {unit.code: unit for unit in Unit.objects.select_for_update()}
    result, entries = _sorted_out(data, known)
    if result.errors and not skip_bad:
        raise ImportRefused(result.errors)
    result.errors.sort()
    _write(result, {entry.code: entry for entry in entries}, known)
    return result


def preview_units(data: bytes, *, user: User | None = None) -> RosterResult:
    """Return what :func:`import_units` would do with a file if it passed over bad lines.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ImportRefused`` when the file as
    a whole cannot be read.
    """
    require_manager(user)
    known = {unit.code: unit for unit in Unit.objects.all()}
    result, _good_lines = _sorted_out(data, known)
    result.errors.sort()
    return result


def _sorted_out(data: bytes, known: Mapping[str, Unit]) -> tuple[RosterResult, list[Entry]]:
    """Return what the good lines of a file make of the known units, and those lines."""
    table = read_table(data, required=COLUMNS, optional=OPTIONAL_COLUMNS)
    errors = table.errors
    entries = _entries(table.rows, table.columns, errors)
    entries = _with_sound_parents(entries, known, errors)
    result = RosterResult(errors=errors)
    codes = {unit.pk: unit.code for unit in known.values()}
    for entry in entries:
        _sort_in(entry, known, result, codes)
    return result, entries


def _entries(rows: Sequence[Row], columns: Sequence[str], errors: list[LineError]) -> list[Entry]:
    names = [name for name in columns if name != "parent"]
    first_lines: dict[str, int] = {}
    entries = []
    for row in rows:
        faults: list[LineError] = []
        values = clean_cells(Unit, row, names, faults)
        code = row.cells["code"]
        if code == PORTAL_CODE:
            faults.append(LineError(row.line, "code", _("This is the unit of the portal itself.")))
        elif first := first_lines.get(code):
            reason = _("The code stands in line %(line)d already.") % {"line": first}
            faults.append(LineError(row.line, "code", reason))
        elif code:
            first_lines[code] = row.line
        if faults:
            errors.extend(faults)
            continue
        if not row.cells.get("level"):
            values.pop("level", None)
        del values["code"]
        entries.append(Entry(row.line, code, values, row.cells.get("parent")))
    return entries


def _with_sound_parents(
    entries: list[Entry], known: Mapping[str, Unit], errors: list[LineError]
) -> list[Entry]:
    """Return the entries whose superior units exist and do not lead back to themselves."""
    codes = {unit.pk: code for code, unit in known.items()}
    stored = {code: codes.get(unit.parent_id or 0, "") for code, unit in known.items()}
    while True:
        parents = stored | {e.code: e.parent for e in entries if e.parent is not None}
        codes_now = {*known, *(e.code for e in entries)}
        faults = [
            LineError(entry.line, "parent", reason)
            for entry in entries
            if entry.parent and (reason := _parent_fault(entry.code, parents, codes_now))
        ]
        if not faults:
            return entries
        errors.extend(faults)
        bad = {fault.line for fault in faults}
        entries = [entry for entry in entries if entry.line not in bad]


def _parent_fault(code: str, parents: Mapping[str, str], codes: set[str]) -> str:
    parent = parents[code]
    if parent not in codes:
        return _("There is no unit %(code)s, nor a good line for it.") % {"code": parent}
    above, seen = parent, set()
    while above and above not in seen:
        if above == code:
            return _("The unit would stand below itself.")
        seen.add(above)
        above = parents.get(above, "")
    return ""


def _sort_in(
    entry: Entry, known: Mapping[str, Unit], result: RosterResult, codes: Mapping[int, str]
) -> None:
    unit = known.get(entry.code)
    if unit is None:
        values = {"level": LEVEL_OF_KIND.get(entry.values["kind"], Level.CITY)} | entry.values
        result.new.append(Unit(code=entry.code, **values))
        return
    values = _followed_level(unit, entry.values) | entry.values
    changes = [
        FieldChange(name, getattr(unit, name), value)
        for name, value in values.items()
        if getattr(unit, name) != value
    ]
    for name, value in values.items():
        setattr(unit, name, value)
    if _has_new_parent(unit, entry, known):
        changes.append(FieldChange("parent", codes.get(unit.parent_id or 0, ""), entry.parent))
    if changes:
        result.changed.append(unit)
        result.changes[unit.code] = changes
    else:
        result.unchanged.append(unit)


def _followed_level(unit: Unit, values: Mapping[str, Any]) -> dict[str, str]:
    """Let the level follow a change of kind, if it followed the kind before."""
    before = LEVEL_OF_KIND.get(UnitKind(unit.kind), Level.CITY)
    if unit.level != before:
        return {}
    return {"level": LEVEL_OF_KIND.get(values["kind"], Level.CITY)}


def _has_new_parent(unit: Unit, entry: Entry, known: Mapping[str, Unit]) -> bool:
    if entry.parent is None:
        return False
    parent = known.get(entry.parent)
    return unit.parent_id != (parent.pk if parent else None) or bool(entry.parent and not parent)


def _write(result: RosterResult, entries: Mapping[str, Entry], known: Mapping[str, Unit]) -> None:
    """Write new and changed units in bulk; superiors last, as they may be new themselves."""
    touched = [*result.new, *result.changed]
    if not touched:
        return
    Unit.objects.bulk_create(result.new, batch_size=BATCH)
    by_code = {**known, **{unit.code: unit for unit in result.new}}
    for unit in touched:
        parent = entries[unit.code].parent
        if parent is not None:
            unit.parent = by_code[parent] if parent else None
    _upsert([*result.changed, *(unit for unit in result.new if unit.parent)])
    addresses.forget()
    units_imported.send(sender=Unit, units=touched)


def _upsert(units: Iterable[Unit]) -> None:
    """Write the fields of a roster to units that exist, found by their codes."""
    names = [name for name in (*COLUMNS, *OPTIONAL_COLUMNS) if name != "code"]
    stored = ["code", *("parent_id" if name == "parent" else name for name in names)]
    rows = [Unit(**{name: getattr(unit, name) for name in stored}) for unit in units]
    Unit.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=names,
        batch_size=BATCH,
    )
