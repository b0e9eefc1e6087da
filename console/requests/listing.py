"""The list of requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from console.models import UnitRequest
from console.permissions import FILING_ROLES, units_filed_for
from console.requests.enums import RequestKind, RequestState
from console.requests.permissions import requests_read_by
from units.enums import SUPERVISORS
from units.models import Unit
from units.permissions import user_is_emergency_account
from units.posts import posts_held
from units.workbench.tables import TableColumn, TableReport


class RequestFilterSet(WagtailFilterSet):
    """Filters of the list; units are typed, as a list of them would name those of others."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of request"), choices=RequestKind.choices
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=RequestState.choices)
    unit = django_filters.CharFilter(label=gettext_lazy("Unit"), method="filter_unit")
    filed_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date of filing"), widget=DateRangePickerWidget
    )

    class Meta:
        model = UnitRequest
        fields: list[str] = []

    def filter_unit(self, requests: QuerySet[Any], name: str, words: str) -> QuerySet[Any]:
        """Keep requests of units of this code or name."""
        named = Q(code=words) | Q(name__icontains=words) | Q(short_name__icontains=words)
        return requests.filter(unit__in=Unit.objects.filter(named))


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


def _name(person: Any) -> str:
    return person.get_full_name() if person else ""


def _request_url(request: UnitRequest) -> str:
    return reverse("console_requests_show", args=(request.pk,))


class RequestsView(TableReport):
    """The requests that the person may read, those first that wait for somebody."""

    model = UnitRequest
    page_title = gettext_lazy("Requests")
    header_icon = "form"
    index_url_name = "console_requests_list"
    index_results_url_name = "console_requests_list_results"
    filterset_class = RequestFilterSet
    file_name = "requests"
    template_name = "console/requests/list.html"
    nothing_yet = gettext_lazy(
        "There is no request yet. A unit's leaders and operators write them: for a "
        "site, another layout, a column, a change or an end."
    )
    column_class = "request"
    table: Sequence[TableColumn] = (
        TableColumn(
            "kind",
            gettext_lazy("Request"),
            lambda one: one.get_kind_display(),
            "22%",
            url=_request_url,
        ),
        TableColumn("unit", gettext_lazy("Unit"), lambda one: one.unit.short_name, "10%"),
        TableColumn("state", gettext_lazy("State"), lambda one: one.get_state_display(), "14%"),
        TableColumn("purpose", gettext_lazy("Purpose"), lambda one: one.purpose[:200]),
        TableColumn("filed_by", gettext_lazy("Filed by"), lambda one: _name(one.filed_by), "8%"),
        TableColumn("filed_at", gettext_lazy("Filed"), lambda one: _day(one.filed_at), "8%"),
        TableColumn(
            "decided_by", gettext_lazy("Decided by"), lambda one: _name(one.decided_by), "8%"
        ),
        TableColumn("decided_at", gettext_lazy("Decided"), lambda one: _day(one.decided_at), "8%"),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody who neither files for a unit nor reads about all."""
        super().setup(request, *args, **kwargs)
        held = {post.role for post in posts_held(self.user)}
        if not (held & {*SUPERVISORS, *FILING_ROLES} or user_is_emergency_account(self.user)):
            raise PermissionDenied(_("Requests are read by who files them and by the offices."))

    def get_base_queryset(self) -> QuerySet[UnitRequest]:
        """Return what the person may read, in one query."""
        people = ("unit", "filed_by", "decided_by")
        return requests_read_by(self.user).select_related(*people).what_waits_first()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to write a request to those who may."""
        if not units_filed_for(self.user).exists():
            return []
        url = reverse("console_requests_new")
        return [HeaderButton(label=_("Write a request"), url=url, icon_name="plus")]
