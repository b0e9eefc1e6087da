"""The log of sign-ins in the admin, for supervision."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from units.accounts import sign_ins
from units.enums import SignInOutcome
from units.models import SignIn, User


class SignInFilterSet(WagtailFilterSet):
    """Filters by what is typed: a list of people would name those of other units."""

    name = django_filters.CharFilter(label=_("Name"), method="filter_name")
    outcome = django_filters.ChoiceFilter(label=_("Outcome"), choices=SignInOutcome.choices)
    at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = SignIn
        fields: list[str] = []

    def filter_name(self, rows: QuerySet[SignIn], name: str, value: str) -> QuerySet[SignIn]:
        """Keep rows whose username or full name contains the text."""
        return rows.filter(Q(username__icontains=value) | Q(person__full_name__icontains=value))


def _local_time(row: SignIn) -> str:
    """Return the time to the second: a log is compared with other logs."""
    return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"


def _method(row: SignIn) -> str:
    return sign_ins.method_label(row.method)


class SignInsView(ReportView):
    """List attempts to sign in, the newest first."""

    model = SignIn
    page_title = _("Sign-ins")
    header_icon = "lock"
    index_url_name = "sign_ins"
    index_results_url_name = "sign_ins_results"
    filterset_class = SignInFilterSet
    is_searchable = False
    default_ordering = "-id"
    paginate_by = 50
    columns = [
        Column("at", label=_("Time"), accessor=_local_time, width="15%"),
        Column("username", label=_("Username"), width="15%"),
        Column("full_name", label=_("Full name"), accessor="person.full_name", width="12%"),
        Column("outcome", label=_("Outcome"), accessor="get_outcome_display", width="10%"),
        Column("method", label=_("Method"), accessor=_method, width="12%"),
        Column("address", label=_("Address"), width="12%"),
        Column("browser", label=_("Browser")),
    ]
    list_export = ["at", "username", "person.full_name", "outcome", "method", "address", "browser"]
    export_headings = {"person.full_name": _("Full name")}

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponseBase:
        """Refuse everybody who supervises no sign-ins."""
        if not isinstance(request.user, User) or not sign_ins.user_can_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *arguments, **keywords)

    def get_base_queryset(self) -> QuerySet[SignIn]:
        """Return what this person may read, and nothing else to filter."""
        return sign_ins.readable_by(self.request.user)

    def get_filename(self) -> str:
        """Name the exported file after the day."""
        return f"sign-ins-{timezone.localdate():%Y-%m-%d}"
