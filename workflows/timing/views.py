"""The screens of delegated authority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.enums import Role
from units.models import Unit, User
from units.people.views import add_errors
from workflows.models import ApprovalDelegation
from workflows.timing import delegations
from workflows.timing.forms import DelegationForm, UnitForm
from workflows.timing.permissions import (
    Post,
    delegations_seen_by,
    endable,
    holders,
    posts_held,
    require_ender,
    require_giver,
    require_reader,
    user_can_register,
    user_holds,
)
from workflows.timing.querysets import REVIEWING_OFFICES
from workflows.timing.working_days import calendar_warning

INDEX = "approval_delegations"
PER_PAGE = 20


class DelegationView(WagtailAdminTemplateMixin):
    """What the screens have in common."""

    request: HttpRequest
    header_icon = "group"
    page_title: Any = gettext_lazy("Delegated authority")

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        index = {"url": reverse(INDEX), "label": DelegationView.page_title}
        below = [] if self.page_title == DelegationView.page_title else [self.page_title]
        return [*self.breadcrumbs_items, index, *({"url": "", "label": here} for here in below)]


class DelegationListView(DelegationView, TemplateView):
    """What holds now, what will and what did, and where more is given."""

    template_name = "workflows/timing/delegations.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or lead on to the form for the unit that the IT office named."""
        require_reader(self.user)
        if self.unit_form is not None and self.unit_form.is_bound and self.unit_form.is_valid():
            unit = self.unit_form.cleaned_data["unit"]
            return redirect("approval_delegation_leader", code=unit.code)
        return self.render_to_response(self.get_context_data())

    @cached_property
    def unit_form(self) -> UnitForm | None:
        """The form in which the IT office names a unit; nobody else has it."""
        if not user_can_register(self.user):
            return None
        return UnitForm(self.request.GET if "unit" in self.request.GET else None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = delegations_seen_by(self.user).select_related("unit", "giver", "deputy")
        past = WagtailPaginator(seen.past(), PER_PAGE).get_page(self.request.GET.get("p"))
        groups = (
            (pgettext_lazy("delegations", "In force"), self._rows(seen.current())),
            (gettext_lazy("To come"), self._rows(seen.coming())),
        )
        return super().get_context_data(
            groups=groups,
            past=past,
            ways=self._ways(),
            unit_form=self.unit_form,
            calendar_warning=calendar_warning(),
            **kwargs,
        )

    def _rows(self, found: QuerySet[ApprovalDelegation]) -> list[tuple[ApprovalDelegation, bool]]:
        rows = list(found)
        may_end = {row.pk for row in endable(self.user, rows)}
        return [(row, row.pk in may_end) for row in rows]

    def _ways(self) -> list[tuple[Post, str]]:
        """Return what the person may delegate, with the address of the form."""
        posts = posts_held(self.user)
        if user_can_register(self.user):
            posts += [Post(role, None) for role in REVIEWING_OFFICES]
        return [(post, _address(post)) for post in dict.fromkeys(posts)]


class DelegateView(DelegationView, FormView[DelegationForm]):
    """The form with which a post is delegated; the address names the post."""

    template_name = "workflows/timing/delegate.html"
    form_class = DelegationForm
    page_title = gettext_lazy("Delegate authority")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse everybody who may not delegate this post."""
        require_giver(self.user, self.post_named)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def post_named(self) -> Post:
        """What is to be delegated."""
        if "code" in self.kwargs:
            return Post(Role.LEADER, get_object_or_404(Unit, code=self.kwargs["code"]))
        role = Role(self.kwargs["role"])
        if role not in REVIEWING_OFFICES:
            raise Http404
        return Post(role, None)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "post": self.post_named, "user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            post=self.post_named,
            is_own=user_holds(self.user, self.post_named),
            has_holder=holders(self.post_named).exists(),
            index_url=reverse(INDEX),
            **kwargs,
        )

    def form_valid(self, form: DelegationForm) -> HttpResponse:
        """Delegate; what the action refuses is shown at its field."""
        values: Mapping[str, Any] = form.cleaned_data
        try:
            delegations.delegate(self.post_named, user=self.user, **values)
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The authority is delegated."))
        return redirect(INDEX)


class EndView(DelegationView, TemplateView):
    """Asks by GET, ends the delegation by POST."""

    template_name = "workflows/timing/end_delegation.html"
    page_title = gettext_lazy("End a delegation of authority")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, but only those who may do it."""
        require_ender(self.user, self.delegation)
        context = self.get_context_data(
            delegation=self.delegation,
            is_open=delegations.is_open(self.delegation),
            index_url=reverse(INDEX),
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End it."""
        delegations.end_delegation(self.delegation, user=self.user)
        messages.success(request, _("The delegation has ended."))
        return redirect(INDEX)

    @cached_property
    def delegation(self) -> ApprovalDelegation:
        """What is to end; another unit's does not exist for the person who asks."""
        seen = delegations_seen_by(self.user).select_related("unit", "giver", "deputy")
        return get_object_or_404(seen, pk=self.kwargs["pk"])


def _address(post: Post) -> str:
    if post.unit is not None:
        return reverse("approval_delegation_leader", args=[post.unit.code])
    return reverse("approval_delegation_office", args=[post.role])
