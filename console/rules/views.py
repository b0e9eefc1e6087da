"""Screens of rules: proposing, reading, deciding and acknowledging them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.models import RuleDocument, RuleVersion
from console.office.forms import NothingForm, ReasonForm
from console.office.screens import DeedScreen, Screen
from console.permissions import require_office, require_overseer, units_filed_for
from console.rules import actions
from console.rules.forms import RuleForm, VersionForm
from console.rules.listing import scope_of
from console.rules.permissions import (
    require_reader,
    units_answered_for,
    user_can_decide_version,
    user_can_withdraw_version,
    versions_read_by,
)
from console.rules.reading import acknowledgements, current_versions
from units.models import Unit
from units.permissions import user_can_lead, user_can_manage_units

VERSIONS_SHOWN = 20
RULES = (gettext_lazy("Rules"), "console_rules_list")


class RuleAddView(Screen):
    """Proposes a rule that there is not yet."""

    template_name = "console/rules/add.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Propose a rule")
    above = (RULES,)

    def require(self) -> None:
        require_office(self.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Propose what the form says; show it again with what is wrong."""
        form = RuleForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version = actions.propose_rule(user=self.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The rule waits for the leading group."))
                return redirect("console_rules_version", version.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": RuleForm(), **super().get_context_data(**kwargs)}


class RuleView(DeedScreen):
    """One rule with its versions."""

    template_name = "console/rules/rule.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Rule")
    above = (RULES,)
    document: RuleDocument

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.pk: int = kwargs["pk"]
        super().setup(request, *args, **kwargs)

    def require(self) -> None:
        """Find the rule; refuse who does not see everybody."""
        require_overseer(self.user)
        self.document = get_object_or_404(RuleDocument, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return self.document.title

    def subject(self) -> Model:
        return self.document

    def deeds(self) -> dict[str, Any]:
        """Let the IT office propose a version, and the leading group repeal the rule."""
        found: dict[str, Any] = {}
        is_waiting = RuleVersion.objects.proposed().filter(document=self.document).exists()
        if self.document.repealed_on or is_waiting:
            return found
        if user_can_manage_units(self.user):
            found["propose"] = (
                gettext_lazy("Propose a new version"),
                VersionForm,
                self._propose,
            )
        if user_can_lead(self.user):
            found["repeal"] = (gettext_lazy("Repeal the rule"), ReasonForm, self._repeal)
        return found

    def _propose(self, data: dict[str, Any]) -> str:
        version = actions.propose_version(self.document, user=self.user, **data)
        return _("Version %(number)s waits for the leading group.") % {"number": version.number}

    def _repeal(self, data: dict[str, Any]) -> str:
        actions.repeal_rule(self.document, user=self.user, reason=data["reason"])
        return _("The rule is repealed.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.document.versions.select_related("proposed_by", "decided_by")
        page = Paginator(versions, VERSIONS_SHOWN).get_page(self.request.GET.get("p"))
        current = RuleVersion.objects.current().filter(document=self.document).first()
        return {
            **super().get_context_data(**kwargs),
            "document": self.document,
            "scope": scope_of(self.document),
            "versions": page,
            "current": current,
        }


class VersionView(DeedScreen):
    """One version: its text, and what the person may do about it."""

    template_name = "console/rules/version.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Version of a rule")
    version: RuleVersion

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.pk: int = kwargs["pk"]
        super().setup(request, *args, **kwargs)

    def require(self) -> None:
        """Find the version among those that the person may read."""
        require_reader(self.user)
        rows = versions_read_by(self.user).select_related("document", "proposed_by", "decided_by")
        self.version = get_object_or_404(rows, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return self.version.document.title

    def subject(self) -> Model:
        return self.version

    def deeds(self) -> dict[str, Any]:
        """Let the leading group decide, the proposer withdraw, and heads acknowledge."""
        found: dict[str, Any] = {}
        if user_can_decide_version(self.user, self.version):
            found["issue"] = (gettext_lazy("Issue the version"), NothingForm, self._issue)
            found["refuse"] = (gettext_lazy("Refuse"), ReasonForm, self._refuse)
        if user_can_withdraw_version(self.user, self.version):
            found["withdraw"] = (gettext_lazy("Withdraw"), ReasonForm, self._withdraw)
        for unit in self._owing_units():
            label = _("Acknowledge for %(unit)s") % {"unit": unit.name}
            found[f"acknowledge-{unit.code}"] = (
                label,
                NothingForm,
                partial(self._acknowledge, unit),
            )
        return found

    def _owing_units(self) -> list[Unit]:
        units = units_answered_for(self.user)
        done = acknowledgements([self.version], units)
        return [
            unit
            for unit in units
            if (self.version.pk, unit.pk) not in done
            and current_versions(unit).filter(pk=self.version.pk).exists()
        ]

    def _issue(self, data: dict[str, Any]) -> str:
        actions.issue_version(self.version, user=self.user)
        return _("The version is in force; the units' responsible people have been told.")

    def _refuse(self, data: dict[str, Any]) -> str:
        actions.refuse_version(self.version, user=self.user, reason=data["reason"])
        return _("The version is refused.")

    def _withdraw(self, data: dict[str, Any]) -> str:
        actions.withdraw_version(self.version, user=self.user, reason=data["reason"])
        return _("The version is withdrawn.")

    def _acknowledge(self, unit: Unit, data: dict[str, Any]) -> str:
        actions.acknowledge(self.version, unit, user=self.user)
        return _("Acknowledged for %(unit)s.") % {"unit": unit.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        own = acknowledgements([self.version], units_answered_for(self.user))
        is_current = RuleVersion.objects.current().filter(pk=self.version.pk).exists()
        steps = context["steps"].filter(unit=None)
        return {
            **context,
            "steps": steps,
            "version": self.version,
            "is_current": is_current,
            "own": [own[key] for key in sorted(own)],
            "file_url": reverse("console_rules_file", args=(self.version.pk,)),
        }


def file_of_version(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Hand out the file of a version to who may read it; raise ``Http404`` where there is none."""
    user: Any = request.user
    require_reader(user)
    version = get_object_or_404(versions_read_by(user), pk=pk)
    if not version.file:
        raise Http404
    return FileResponse(version.file.open("rb"), as_attachment=True, filename=version.file_name)


class OwnRulesView(Screen):
    """The rules in force for the units of the person, and what is still to be acknowledged."""

    template_name = "console/rules/own.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Our rules")

    def require(self) -> None:
        require_reader(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = (
            versions_read_by(self.user)
            .filter(pk__in=RuleVersion.objects.current().values("pk"))
            .select_related("document", "decided_by")
            .order_by("document_id")
        )
        shown = Paginator(versions, VERSIONS_SHOWN).get_page(self.request.GET.get("p"))
        units = list(units_filed_for(self.user).filter(closed_on=None))
        done = acknowledgements(shown, units)
        rows = [
            (
                version,
                [
                    (unit, done.get((version.pk, unit.pk)))
                    for unit in units
                    if _binds(version, unit)
                ],
            )
            for version in shown
        ]
        return {**super().get_context_data(**kwargs), "versions": shown, "rows": rows}


def _binds(version: RuleVersion, unit: Unit) -> bool:
    """Say whether a unit has to follow a rule."""
    document = version.document
    return document.level in ("", unit.level) and document.system in ("", unit.system)
