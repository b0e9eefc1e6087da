"""The state of the city: for the IT office, which acts on it, and for those who supervise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.accounts.emergency import recent_emergency_use
from units.enums import Role, UnitState
from units.models import Membership, Unit
from units.quotas import Usage, usages_by_unit
from units.workbench.panels import PanelLink, WorkPanel


@dataclass(frozen=True)
class StateCount:
    """How many units are in a state."""

    state: UnitState
    count: int


class FullUnit(NamedTuple):
    """A unit that uses four fifths of a quota or more."""

    unit: Unit
    usage: Usage


def states() -> list[StateCount]:
    """Return how many units are in each state, in one query."""
    units: QuerySet[Any] = Unit.objects.real().with_state()
    rows = units.order_by().values("state").annotate(count=Count("pk"))
    counted = {row["state"]: row["count"] for row in rows}
    return [StateCount(state, counted.get(state, 0)) for state in UnitState]


def ailing() -> QuerySet[Any]:
    """Return the units that are dormant or failing, the failing first."""
    wanted: QuerySet[Any] = Unit.objects.real().with_state()
    return wanted.filter(state__in=(UnitState.FAILING, UnitState.DORMANT)).order_by("-state", "pk")


def unmanned() -> QuerySet[Unit]:
    """Return the units with pages that lack a principal leader, an operator or an editor."""
    active = Membership.objects.active().filter(unit=OuterRef("pk"))
    return (
        Unit.objects.real()
        .with_home()
        .filter(closed_on=None)
        .annotate(
            has_principal=Exists(active.filter(role=Role.LEADER, is_principal=True)),
            has_operator=Exists(active.filter(role=Role.OPERATOR)),
            has_editor=Exists(active.filter(role=Role.EDITOR)),
        )
        .filter(Q(has_principal=False) | Q(has_operator=False) | Q(has_editor=False))
    )


def nearly_full() -> list[FullUnit]:
    """Return the units that use four fifths of a quota or more, the fullest first."""
    units = list(Unit.objects.filter(closed_on=None))
    by_unit = usages_by_unit(units)
    found = [
        FullUnit(unit, usage)
        for unit in units
        for usage in by_unit[unit.pk].values()
        if usage.is_warning
    ]
    return sorted(found, key=lambda full: -full.usage.percent)


class EmergencyPanel(WorkPanel):
    """Says that the sealed account for emergencies has been used of late; silent otherwise."""

    key = "emergency"
    heading = _("The emergency account was used")
    icon = "warning"
    template_name = "units/workbench/emergency.html"
    is_wide = True

    def is_shown(self) -> bool:
        return recent_emergency_use().exists()

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(recent_emergency_use())}


class CityPanel(WorkPanel):
    """Units by state, and how many of the designated ones are online (S005)."""

    key = "city"
    heading = _("State of the city")
    icon = "globe"
    template_name = "units/workbench/city.html"
    is_wide = True

    def links(self) -> list[PanelLink]:
        found = [PanelLink(_("People"), reverse("wagtailusers_users:index"))]
        if self.posts.has(Role.IT_OFFICE, Role.INSPECTOR):
            found.append(PanelLink(_("Features"), reverse("units_limits:features")))
        return found

    def facts(self) -> dict[str, Any]:
        return {"states": states(), "coverage": Unit.objects.coverage()}


class AilingPanel(WorkPanel):
    """Units the public finds asleep or broken (S011)."""

    key = "ailing"
    heading = _("Dormant and failing units")
    icon = "warning"
    template_name = "units/workbench/ailing.html"

    def facts(self) -> dict[str, Any]:
        shown = self.page_of(ailing())
        rows = [(unit, UnitState(unit.state)) for unit in shown]
        return {"shown": shown, "rows": rows}


class UnmannedPanel(WorkPanel):
    """Units in which nobody approves, writes or looks after the accounts."""

    key = "unmanned"
    heading = _("Units without people")
    icon = "user"
    template_name = "units/workbench/unmanned.html"

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(unmanned())}


class FullPanel(WorkPanel):
    """Units that will soon be refused something (S200)."""

    key = "full"
    heading = _("Quotas nearly used up")
    icon = "resubmit"
    template_name = "units/workbench/full.html"

    def links(self) -> list[PanelLink]:
        return [PanelLink(_("All of them"), reverse("units_limits:quotas") + "?only=on")]

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(nearly_full())}
