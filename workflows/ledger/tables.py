"""Lists of the ledger that can be read, filtered and taken away as CSV or XLSX."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from units.addresses import address_book
from units.workbench.tables import TableColumn, TableReport
from workflows.ledger.permissions import require_ledger_reader

__all__ = ["LedgerTable", "TableColumn", "unit_name"]


class LedgerTable(TableReport):
    """A list for those who may read the ledger."""

    column_class = "ledger"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody who reads nothing of the ledger."""
        super().setup(request, *args, **kwargs)
        require_ledger_reader(self.user)


def unit_name(code: str) -> str:
    """Return the short name of a unit; of one that is gone, its code."""
    unit = address_book().by_code.get(code)
    return unit.short_name if unit else code
