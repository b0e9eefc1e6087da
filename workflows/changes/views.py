"""Screens for proposing a change and for deciding it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.limits.views import LevelView
from units.models import LevelSettings, User
from workflows.changes.actions import decide, propose, withdraw
from workflows.changes.forms import (
    DecisionForm,
    ProposedLevelForm,
    ReasonForm,
    form_class_of,
)
from workflows.changes.permissions import (
    require_proposer,
    require_seer,
    user_can_decide_change,
    user_can_withdraw_change,
)
from workflows.changes.register import Registration, open_to, registration_of
from workflows.changes.values import contains, differences, words_of
from workflows.enums import ChangeKind
from workflows.errors import GateRefusal
from workflows.models import ProposedChange

PER_PAGE = 50


class ChangesScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen below the list of changes."""

    header_icon = "group"
    page_title: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody who may not read about changes."""
        super().setup(request, *args, **kwargs)
        require_seer(self.user)

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("changes"), "label": _("Changes of two persons")}
        here = {
            "url": "",
            "label": self.get_page_title(),
            "sublabel": self.get_page_subtitle(),
        }
        return [*self.breadcrumbs_items, above, here]


class KindsView(ChangesScreen):
    """What a change can be proposed of."""

    template_name = "workflows/changes/kinds.html"
    page_title = gettext_lazy("Propose a change")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse those who may propose nothing."""
        super().setup(request, *args, **kwargs)
        if not open_to(self.user):
            raise PermissionDenied(_("Only the IT office may propose changes of this kind."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "registrations": open_to(self.user)}


class ProposingScreen(ChangesScreen):
    """A screen about one kind of object, for those who may propose changes of it."""

    registration: Registration

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the kind; raises ``Http404`` for one that is not open to changes."""
        super().setup(request, *args, **kwargs)
        found = registration_of(kwargs["model"])
        if found is None or found.is_read_only:
            raise Http404
        require_proposer(self.user, found)
        self.registration = found

    def get_page_subtitle(self) -> str:
        return str(self.registration.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "registration": self.registration}


class ObjectsView(ProposingScreen):
    """The objects of one kind, to choose which is to be changed."""

    template_name = "workflows/changes/objects.html"
    page_title = gettext_lazy("Propose a change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self._shown()
        return {
            **super().get_context_data(**kwargs),
            "shown": shown,
            "rows": [(row, words_of(row, self.registration.fields)) for row in shown],
            "query": self._query,
            "kinds": {kind.value: kind in self.registration.kinds for kind in ChangeKind},
        }

    @property
    def _query(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]

    def _shown(self) -> Page[Model]:
        """Return a page of the objects in one of whose fields stands what was typed."""
        model, fields = self.registration.model, self.registration.fields
        found = model._default_manager.filter(contains(model, fields, self._query))
        return Paginator(found.order_by("pk"), PER_PAGE).get_page(self.request.GET.get("p"))


class ProposeView(ProposingScreen):
    """The model's own form, with the reason; saving proposes the change."""

    template_name = "workflows/changes/propose.html"
    kind = ChangeKind.UPDATE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the object; raises ``Http404`` for what is not there or not open to this."""
        super().setup(request, *args, **kwargs)
        if self.kind not in self.registration.kinds:
            raise Http404
        model = self.registration.model
        self.instance = (
            get_object_or_404(model._default_manager, pk=kwargs["pk"])
            if "pk" in kwargs
            else model()
        )

    def get_page_title(self) -> str:
        return str(self.kind.label)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose what the form says; show it again with what is wrong."""
        form, reason_form = self._forms(request.POST)
        if not (reason_form.is_valid() and (form is None or form.is_valid())):
            return self._again(form, reason_form)
        try:
            change = propose(
                form.instance if form else self.instance,
                user=self.user,
                kind=self.kind,
                reason=reason_form.cleaned_data["reason"],
            )
        except ValidationError as error:
            reason_form.add_error(None, error.messages)
            return self._again(form, reason_form)
        messages.success(request, _("The change waits for a second person."))
        return redirect("change_item", change.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, reason_form = self._forms()
        own = {"form": form, "reason_form": reason_form, "object": self.instance}
        return {**super().get_context_data(**kwargs), **own, **kwargs, "kind": self.kind}

    def _again(self, form: ModelForm[Any] | None, reason_form: ReasonForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, reason_form=reason_form))

    def _forms(self, data: Any = None) -> tuple[ModelForm[Any] | None, ReasonForm]:
        reason_form = ReasonForm(data)
        if self.kind == ChangeKind.DELETE:
            return None, reason_form
        return form_class_of(self.registration)(data, instance=self.instance), reason_form


class ChangeView(ChangesScreen):
    """One change: what it would do, and what the person may do about it."""

    template_name = "workflows/changes/item.html"
    page_title = gettext_lazy("Change of two persons")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the change."""
        super().setup(request, *args, **kwargs)
        rows = ProposedChange.objects.select_related("proposed_by", "decided_by")
        self.change = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.change.object_name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide the change or take it back, as the button says."""
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self._act(request.POST.get("verdict", ""), form.cleaned_data["comment"])
        except (GateRefusal, ValidationError) as error:
            told = error.messages if isinstance(error, ValidationError) else [str(error)]
            form.add_error(None, told)
            self.change.refresh_from_db()
            return self.render_to_response(self.get_context_data(form=form))
        return redirect("change_item", self.change.pk)

    def _act(self, verdict: str, comment: str) -> None:
        if verdict == "withdraw":
            withdraw(self.change, user=self.user)
            messages.success(self.request, _("The change is withdrawn."))
        elif verdict in ("approve", "refuse"):
            is_approved = verdict == "approve"
            decide(self.change, user=self.user, is_approved=is_approved, comment=comment)
            messages.success(
                self.request,
                _("The change is carried out.") if is_approved else _("The change is refused."),
            )
        else:
            raise BadRequest("The form names no decision.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change, registration = self.change, registration_of(self.change.model)
        rows = (
            differences(registration.model, registration.fields, change.before, change.after)
            if registration
            else []
        )
        rows.sort(key=lambda row: not row.is_changed)
        return {
            "form": DecisionForm(),
            **super().get_context_data(**kwargs),
            "change": change,
            "label": registration.label if registration else change.model,
            "rows": rows,
            "can_decide": user_can_decide_change(self.user, change),
            "can_withdraw": user_can_withdraw_change(self.user, change),
        }


class ProposedLevelView(LevelView):
    """What holds for the units of one level, in place of the view that saves it at once."""

    form_class = ProposedLevelForm
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: Any) -> HttpResponse:
        """Propose the values; show the form again with what is wrong."""
        reason = form.cleaned_data["reason"]
        instance: LevelSettings = form.instance
        instance.level = self.level
        kind = ChangeKind.CREATE if instance.pk is None else ChangeKind.UPDATE
        try:
            change = propose(instance, user=self.user, kind=kind, reason=reason)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The change waits for a second person."))
        return redirect("change_item", change.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "submit_button_label": _("Propose the change"),
        }
