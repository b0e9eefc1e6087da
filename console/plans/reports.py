"""The look of the lists of plans and campaigns: days on one line, names that stay readable."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from wagtail.admin.ui.tables import Column

from units.workbench.tables import TableColumn, TableReport


class PlansReport(TableReport):
    """A list in whose file days are days, and on whose screen they are short."""

    template_name = "console/plans/report.html"
    table_classname = "listing plan-report"

    def shown(self, column: TableColumn) -> Column:
        """Show days as numbers."""
        return super().shown(replace(column, value=lambda row: _short(column.value(row))))


def _short(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
