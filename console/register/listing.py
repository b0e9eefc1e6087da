"""The list of units: where each stands, with what every part of the console knows about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import HeaderButton

from console.permissions import require_overseer
from console.register.columns import prepared, registered_columns
from console.register.filters import UnitFilterSet
from units.enums import UnitState
from units.models import Unit
from units.permissions import user_can_manage_units
from units.workbench.tables import TableColumn, TableReport

CHOICE = "unit"  # the name under which chosen units are sent
SEARCHED = ("code", "name", "short_name")


class ChoiceColumn(Column):
    """A box for each unit, part of the form above the list."""

    cell_template_name = "console/register/choice.html"


def units_for_list() -> QuerySet[Any]:
    """Return all units of the roster with what the list shows of them."""
    return prepared(Unit.objects.real().with_state())


def named(units: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the units that the search of the list finds."""
    query = Q()
    for field in SEARCHED:
        query |= Q(**{f"{field}__icontains": words})
    return units.filter(query)


def _unit_url(unit: Unit) -> str:
    return reverse("console_register_unit", args=(unit.code,))


class UnitsView(TableReport):
    """All units, for those who see everybody."""

    model = Unit
    page_title = gettext_lazy("Units")
    header_icon = "clipboard-list"
    index_url_name = "console_register_units"
    index_results_url_name = "console_register_units_results"
    filterset_class = UnitFilterSet
    file_name = "units"
    is_searchable = True
    search_fields = SEARCHED
    search_backend_name = None
    default_ordering = "pk"
    template_name = "console/register/units.html"
    column_class = "unit"
    table_classname = "listing office-units"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse who does not see everybody."""
        super().setup(request, *args, **kwargs)
        require_overseer(self.user)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return all units of the roster."""
        return units_for_list()

    @cached_property
    def table(self) -> list[TableColumn]:  # type: ignore[override]
        """The columns of the list itself, then those of the parts of the console."""
        added = [
            TableColumn(column.key, column.label, column.value) for column in registered_columns()
        ]
        return [
            TableColumn("name", gettext_lazy("Unit"), lambda unit: unit.name, "20%", url=_unit_url),
            TableColumn("code", gettext_lazy("Code"), lambda unit: unit.code),
            TableColumn("kind", gettext_lazy("Kind"), lambda unit: unit.get_kind_display()),
            TableColumn("level", gettext_lazy("Level"), lambda unit: unit.get_level_display()),
            TableColumn("system", gettext_lazy("System"), lambda unit: unit.get_system_display()),
            TableColumn("state", gettext_lazy("State"), state_of),
            TableColumn(
                "presence", gettext_lazy("Presence"), lambda unit: unit.get_presence_display()
            ),
            *added,
        ]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns on the screen; who provisions may choose rows."""
        shown = [self.shown(column) for column in self.table]
        if self.can_change:
            return [ChoiceColumn(CHOICE, label=_("Choose"), width="1%"), *shown]
        return shown

    @property
    def can_change(self) -> bool:
        """Say whether the person may provision and import."""
        return user_can_manage_units(self.user)

    @property
    def header_buttons(self) -> list[Any]:
        """Lead to what is done with many units."""
        blueprints = HeaderButton(
            _("Blueprints"), url=reverse("console_register_blueprints"), icon_name="doc-full"
        )
        if not self.can_change:
            return [blueprints]
        importing = HeaderButton(
            _("Import"), url=reverse("console_register_import"), icon_name="upload"
        )
        return [importing, blueprints]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the form above the list needs."""
        query = self.request.GET.copy()
        for name in ("p", "export", "_w_filter_fragment"):
            query.pop(name, None)
        return {
            **super().get_context_data(**kwargs),
            "can_change": self.can_change,
            "provision_url": reverse("console_register_provision"),
            "list_query": query.urlencode(),
        }


def state_of(unit: Any) -> str:
    """Return the state of a unit in words."""
    return str(UnitState(unit.state).label)
