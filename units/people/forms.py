"""Forms of the people screens; what they offer is what the person who fills them in may give."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums import CENTRE_ROLES, Role
from units.models import Membership, Unit, User
from units.people.actions import Way
from units.people.fields import PersonField, UnitField
from units.permissions import roles_given_by, units_managed_by, user_can_give_role

WAYS = (
    (Way.LINK, gettext_lazy("Send a link to set a password by e-mail")),
    (Way.PASSWORD, gettext_lazy("Show an initial password, to hand over on paper")),
)


def role_choices(user: User) -> list[tuple[str, str]]:
    """Return the roles the person may give, as choices."""
    return [(role.value, str(role.label)) for role in roles_given_by(user)]


class PlacedRolesForm(forms.Form):
    """Gives roles in a place: it offers those the user may give, and checks that they fit there."""

    # The field of the subclass that takes the roles, one or several.
    roles_field = ""

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        choices = role_choices(user)
        self.fields[self.roles_field].choices = choices  # type: ignore[attr-defined]
        gives_central = any(value in CENTRE_ROLES for value, _label in choices)
        self.fields["unit"] = UnitField(units_managed_by(user), required=not gives_central)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Refuse roles in a place where they are not given."""
        cleaned = super().clean() or {}
        if self.roles_field in cleaned and "unit" in cleaned:
            chosen = cleaned[self.roles_field]
            roles = [chosen] if isinstance(chosen, str) else chosen
            self.refuse_misplaced(roles, cleaned["unit"])
        return cleaned

    def refuse_misplaced(self, roles: list[str], unit: Unit | None) -> None:
        """Raise ``ValidationError`` for a role that the user may not give there."""
        for value in roles:
            role = Role(value)
            if (role in CENTRE_ROLES) != (unit is None):
                raise ValidationError(
                    {"unit": _("Central roles belong to no unit; all other roles need one.")}
                )
            if not user_can_give_role(self.user, role, unit):
                raise ValidationError(_("You may not give or end this role."))


class PersonForm(forms.Form):
    """A person's data; the username is never changed."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=60)
    staff_number = forms.CharField(
        label=gettext_lazy("Staff number"), max_length=30, required=False
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    @classmethod
    def about(cls, person: User) -> PersonForm:
        """Return the form filled with what is known of a person."""
        return cls(
            initial={
                "full_name": person.full_name,
                "staff_number": person.staff_number or "",
                "email": person.email,
            }
        )


class InviteForm(PlacedRolesForm):
    """A new person: who it is, what they will do, and how they come to a password."""

    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=150,
        help_text=gettext_lazy("It can never be changed."),
    )
    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=60)
    staff_number = forms.CharField(
        label=gettext_lazy("Staff number"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("Needed when somebody of the same name has an account already."),
    )
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label=gettext_lazy("First password"),
        choices=WAYS,
        initial=Way.LINK,
        widget=forms.RadioSelect,
    )
    roles_field = "roles"
    field_order = ("username", "full_name", "staff_number", "email", "unit", "roles", "way")

    def values(self) -> dict[str, Any]:
        """Return the clean values as the action takes them."""
        cleaned = dict(self.cleaned_data)
        roles = [Role(value) for value in cleaned.pop("roles")]
        return cleaned | {"roles": roles, "way": Way(cleaned["way"])}


class RoleForm(PlacedRolesForm):
    """One more role for a person."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    roles_field = "role"
    field_order = ("unit", "role")


class SuccessorForm(forms.Form):
    """Who takes over what a person holds: one field for each place where something is held."""

    def __init__(self, *args: Any, memberships: list[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {successor_field(m.unit_id): m for m in memberships}
        for name, membership in self.places.items():
            place = membership.unit.name if membership.unit else _("the centre")
            self.fields[name] = PersonField(
                possible_successors(membership),
                label=_("Successor in %(place)s") % {"place": place},
                help_text=_("Takes over the drafts and columns that the person holds there."),
            )

    def successors(self) -> dict[int | None, User]:
        """Return who takes over, by the id of the unit."""
        return {m.unit_id: self.cleaned_data[name] for name, m in self.places.items()}


def successor_field(unit_id: int | None) -> str:
    """Return the name of the field for the successor in a unit, or in the centre."""
    return f"successor_{unit_id or 'centre'}"


def possible_successors(membership: Membership) -> Any:
    """Return the other active editors of a unit, or others with a role for the centre."""
    held = Membership.objects.active().filter(unit=membership.unit_id)
    if membership.unit_id:
        held = held.filter(role=Role.EDITOR)
    people = User.objects.filter(pk__in=held.values("person_id"))
    return people.exclude(pk=membership.person_id).order_by("username")
