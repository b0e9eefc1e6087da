"""The link directory: reading all of it from one CSV file (S051, S116)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from home.models import Link
from units.models import User
from units.permissions import require_manager
from units.tables import ImportRefused, LineError, Row, clean_cells, read_table
from workflows.changes.carrying import carrying_out
from workflows.enums import LedgerAction
from workflows.ledger.record import record

BATCH = 1000
COLUMNS = ("group", "level", "title", "url")


@dataclass(slots=True)
class LinkResult:
    """What an import did, and the errors of the lines it passed over."""

    new: list[Link] = field(default_factory=list)
    changed: list[Link] = field(default_factory=list)
    unchanged: list[Link] = field(default_factory=list)
    removed: int = 0
    errors: list[LineError] = field(default_factory=list)

    @property
    def bad_lines(self) -> int:
        """Return how many lines were passed over."""
        return len({error.line for error in self.errors})


@transaction.atomic
def import_links(
    data: bytes, *, skip_bad: bool = False, remove_others: bool = False, user: User | None = None
) -> LinkResult:
    """Make the link directory say what a CSV file says, in the order of its lines.

    A link is known by its address; what the last check found of it stays. Links that the file does
    not name stand after it, or are removed with ``remove_others``. Raises ``PermissionDenied`` for
    anyone but the IT office, and ``ImportRefused`` without having written anything when a line is
    bad, unless ``skip_bad`` passes over such lines.
    """
    require_manager(user)
    table = read_table(data, required=COLUMNS)
    errors = table.errors
    values = _values(table.rows, errors)
    if errors and not skip_bad:
        raise ImportRefused(errors)
    result = LinkResult(errors=sorted(errors))
    known = {link.url: link for link in Link.objects.select_for_update().order_by("position", "id")}
    others = [link for url, link in known.items() if url not in values]
    if remove_others:
        result.removed = len(others)
        with carrying_out():
            Link.objects.filter(pk__in=[link.pk for link in others]).delete()
    else:
        values |= {link.url: {} for link in others}
    for position, (url, cells) in enumerate(values.items(), start=1):
        _sort_in(url, {**cells, "position": position}, known, result)
    Link.objects.bulk_create(result.new, batch_size=BATCH)
    Link.objects.bulk_update(
        result.changed, ["group", "level", "title", "position"], batch_size=BATCH
    )
    _record(result, user)
    return result


def _record(result: LinkResult, user: User | None) -> None:
    """Tell the ledger of an import that changed something: no second person has seen it."""
    counts = {
        "added": len(result.new),
        "changed": len(result.changed),
        "removed": result.removed,
    }
    if any(counts.values()):
        record(
            LedgerAction.CHANGE_APPLIED,
            user=user,
            object_kind=Link._meta.verbose_name,
            object=_("Link directory, from a file"),
            counts=counts,
        )


def _values(rows: Sequence[Row], errors: list[LineError]) -> dict[str, dict[str, Any]]:
    """Return the values of the good rows by address, in their order."""
    values: dict[str, dict[str, Any]] = {}
    first_lines: dict[str, int] = {}
    for row in rows:
        faults: list[LineError] = []
        cells = clean_cells(Link, row, COLUMNS, faults)
        url = row.cells["url"]
        if first := first_lines.get(url):
            reason = _("The address stands in line %(line)d already.") % {"line": first}
            faults.append(LineError(row.line, "url", reason))
        elif url:
            first_lines[url] = row.line
        if not faults:
            values[cells.pop("url")] = cells
        errors.extend(faults)
    return values


def _sort_in(url: str, values: dict[str, Any], known: dict[str, Link], result: LinkResult) -> None:
    link = known.get(url)
    if link is None:
        result.new.append(Link(url=url, **values))
        return
    is_changed = any(getattr(link, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(link, name, value)
    (result.changed if is_changed else result.unchanged).append(link)
