"""The list of changes of two persons, what waits before what is done."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from units.models import User
from workflows.changes.permissions import require_seer
from workflows.changes.register import open_to, registration_of, registrations
from workflows.enums import ChangeKind, ChangeState
from workflows.models import ProposedChange


def _model_choices() -> list[tuple[str, str]]:
    return [(found.name, str(found.label)) for found in registrations() if not found.is_read_only]


class ChangeFilterSet(WagtailFilterSet):
    """Filters of the list."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=ChangeState.choices)
    model = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of object"), choices=_model_choices
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of change"), choices=ChangeKind.choices
    )

    class Meta:
        model = ProposedChange
        fields: list[str] = []


def _object_kind(change: ProposedChange) -> str:
    registration = registration_of(change.model)
    return str(registration.label) if registration else change.model


def _decider(change: ProposedChange) -> str:
    return change.decided_by.get_full_name() if change.decided_by else ""


class ChangesView(BaseListingView):
    """All changes, those first that wait for a second person."""

    page_title = gettext_lazy("Changes of two persons")
    header_icon = "group"
    index_url_name = "changes"
    index_results_url_name = "changes_results"
    filterset_class = ChangeFilterSet
    is_searchable = False
    paginate_by = 50
    template_name = "workflows/changes/list.html"
    table_classname = "listing ledger-table"
    columns = [
        TitleColumn(
            "object_name",
            classname="title ledger-title",
            label=gettext_lazy("Object"),
            get_url=lambda change: reverse("change_item", args=(change.pk,)),
        ),
        Column("object_kind", label=gettext_lazy("Kind of object"), accessor=_object_kind),
        Column("kind", label=gettext_lazy("Kind of change"), accessor="get_kind_display"),
        Column(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            classname="ledger-action",
        ),
        Column(
            "proposed_by", label=gettext_lazy("Proposed by"), accessor="proposed_by.get_full_name"
        ),
        DateColumn("proposed_at", label=gettext_lazy("Proposed at")),
        Column("decided_by", label=gettext_lazy("Decided by"), accessor=_decider),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody who may not read about changes."""
        super().setup(request, *args, **kwargs)
        require_seer(cast(User, request.user))

    def get_base_queryset(self) -> QuerySet[ProposedChange]:
        """Return all changes with their people, in one query."""
        waits = When(state=ChangeState.PROPOSED, then=Value(0))
        changes = ProposedChange.objects.select_related("proposed_by", "decided_by")
        return changes.order_by(Case(waits, default=Value(1)), "-pk")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer to propose a change to those who may."""
        if not open_to(cast(User, self.request.user)):
            return []
        return [
            HeaderButton(label=_("Propose a change"), url=reverse("change_kinds"), icon_name="plus")
        ]
