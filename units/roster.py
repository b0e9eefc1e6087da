"""Reading all units, hosts and roots in a handful of queries, for the address book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Site

from units.entries import RootEntry, UnitEntry
from units.enums import LEVELS_UPWARDS, Accent, Level, Presence
from units.models import InheritedSettings, LevelSettings, Unit, UnitHost, UnitRoot

INHERITED_FIELDS = tuple(f.name for f in InheritedSettings._meta.local_fields)
COPIED_FIELDS = (
    "id",
    "code",
    "name",
    "short_name",
    "kind",
    "system",
    "level",
    "presence",
    "duty",
    "phone",
    "address",
    "postcode",
    "email",
    "host_organ",
    "site_identification_code",
    "icp_number",
    "public_security_number",
    "closes_on",
    "aftermath",
)


def read_entries() -> tuple[tuple[UnitEntry, ...], Mapping[str, int]]:
    """Read all units, and the former hosts with the id of the unit that had them."""
    levels = {row.level: row for row in LevelSettings.objects.all()}
    current, former = _read_hosts()
    roots = _read_roots()
    units = list(Unit.objects.order_by("id"))
    is_any_ending = any(unit.closes_on or unit.closed_on for unit in units)
    successors = _read_successors() if is_any_ending else {}
    sites = dict(Site.objects.values_list("hostname", "id"))
    portal_host = next(current.get(unit.id, "") for unit in units if unit.is_portal)
    entries = tuple(
        UnitEntry(
            **_copied(unit),
            **_inherited(unit, levels),
            **_base(unit, current.get(unit.id, ""), portal_host),
            roots=tuple(roots.get(unit.id, ())),
            site_id=sites.get(current.get(unit.id) or portal_host, 0),
            is_closed=unit.closed_on is not None,
            successor_codes=tuple(successors.get(unit.id, ())),
        )
        for unit in units
    )
    return entries, former


def _copied(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in COPIED_FIELDS}


def _base(unit: Unit, host: str, portal_host: str) -> dict[str, Any]:
    if host or unit.is_portal:
        return {"host": host, "base_host": host, "base_path": ""}
    return {"host": "", "base_host": portal_host, "base_path": f"units/{unit.code}/"}


def inherited_value(unit: Unit, name: str, levels: Mapping[str, LevelSettings]) -> str:
    """Return a setting from the unit, else from its level, else from the levels above (S148)."""
    if own := getattr(unit, name):
        return str(own)
    start = LEVELS_UPWARDS.index(Level(unit.level))
    for level in LEVELS_UPWARDS[start:]:
        if (row := levels.get(level)) and (value := getattr(row, name)):
            return str(value)
    return ""


def _inherited(unit: Unit, levels: Mapping[str, LevelSettings]) -> dict[str, Any]:
    values = {name: inherited_value(unit, name, levels) for name in INHERITED_FIELDS}
    return {**values, "accent": values["accent"] or Accent.BLUE}


def _read_hosts() -> tuple[dict[int, str], dict[str, int]]:
    current: dict[int, str] = {}
    former: dict[str, int] = {}
    rows = UnitHost.objects.values_list("unit_id", "host", "is_current", "unit__presence")
    for unit_id, host, is_current, presence in rows:
        if is_current and presence == Presence.SITE:
            current[unit_id] = host
        else:
            former[host] = unit_id
    return current, former


def _read_successors() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Unit.successors.through.objects.order_by("id")
    for unit_id, code in rows.values_list("from_unit_id", "to_unit__code"):
        found[unit_id].append(code)
    return found


def _read_roots() -> dict[int, list[RootEntry]]:
    roots: dict[int, list[RootEntry]] = defaultdict(list)
    rows: Iterable[tuple[Any, ...]] = UnitRoot.objects.values_list(
        "unit_id",
        "page_id",
        "prefix",
        "page__url_path",
        "locale__language_code",
        "page__content_type_id",
    ).order_by("id")
    for unit_id, *facts in rows:
        roots[unit_id].append(RootEntry(*facts))
    return roots
