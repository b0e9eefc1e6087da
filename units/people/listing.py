"""The list of people: those about whom the person who asks may read, page by page."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect

from units.enums import UNIT_ROLES, Role
from units.models import Membership, User
from units.permissions import memberships_seen_by, people_seen_by, user_sees_everybody


class PeopleFilterSet(WagtailFilterSet):
    """Filters that name no person and no unit."""

    is_active = django_filters.BooleanFilter(
        label=gettext_lazy("Active"), widget=BooleanRadioSelect
    )
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Role"), method="filter_role", choices=Role.choices
    )

    class Meta:
        model = User
        fields = ("is_active",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not user_sees_everybody(self.request.user):
            self.filters["role"].extra["choices"] = [(r.value, r.label) for r in UNIT_ROLES]

    def filter_role(self, people: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """Keep who has the role now, as far as the person who asks may know."""
        seen = memberships_seen_by(self.request.user).filter(ended_on__isnull=True, role=value)
        return people.filter(Exists(seen.filter(person=OuterRef("pk"))))


class PeopleListView(generic.IndexView):
    """People with their units, roles and last sign-in."""

    page_title = gettext_lazy("People")
    add_item_label = gettext_lazy("Invite a person")
    any_permission_required = ["view"]
    filterset_class = PeopleFilterSet
    search_fields = ["full_name", "username", "staff_number"]
    search_backend_name = None
    default_ordering = "username"
    template_name = "units/people/list.html"

    def get_base_queryset(self) -> QuerySet[User]:
        """Return the people the user may see, each with the roles he may know of."""
        seen = memberships_seen_by(self.request.user).filter(ended_on__isnull=True)
        roles = Prefetch(
            "memberships",
            queryset=seen.select_related("unit").in_order_of_unit(),  # type: ignore[attr-defined]
            to_attr="shown_memberships",
        )
        return people_seen_by(self.request.user).prefetch_related(roles)

    def get_edit_url(self, instance: User) -> str:
        """Return the address of the person's page, for those too who may only read it."""
        return reverse(self.edit_url_name, args=(instance.pk,))

    def get_list_buttons(self, instance: User) -> list[Any]:
        """Offer nothing beside the link to the person's page."""
        return []

    @cached_property
    def columns(self) -> list[Column]:
        """Return what the list shows of each person."""
        return [
            TitleColumn(
                "name",
                label=_("Full name"),
                accessor=lambda person: person.get_full_name(),
                get_url=self.get_edit_url,
                sort_key="full_name",
            ),
            Column("username", label=_("Username"), sort_key="username"),
            Column("units", label=_("Units"), accessor=units_of),
            Column("roles", label=_("Roles"), accessor=roles_of_person),
            DateColumn("last_login", label=_("Last sign-in"), sort_key="last_login"),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
        ]


def units_of(person: Any) -> str:
    """Return the units in which a listed person has a role, by their short names."""
    memberships: list[Membership] = person.shown_memberships
    names = dict.fromkeys(m.unit.short_name if m.unit else _("Centre") for m in memberships)
    return ", ".join(names)


def roles_of_person(person: Any) -> str:
    """Return the roles of a listed person, each once."""
    labels = [str(m.get_role_display()) for m in person.shown_memberships]
    if person.is_superuser:
        labels.insert(0, _("Emergency account"))
    return ", ".join(dict.fromkeys(labels))
