"""The operator's panel: who works in the unit, and who still cannot."""

from __future__ import annotations

from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.enums import Role
from units.models import Membership, Unit, User
from units.quotas import PEOPLE, Usage, usages_by_unit
from units.workbench.panels import PanelLink, WorkPanel


class UnitPeople(NamedTuple):
    """How many people a unit has in which state, and how much of its quotas it uses."""

    unit: Unit
    editors: int
    leaders: int
    has_principal: bool
    without_second_factor: int
    usage: Usage
    usages: list[Usage]


def people_of(units: list[Unit]) -> list[UnitPeople]:
    """Return the people of units in figures."""
    counted = _counted(units)
    usages = usages_by_unit(units)
    return [
        UnitPeople(
            unit=unit,
            editors=counted[unit.pk]["editors"],
            leaders=counted[unit.pk]["leaders"],
            has_principal=counted[unit.pk]["principals"] > 0,
            without_second_factor=counted[unit.pk]["unsafe"],
            usage=usages[unit.pk][PEOPLE],
            usages=list(usages[unit.pk].values()),
        )
        for unit in units
    ]


def _counted(units: list[Unit]) -> dict[int, dict[str, int]]:
    codes = Authenticator.objects.filter(user=OuterRef("person"), type=Authenticator.Type.TOTP)
    rows = (
        Membership.objects.active()
        .filter(unit__in=[unit.pk for unit in units])
        .order_by()
        .alias(has_codes=Exists(codes))
        .values("unit_id")
        .annotate(
            editors=Count("pk", filter=Q(role=Role.EDITOR)),
            leaders=Count("pk", filter=Q(role=Role.LEADER)),
            principals=Count("pk", filter=Q(role=Role.LEADER, is_principal=True)),
            unsafe=Count("person", filter=Q(has_codes=False), distinct=True),
        )
    )
    return {row["unit_id"]: row for row in rows}


def not_at_work_yet(units: list[Unit]) -> QuerySet[User]:
    """Return the people of units who never signed in or have not chosen their own password."""
    inside = Membership.objects.active().filter(unit__in=[unit.pk for unit in units])
    return User.objects.filter(
        Q(last_login=None) | Q(must_change_password=True), pk__in=inside.values("person")
    ).order_by("full_name", "pk")


class PeoplePanel(WorkPanel):
    """The units' people in figures; what is missing stands out."""

    key = "people"
    heading = _("People")
    icon = "group"
    template_name = "units/workbench/people.html"

    def links(self) -> list[PanelLink]:
        return [
            PanelLink(_("Invite a person"), reverse("wagtailusers_users:add")),
            PanelLink(_("All people"), reverse("wagtailusers_users:index")),
        ]

    def facts(self) -> dict[str, Any]:
        return {"rows": people_of(self.posts.units(Role.OPERATOR))}


class NewcomersPanel(WorkPanel):
    """Who was given an account and has not begun to use it."""

    key = "newcomers"
    heading = _("Not at work yet")
    icon = "user"
    template_name = "units/workbench/newcomers.html"

    def facts(self) -> dict[str, Any]:
        return {"shown": self.page_of(not_at_work_yet(self.posts.units(Role.OPERATOR)))}
