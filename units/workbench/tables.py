"""Lists of the admin that can be read, filtered and taken away as CSV or XLSX."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.utils import timezone
from django.utils.functional import Promise, cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from units.models import User

BYTE_ORDER_MARK = "\ufeff"

# What a spreadsheet would take for a formula
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_read(value: Any) -> Any:
    """Return a value as it is read on the screen: 2026-06-30, 680,000.00."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return f"{value:,.2f}" if isinstance(value, Decimal) else value


class ValueColumn(Column):
    """A column that writes days and amounts alike in all lists."""

    def get_value(self, instance: Any) -> Any:
        """Return the value as it is read."""
        return as_read(super().get_value(instance))


@dataclass(frozen=True)
class TableColumn:
    """A column of a list, shown and exported alike; ``url`` is where a row leads from there."""

    name: str
    label: str | Promise
    value: Callable[[Any], Any]
    width: str | None = None
    url: Callable[[Any], str | None] | None = None


class TableReport(ReportView):
    """A list whose columns ``table`` names; a subclass refuses in ``setup`` who may not read it."""

    table: Sequence[TableColumn] = ()
    header_icon = "list-ul"
    is_searchable = False
    default_ordering: str | None = None
    paginate_by = 50
    file_name = ""
    results_template_name = "units/workbench/report_results.html"
    # What an empty list says, where it is empty because nothing has been done yet
    nothing_yet: str | Promise = ""
    # Before the name of each column, in the classes of its cells
    column_class = "column"

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on the screen."""
        return [self.shown(column) for column in self.table]

    def shown(self, column: TableColumn) -> Column:
        """Return how a column is shown on the screen."""
        if column.url:
            return TitleColumn(
                column.name,
                label=column.label,
                accessor=column.value,
                width=column.width,
                get_url=column.url,
            )
        return ValueColumn(
            column.name,
            label=column.label,
            accessor=column.value,
            width=column.width,
            classname=f"{self.column_class}-{column.name}",
        )

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the file."""
        return [column.name for column in self.table]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        """The heads of the columns of the file."""
        return {column.name: column.label for column in self.table}

    def get_paginator(self, *args: Any, **kwargs: Any) -> Any:
        """Count what the rows stand for, where that is not the model."""
        paginator = super().get_paginator(*args, **kwargs)
        if self.verbose_name:
            paginator.verbose_name = paginator.verbose_name_plural = self.verbose_name
        return paginator

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        """Return a row of the file: the same values as on the screen, none of them a formula."""
        return OrderedDict((column.name, _harmless(column.value(item))) for column in self.table)

    def stream_csv(self, queryset: Any) -> Iterator[str]:
        """Begin with the mark by which spreadsheets know UTF-8: else Chinese text is unreadable."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)

    def get_filename(self) -> str:
        """Name the exported file after the day."""
        return f"{self.file_name}-{timezone.localdate():%Y-%m-%d}"


def _harmless(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
