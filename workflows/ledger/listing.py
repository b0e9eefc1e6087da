"""The ledger in the admin."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from workflows.ledger.details import told
from workflows.ledger.filters import EntryFilterSet
from workflows.ledger.permissions import entries_read_by
from workflows.ledger.tables import LedgerTable, TableColumn, unit_name
from workflows.models import Certificate, LedgerEntry


def _time(entry: LedgerEntry) -> str:
    """Return the time to the second: a log is compared with other logs."""
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _action(entry: LedgerEntry) -> str:
    return entry.get_action_display()


def _person(entry: LedgerEntry) -> str:
    return entry.actor_name or pgettext("ledger", "System")


def _unit(entry: LedgerEntry) -> str:
    return unit_name(entry.unit_code)


def _title(entry: Any) -> str:
    """Return the title of the page, else the object that two persons changed."""
    if entry.is_secret:
        return _("Concealed by the secrecy bureau")
    return entry.page_title or entry.details.get("object", "") or "–"


def _details(entry: Any) -> str:
    return "" if entry.is_secret else told(entry)


def _detail_lines(entry: Any) -> str:
    lines = ((line,) for line in _details(entry).splitlines())
    return format_html_join("", "<div>{}</div>", lines)


class EntriesView(LedgerTable):
    """All rows that the person may read, the newest first."""

    model = LedgerEntry
    page_title = gettext_lazy("Approval ledger")
    header_icon = "list-ol"
    index_url_name = "ledger_entries"
    index_results_url_name = "ledger_entries_results"
    filterset_class = EntryFilterSet
    file_name = "ledger"
    template_name = "workflows/ledger/table.html"
    table_classname = "listing ledger-table"
    table = (
        TableColumn("number", pgettext_lazy("ledger", "Number"), lambda entry: entry.number, "5%"),
        TableColumn("at", gettext_lazy("Time"), _time, "13%"),
        TableColumn("action", gettext_lazy("Action"), _action, "11%"),
        TableColumn("person", gettext_lazy("Person"), _person, "10%"),
        TableColumn("unit", gettext_lazy("Unit"), _unit, "10%"),
        TableColumn("title", gettext_lazy("Title"), _title, "22%"),
        TableColumn("details", gettext_lazy("Particulars"), _details),
    )

    def get_base_queryset(self) -> QuerySet[LedgerEntry]:
        """Return what this person may read, and nothing else to filter."""
        return entries_read_by(self.user)

    def shown(self, column: TableColumn) -> Column:
        """Lead from the title to the certificate, where the text has one; break particulars."""
        if column.name == "title":
            return TitleColumn(
                column.name,
                label=column.label,
                accessor=column.value,
                width=column.width,
                get_url=_certificate_url,
                classname="title ledger-title",
            )
        if column.name == "details":
            return super().shown(replace(column, value=_detail_lines))
        return super().shown(column)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Say of each row whether its text has a certificate, in one query."""
        if self.is_export:
            return object_list
        entries = list(object_list)
        texts = {entry.submission_id for entry in entries if not entry.is_secret}
        found = Certificate.objects.filter(submission__in=texts - {None})
        by_text = dict(found.values_list("submission_id", "pk"))
        for entry in entries:
            entry.certificate_pk = by_text.get(entry.submission_id)
        return entries


def _certificate_url(entry: Any) -> str | None:
    pk = getattr(entry, "certificate_pk", None)
    return reverse("certificate_whole", args=(pk,)) if pk else None
