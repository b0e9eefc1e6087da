"""The list of rules, for those who see everybody."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import HeaderButton

from console.models import RuleAcknowledgement, RuleDocument, RuleVersion
from console.permissions import require_overseer
from console.rules.reading import scope
from units.enums import Level, System
from units.models import Unit
from units.permissions import user_can_manage_units
from units.workbench.tables import TableColumn, TableReport


class RuleFilterSet(WagtailFilterSet):
    """Filters of the list."""

    is_repealed = django_filters.BooleanFilter(
        label=gettext_lazy("Repealed"),
        field_name="repealed_on",
        lookup_expr="isnull",
        exclude=True,
    )

    class Meta:
        model = RuleDocument
        fields: list[str] = []


def scope_of(document: RuleDocument) -> str:
    """Return in words for which units a rule is."""
    parts = [
        str(Level(document.level).label) if document.level else "",
        str(System(document.system).label) if document.system else "",
    ]
    return ", ".join(part for part in parts if part) or _("All units")


def _state(document: Any) -> str:
    if document.repealed_on:
        return _("Repealed on %(day)s") % {"day": document.repealed_on}
    if document.is_waiting:
        return _("A version waits for the leading group")
    return _("In force") if document.number else _("Never issued")


def _acknowledged(document: Any) -> str:
    if not document.number or document.repealed_on:
        return ""
    counts = {"done": document.acknowledged or 0, "all": document.obliged}
    return _("%(done)s of %(all)s") % counts


def _rule_url(rule: RuleDocument) -> str:
    return reverse("console_rules_rule", args=(rule.pk,))


class RulesView(TableReport):
    """All rules with the version in force."""

    model = RuleDocument
    page_title = gettext_lazy("Rules")
    header_icon = "doc-full"
    index_url_name = "console_rules_list"
    index_results_url_name = "console_rules_list_results"
    filterset_class = RuleFilterSet
    file_name = "rules"
    is_searchable = True
    search_fields = ("title",)
    search_backend_name = None
    default_ordering = "pk"
    template_name = "console/rules/list.html"
    table_classname = "listing office-units"
    column_class = "rule"
    table = (
        TableColumn("title", gettext_lazy("Rule"), lambda rule: rule.title, "34%", url=_rule_url),
        TableColumn("scope", gettext_lazy("For"), scope_of),
        TableColumn("version", gettext_lazy("Version"), lambda rule: rule.number or ""),
        TableColumn("state", gettext_lazy("State"), _state),
        TableColumn("acknowledged", gettext_lazy("Acknowledged by units"), _acknowledged),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_overseer(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the rules with the version in force and how far it is acknowledged."""
        current = RuleVersion.objects.current().filter(document=OuterRef("pk"))
        proposed = RuleVersion.objects.proposed().filter(document=OuterRef("pk"))
        obliged = Unit.objects.real().filter(pk=OuterRef("unit"), closed_on=None)
        done = RuleAcknowledgement.objects.filter(Exists(obliged), version=OuterRef("current_pk"))
        counted = done.order_by().values("version").annotate(count=Count("pk")).values("count")
        return RuleDocument.objects.annotate(
            current_pk=Subquery(current.values("pk")[:1]),
            number=Subquery(current.values("number")[:1]),
            is_waiting=Exists(proposed),
        ).annotate(acknowledged=Subquery(counted))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Count the units that each rule is for, in one query."""
        rules = list(object_list)
        counts = {f"rule_{rule.pk}": Count("pk", filter=scope(rule)) for rule in rules}
        units = Unit.objects.real().filter(closed_on=None)
        obliged = units.aggregate(**counts) if counts else {}
        for rule in rules:
            rule.obliged = obliged[f"rule_{rule.pk}"]
        return object_list

    @property
    def header_buttons(self) -> list[Any]:
        """Lead to who acknowledged what, and to proposing a rule."""
        matrix = HeaderButton(
            _("Who answers for what"), url=reverse("console_rules_matrix"), icon_name="table"
        )
        if not user_can_manage_units(self.user):
            return [matrix]
        adding = HeaderButton(
            _("Propose a rule"), url=reverse("console_rules_add"), icon_name="plus"
        )
        return [adding, matrix]
