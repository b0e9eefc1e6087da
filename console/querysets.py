"""Sets of ledger rows and proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Never, Self

from django.db.models import Max, QuerySet

from console.enums import EntryState

if TYPE_CHECKING:
    from console.models import ProvisionEntry
    from units.models import Unit


class LedgerError(Exception):
    """Someone tried to change or remove a row of the ledger."""


class LedgerQuerySet(QuerySet[Any]):
    """Rows that are only ever added."""

    def update(self, **kwargs: Any) -> Never:
        raise LedgerError

    def delete(self) -> Never:
        raise LedgerError

    def for_unit(self, unit: Unit) -> Self:
        """Rows about one unit."""
        return self.filter(unit=unit)

    def standing(self, units: Iterable[Unit]) -> dict[int, ProvisionEntry]:
        """Return for each of the units that stands provisioned the entry that says so."""
        latest = self.filter(unit__in=units).order_by().values("unit").annotate(last=Max("id"))
        entries = self.filter(pk__in=latest.values("last"), state=EntryState.BUILT)
        return {entry.unit_id: entry for entry in entries}


class ProposalQuerySet(QuerySet[Any]):
    """Proposals of new versions."""

    def open(self) -> Self:
        """Proposals that were neither applied nor refused or withdrawn."""
        return self.filter(applied_at__isnull=True, dropped_at__isnull=True)
