"""The form on which a unit files its site team."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from console.filings.enums import Post
from console.filings.standing import Team, is_at_work
from units.enums import Role
from units.models import Membership, Unit


class MembershipField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a unit's people, by name."""

    def label_from_instance(self, obj: Membership) -> str:
        return obj.person.get_full_name()


class MembershipsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several of a unit's people, by name and role."""

    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.person.get_full_name()} ({obj.get_role_display()})"


class TeamForm(forms.Form):
    """The team of one unit's site; a post may be left open, and is then owed."""

    head = MembershipField(
        label=Post.HEAD.label,
        queryset=Membership.objects.none(),
        required=False,
        help_text=_("The head of the unit; a leader's account is needed."),
    )
    deputy = MembershipField(
        label=Post.DEPUTY.label,
        queryset=Membership.objects.none(),
        required=False,
        help_text=_("The deputy head in charge of the site; another leader of the unit."),
    )
    operators = MembershipsField(
        label=_("Operators of the site"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one, who does this and has an open account."),
    )
    members = MembershipsField(
        label=_("Other members of the team"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    effective_on = forms.DateField(
        label=_("Takes effect on"), widget=AdminDateInput, initial=timezone.localdate
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example the number of the document that appoints the team."),
    )

    def __init__(self, *args: Any, unit: Unit, team: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        working = working_in(unit)
        choices = {
            "head": working.filter(role=Role.LEADER),
            "deputy": working.filter(role=Role.LEADER),
            "operators": working.filter(role=Role.OPERATOR),
            "members": working,
        }
        for name, people in choices.items():
            self._field(name).queryset = people
        if team is not None:
            self._suggest(team)

    def _suggest(self, team: Team) -> None:
        """Begin with who was filed last and still works in the unit."""
        for name in ("head", "deputy"):
            person: Membership | None = getattr(team, name)
            if person is not None and is_at_work(person):
                self._field(name).initial = person.pk
        for name in ("operators", "members"):
            people: tuple[Membership, ...] = getattr(team, name)
            self._field(name).initial = [person.pk for person in people if is_at_work(person)]

    def _field(self, name: str) -> Any:
        return self.fields[name]


def working_in(unit: Unit) -> QuerySet[Membership]:
    """Return the people who work in a unit now, by their names."""
    active = Membership.objects.active().for_unit(unit).select_related("person")
    return active.order_by("person__full_name", "person__username", "pk")


def team_form(unit: Unit, team: Team | None) -> type[forms.Form]:
    """Return the form of one unit, beginning with the team it filed last."""

    class UnitTeamForm(TeamForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, unit=unit, team=team, **kwargs)

    return UnitTeamForm
