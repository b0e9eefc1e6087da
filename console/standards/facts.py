"""What automatic checks look at: each reads the facts of many units in a few queries.

A function gets units with a site and returns for each what it found; the words of the evidence say
which facts decided. Another app may register facts of its own; the list of unifications names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.blueprint_files import blueprint_versions, layout_in_words, load_blueprint
from console.filings.enums import FilingState
from console.filings.standing import missing_posts, with_filing_state
from console.models import UnitBlueprint
from content.models import ColumnPage
from search.models import PublishedItem
from units.addresses import address_book
from units.entries import UnitEntry, canonical_address
from units.models import Unit


class Found(NamedTuple):
    """Whether a unit passes, and what says so."""

    is_passed: bool
    evidence: str


Look = Callable[[Sequence[Unit]], dict[int, Found]]


@dataclass(frozen=True)
class Facts:
    """A kind of facts that a check can be computed from."""

    key: str
    label: str | Promise
    look: Look


_registered: dict[str, Facts] = {}


def register_facts(key: str, label: str | Promise, look: Look) -> None:
    """Let checks be computed from facts; of two with one key the last counts."""
    _registered[key] = Facts(key, label, look)


def known_facts() -> list[Facts]:
    """Return all kinds of facts, in the order in which they were registered."""
    return list(_registered.values())


def facts_of(key: str) -> Facts | None:
    """Return a kind of facts; None for one that nobody registers any more."""
    return _registered.get(key)


def _template(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units whose site follows the newest version of its blueprint."""
    rows = {row.unit_id: row for row in UnitBlueprint.objects.filter(unit__in=_ids(units))}
    newest = {name: max(blueprint_versions(name)) for name in {r.name for r in rows.values()}}
    found = {}
    for unit in units:
        row = rows.get(unit.pk)
        if row is None:
            found[unit.pk] = Found(False, _("The site was not made from a blueprint."))
        elif row.version < newest[row.name]:
            told = {"has": layout_in_words(row.name, row.version), "newest": newest[row.name]}
            found[unit.pk] = Found(False, _("%(has)s; the newest is v%(newest)s") % told)
        else:
            found[unit.pk] = Found(True, layout_in_words(row.name, row.version))
    return found


def _columns(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units that have all required columns, each of them filled."""
    ids = _ids(units)
    columns = PublishedItem.objects.filter(unit__in=ids, item_type="column")
    filled = set(columns.filled_columns().values_list("page_id", flat=True))
    present: dict[int, set[str]] = defaultdict(set)
    empty: dict[int, list[str]] = defaultdict(list)
    required = ColumnPage.objects.filter(pk__in=columns.values("page"), is_required=True)
    rows = required.order_by("path").values_list("pk", "key", "title", "published_item__unit")
    for pk, key, title, unit_id in rows:
        present[unit_id].add(key)
        if pk not in filled:
            empty[unit_id].append(title)
    wanted = _required_columns(ids)
    found = {}
    for unit in units:
        names = wanted.get(unit.pk, {})
        lacking = [name for key, name in names.items() if key not in present[unit.pk]]
        found[unit.pk] = _columns_found(len(present[unit.pk]), lacking, empty[unit.pk])
    return found


def _required_columns(ids: list[int]) -> dict[int, dict[str, str]]:
    """Return by unit the names of the columns that its blueprint requires, by key."""
    return {
        row.unit_id: {
            placed.spec.key: placed.spec.name
            for placed in load_blueprint(row.name, row.version).placed()
            if placed.spec.is_required
        }
        for row in UnitBlueprint.objects.filter(unit__in=ids)
    }


def _columns_found(count: int, lacking: list[str], empty: list[str]) -> Found:
    faults = []
    if lacking:
        faults.append(_("missing: %(columns)s") % {"columns": ", ".join(lacking)})
    if empty:
        faults.append(_("empty: %(columns)s") % {"columns": ", ".join(empty)})
    if faults:
        return Found(False, "; ".join(faults))
    if not count:
        return Found(False, _("No required column is on the site."))
    return Found(True, _("%(count)s required columns, all filled") % {"count": count})


def _address(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units that are served at the portal's host or one below it."""
    portal = settings.BATONG_PORTAL_HOST
    found = {}
    for unit, entry in _entries(units):
        is_below = entry.base_host == portal or entry.base_host.endswith(f".{portal}")
        found[unit.pk] = Found(is_below, canonical_address(entry))
    return found


def _footer(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units whose footer names who runs the site and where to find them."""
    labels = {name: _label(name) for name in ("undertaking_organ", "address", "phone")}
    return _all_present(units, labels)


def _numbers(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units that have the identification code and both filing numbers."""
    names = ("site_identification_code", "icp_number", "public_security_number")
    return _all_present(units, {name: _label(name) for name in names})


def _search(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units of which the search over all sites finds something."""
    items = PublishedItem.objects.filter(unit__in=_ids(units)).items().order_by()
    with_items = set(items.values_list("unit_id", flat=True).distinct())
    told = {
        True: _("Its items are found by the search over all sites."),
        False: _("The search over all sites finds nothing of it."),
    }
    return {unit.pk: Found(unit.pk in with_items, told[unit.pk in with_items]) for unit in units}


def _people(units: Sequence[Unit]) -> dict[int, Found]:
    """Pass units whose three people are filed and at work."""
    found = {}
    for unit in with_filing_state(Unit.objects.filter(pk__in=_ids(units))):
        state = FilingState(unit.filing_state)
        evidence = str(state.label)
        if missing := missing_posts(unit):
            evidence = f"{evidence}: {', '.join(str(post.label) for post in missing)}"
        found[unit.pk] = Found(state == FilingState.FILED, evidence)
    return found


def _all_present(units: Sequence[Unit], labels: dict[str, str]) -> dict[int, Found]:
    found = {}
    for unit, entry in _entries(units):
        lacking = [label for name, label in labels.items() if not getattr(entry, name)]
        if lacking:
            told = _("missing: %(fields)s") % {"fields": ", ".join(lacking)}
        else:
            told = "; ".join(str(getattr(entry, name)) for name in labels)
        found[unit.pk] = Found(not lacking, told)
    return found


def _entries(units: Iterable[Unit]) -> list[tuple[Unit, UnitEntry]]:
    """Return units as the public pages show them, with what they inherit."""
    by_id = address_book().by_id
    return [(unit, by_id[unit.pk]) for unit in units]


def _label(name: str) -> str:
    field: Any = Unit._meta.get_field(name)
    return str(field.verbose_name)


def _ids(units: Iterable[Unit]) -> list[int]:
    return [unit.pk for unit in units]


register_facts("template", gettext_lazy("Template"), _template)
register_facts("columns", gettext_lazy("Required columns"), _columns)
register_facts("address", gettext_lazy("Address"), _address)
register_facts("footer", gettext_lazy("Marks in the footer"), _footer)
register_facts("numbers", gettext_lazy("Identification and filing numbers"), _numbers)
register_facts("search", gettext_lazy("Entry in the search"), _search)
register_facts("people", gettext_lazy("People who answer for the site"), _people)
