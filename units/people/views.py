"""Inviting a person, a person's page and a person's history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import history
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.enums import Role
from units.models import Membership, User
from units.people import actions
from units.people.forms import InviteForm, PersonForm, RoleForm
from units.permissions import (
    memberships_seen_by,
    people_seen_by,
    user_can_give_role,
    user_can_invite,
    user_can_manage_account,
    user_can_see_people,
    user_can_send_link,
    user_can_set_password,
    user_sees_everybody,
    user_units,
)

PEOPLE = "wagtailusers_users"


class PeopleView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who may read about people."""

    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not user_can_see_people(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """The person who asks."""
        asking: User = self.request.user  # type: ignore[assignment]
        return asking

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start over the list of people to here."""
        trail = [{"url": reverse(f"{PEOPLE}:index"), "label": _("People")}]
        return [*self.breadcrumbs_items, *trail, {"url": "", "label": self.get_page_title()}]


class PersonView(PeopleView):
    """A screen about one person, who is unknown (404) to those who may not read about him."""

    person: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the person."""
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(people_seen_by(self.user), pk=kwargs["pk"])

    @property
    def person_url(self) -> str:
        """The address of the person's page."""
        return reverse(f"{PEOPLE}:edit", args=(self.person.pk,))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start over the person's page to here."""
        items = super().get_breadcrumbs_items()
        items.insert(-1, {"url": self.person_url, "label": self.person.get_full_name()})
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        return super().get_context_data(person=self.person, **kwargs)


class InviteView(PeopleView):
    """Opens an account with roles."""

    page_title = gettext_lazy("Invite a person")
    template_name = "units/people/invite.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may give no role to anybody."""
        if not user_can_invite(self.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Invite the person; show an initial password once, or lead to the person's page."""
        form = InviteForm(request.POST, user=self.user)
        if form.is_valid():
            try:
                invitation = actions.invite_person(**form.values(), user=self.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return self._invited(invitation)
        return self.render_to_response(self.get_context_data(form=form))

    def _invited(self, invitation: actions.Invitation) -> HttpResponse:
        person = invitation.person
        if invitation.password:
            return password_page(self.request, person, invitation.password)
        messages.success(
            self.request,
            _("%(person)s was sent a link to set a password.") % {"person": person.get_full_name()},
        )
        return redirect(f"{PEOPLE}:edit", person.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", InviteForm(user=self.user))
        return super().get_context_data(**kwargs)


class PersonPageView(PersonView):
    """A person's data, roles and account, with what the reader may do about them."""

    template_name = "units/people/person.html"

    def get_page_title(self) -> str:
        return self.person.get_full_name()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here; the last step is not the way to itself."""
        return PeopleView.get_breadcrumbs_items(self)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change the person's data."""
        if not user_can_manage_account(self.user, self.person):
            raise PermissionDenied(_("You may not manage this person's account."))
        form = PersonForm(request.POST)
        if form.is_valid():
            try:
                actions.change_person(self.person, **form.cleaned_data, user=self.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The changes are saved."))
                return redirect(self.person_url)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the roles that the reader may know of, and what he may do."""
        user, person = self.user, self.person
        may_change = user_can_manage_account(user, person)
        if may_change:
            kwargs.setdefault("form", PersonForm.about(person))
        seen = memberships_seen_by(user).filter(person=person).select_related("unit", "person")
        may_give = user_can_invite(user) and user.pk != person.pk and person.is_active
        return super().get_context_data(
            rows=[self._row(membership) for membership in seen.order_by("ended_on", "pk")],
            role_form=RoleForm(user=user, prefix="role") if may_give else None,
            may_change=may_change,
            may_send_link=person.is_active and user_can_send_link(user, person),
            may_set_password=person.is_active and user_can_set_password(user, person),
            **kwargs,
        )

    def _row(self, membership: Membership) -> dict[str, Any]:
        is_current = membership.ended_on is None
        may_end = (
            is_current
            and self.user.pk != self.person.pk
            and user_can_give_role(self.user, Role(membership.role), membership.unit)
        )
        is_leader = membership.role == Role.LEADER
        return {
            "membership": membership,
            "may_end": may_end,
            "may_mark": may_end and is_leader and not membership.is_principal,
        }


class PersonHistoryView(history.HistoryView):
    """What was done to a person, as far as the reader may know of it."""

    model = User
    any_permission_required = ["view"]
    filterset_class = None
    is_searchable = False

    def get_base_object_queryset(self) -> QuerySet[User]:
        return people_seen_by(self.request.user)

    def get_page_subtitle(self) -> str:
        return str(self.object.get_full_name())

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the entries; for operators none about other units, nor by people of those."""
        entries: QuerySet[Any] = super().get_base_queryset()
        user = self.request.user
        if user_sees_everybody(user):
            return entries
        units = list(user_units(user, Role.OPERATOR).values_list("pk", flat=True))
        about_other_units = Q(data__has_key="unit") & ~Q(data__unit__in=units)
        known = Q(user=None) | Q(user=user) | Q(user__in=people_seen_by(user))
        return entries.filter(known).exclude(about_other_units)


def password_page(request: HttpRequest, person: User, password: str) -> HttpResponse:
    """Return the page that shows an initial password, once and to be kept by nobody."""
    title = _("Initial password")
    context = {"person": person, "password": password, "page_title": title, "header_title": title}
    return TemplateResponse(request, "units/people/password.html", context)


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show what an action refused beside the fields it is about, or above all of them."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
