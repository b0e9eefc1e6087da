"""What is done to a person with one button, each asked for once more on a page of its own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from units.enums import Role
from units.models import Membership
from units.people import actions
from units.people.forms import RoleForm, SuccessorForm
from units.people.holdings import held_by
from units.people.roles import needs_successor
from units.people.views import PersonView, add_errors, password_page
from units.permissions import (
    memberships_seen_by,
    require_account_manager,
    require_link_sender,
    require_password_setter,
    require_role_giver,
)


class ConfirmView(PersonView):
    """Asks by GET, acts by POST; who may not do it may not be asked either."""

    template_name = "units/people/confirm.html"
    question: str | Promise = ""
    button: str | Promise = ""
    done: str | Promise = ""
    is_serious = False

    def require_permission(self) -> None:
        """Raise ``PermissionDenied`` unless the user may do this."""
        raise NotImplementedError

    def perform(self) -> HttpResponse | None:
        """Do it; return what to show instead of the person's page, if anything."""
        raise NotImplementedError

    def ending(self) -> list[Membership]:
        """Return the memberships that would end."""
        return []

    @cached_property
    def form(self) -> SuccessorForm:
        """The form that asks for successors, once for each place where something is held."""
        places = {m.unit_id: m for m in self.ending() if needs_successor_of_all(m, self.ending())}
        data = self.request.POST if self.request.method == "POST" else None
        return SuccessorForm(data, memberships=list(places.values()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        self.require_permission()
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act, and say so; or say why not."""
        self.require_permission()
        if not self.form.fields or self.form.is_valid():
            try:
                shown = self.perform()
            except ValidationError as error:
                add_errors(self.form, error)
            else:
                messages.success(request, str(self.done) % {"person": self.person.get_full_name()})
                return shown or redirect(self.person_url)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the question, what is held, and the form."""
        held = [
            things
            for membership in self.form.places.values()
            for things in held_by(self.person, membership.unit)
        ]
        return super().get_context_data(
            form=self.form,
            held=held,
            question=str(self.question) % {"person": self.person.get_full_name()},
            person_url=self.person_url,
            **kwargs,
        )


def needs_successor_of_all(membership: Membership, ending: list[Membership]) -> bool:
    """Say whether something is left without a keeper when all these memberships end at once."""
    if len(ending) == 1:
        return needs_successor(membership)
    return bool(held_by(membership.person, membership.unit))


class SendLinkView(ConfirmView):
    """Mails a link to set a password."""

    page_title = gettext_lazy("Send a link")
    question = gettext_lazy(
        "%(person)s gets a link by e-mail to set a new password, and is signed out everywhere."
    )
    button = gettext_lazy("Send the link")
    done = gettext_lazy("%(person)s was sent a link to set a password.")

    def require_permission(self) -> None:
        require_link_sender(self.user, self.person)

    def perform(self) -> None:
        actions.send_link(self.person, user=self.user)


class RenewPasswordView(ConfirmView):
    """Shows a new initial password."""

    page_title = gettext_lazy("New initial password")
    question = gettext_lazy(
        "%(person)s gets a new initial password, shown here once, and is signed out everywhere. "
        "It must be replaced at the first sign-in."
    )
    button = gettext_lazy("Set a new initial password")
    done = gettext_lazy("%(person)s has a new initial password.")

    def require_permission(self) -> None:
        require_password_setter(self.user, self.person)

    def perform(self) -> HttpResponse:
        password = actions.renew_password(self.person, user=self.user)
        return password_page(self.request, self.person, password)


class SignOutView(ConfirmView):
    """Ends all sessions."""

    page_title = gettext_lazy("Sign out everywhere")
    question = gettext_lazy("%(person)s is signed out on every device at once.")
    button = gettext_lazy("Sign out everywhere")
    done = gettext_lazy("%(person)s is signed out everywhere.")

    def require_permission(self) -> None:
        require_link_sender(self.user, self.person)

    def perform(self) -> None:
        actions.sign_out(self.person, user=self.user)


class DeactivateView(ConfirmView):
    """Closes the account."""

    page_title = gettext_lazy("Deactivate")
    question = gettext_lazy(
        "All roles of %(person)s end, and nobody can sign in with this account any more. The name "
        "and the staff number stay reserved."
    )
    button = gettext_lazy("Deactivate the account")
    done = gettext_lazy("The account of %(person)s is deactivated.")
    is_serious = True

    def require_permission(self) -> None:
        require_account_manager(self.user, self.person)

    def ending(self) -> list[Membership]:
        current = Membership.objects.filter(person=self.person, ended_on__isnull=True)
        return list(current.select_related("unit", "person"))

    def perform(self) -> None:
        actions.deactivate_person(self.person, successors=self.form.successors(), user=self.user)


class ReactivateView(ConfirmView):
    """Opens a deactivated account again."""

    page_title = gettext_lazy("Reactivate")
    question = gettext_lazy(
        "The account of %(person)s is opened again, without any role and without a password. Give "
        "a role and send a link next."
    )
    button = gettext_lazy("Reactivate the account")
    done = gettext_lazy("The account of %(person)s is active again.")

    def require_permission(self) -> None:
        require_account_manager(self.user, self.person)

    def perform(self) -> None:
        actions.reactivate_person(self.person, user=self.user)


class MembershipView(ConfirmView):
    """Something done to one membership of the person, unknown to those who may not see it."""

    membership: Membership

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the membership among those of the person that the user may know of."""
        super().setup(request, *args, **kwargs)
        seen = memberships_seen_by(self.user).filter(person=self.person)
        self.membership = get_object_or_404(
            seen.select_related("unit", "person"), pk=kwargs["membership"]
        )

    def require_permission(self) -> None:
        role = Role(self.membership.role)
        require_role_giver(self.user, role, self.membership.unit, self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(membership=self.membership, **kwargs)


class EndRoleView(MembershipView):
    """Ends a role."""

    page_title = gettext_lazy("End a role")
    question = gettext_lazy(
        "%(person)s loses this role at once and is signed out everywhere. It can be given again."
    )
    button = gettext_lazy("End the role")
    done = gettext_lazy("The role of %(person)s has ended.")
    is_serious = True

    def ending(self) -> list[Membership]:
        return [self.membership] if self.membership.ended_on is None else []

    def perform(self) -> None:
        successor = self.form.successors().get(self.membership.unit_id)
        actions.end_membership(self.membership, user=self.user, successor=successor)


class PrincipalView(MembershipView):
    """Names the principal leader of a unit."""

    page_title = gettext_lazy("Principal leader")
    question = gettext_lazy(
        "%(person)s becomes the one leader who answers for the unit. Who was it before stays a "
        "leader."
    )
    button = gettext_lazy("Make principal leader")
    done = gettext_lazy("%(person)s is the principal leader now.")

    def perform(self) -> None:
        actions.mark_principal(self.membership, user=self.user)


class AddRoleView(PersonView):
    """Gives a person one more role, from the form on the person's page."""

    page_title = gettext_lazy("Add a role")
    template_name = "units/people/role.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form alone."""
        return self._shown(RoleForm(user=self.user, prefix="role"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the role, or say why not."""
        form = RoleForm(request.POST, user=self.user, prefix="role")
        if form.is_valid():
            role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
            try:
                actions.add_member(self.person, role, unit=unit, user=self.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The role is given."))
                return redirect(self.person_url)
        return self._shown(form)

    def _shown(self, form: RoleForm) -> HttpResponse:
        if not form.fields["role"].choices or self.user.pk == self.person.pk:  # type: ignore[attr-defined]
            raise PermissionDenied(_("You may not give or end this role."))
        context = self.get_context_data(form=form, person_url=self.person_url)
        return self.render_to_response(context)
