"""The registers of contractors and contracts: lists with forms, rows that are never deleted."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseModelForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.permissions import register_permission_policy

from console.models import Contract, Contractor
from console.money.contractors import save_contract, save_contractor
from console.money.listing import unit_of
from units.enums import Role
from units.models import User
from units.permission_policies import OneRulePolicy
from units.permissions import people_in_centre, user_can_manage_units, user_sees_everybody
from units.workbench.registers import ChangeRowView, KeptByAction, RegisterViewSet
from units.workbench.tables import ValueColumn

CONTRACTOR_FIELDS = (
    *("name", "credit_code", "contact", "phone", "email", "qualification"),
    *("qualified_from", "qualified_until", "is_active"),
)
CONTRACT_FIELDS = (
    *("contractor", "unit", "project", "subject", "starts_on", "ends_on"),
    *("contact", "phone", "ended_on"),
)


class OfficeKeeps(OneRulePolicy):
    """The IT office adds and changes, who sees everybody reads."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(
            model,
            actions=("add", "change", "view"),
            may=user_can_manage_units,
            people=lambda: people_in_centre(Role.IT_OFFICE, with_emergency=True),
        )

    def user_has_permission(self, user: User, action: str) -> bool:
        """Let supervisors read besides."""
        if action == "view":
            return user.is_authenticated and user_sees_everybody(user)
        return super().user_has_permission(user, action)


class StoredByAction(KeptByAction):
    """A form whose action may refuse what the form could not know."""

    def form_valid(self, form: BaseModelForm[Any]) -> HttpResponse:
        """Store it; show what the action refuses, with everything that was typed."""
        view, above = cast(Any, self), cast(Any, super())
        try:
            response: HttpResponse = above.form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            view.produced_error_message = view.get_error_message()
            response = view.form_invalid(form)
        return response


class KeptContractor(StoredByAction):
    """A form of a contractor."""

    def keep(self, row: Contractor, user: User) -> Contractor:
        """Store it by the action."""
        return save_contractor(row, user=user)


class KeptContract(StoredByAction):
    """A form of a contract."""

    def keep(self, row: Contract, user: User) -> Contract:
        """Store it by the action."""
        return save_contract(row, user=user)


class AddContractorView(KeptContractor, generic.CreateView):
    """A new contractor."""


class ChangeContractorView(KeptContractor, ChangeRowView):
    """A contractor of the register."""


class AddContractView(KeptContract, generic.CreateView):
    """A new contract."""


class ChangeContractView(KeptContract, ChangeRowView):
    """A contract of the register."""


def standing(contractor: Contractor) -> str:
    """Say in a word whether a contractor may be given work today."""
    if contractor.is_qualified_on(timezone.localdate()):
        return _("qualified")
    if not contractor.is_active:
        return _("out of use")
    return _("expired") if contractor.document else _("document missing")


def term(contract: Contract) -> str:
    """Say in a word how a contract stands today."""
    if contract.ended_on:
        return _("ended")
    return _("expired") if contract.is_expired_on(timezone.localdate()) else _("running")


class DocumentColumn(Column):
    """Leads to the qualification document, which is no public file."""

    cell_template_name = "console/money/document_cell.html"

    def get_value(self, instance: Contractor) -> str:
        """Return where the document is."""
        if not instance.document:
            return ""
        return reverse("console_money_qualification", args=(instance.pk,))


def _day(model: type[Model], name: str) -> ValueColumn:
    """Return the column of a day, by which the list can be sorted."""
    label = capfirst(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return ValueColumn(name, label=label, sort_key=name, width="13%")


class ContractorViewSet(RegisterViewSet):
    """The register of contractors."""

    name = "console_money_contractors"
    url_prefix = "console/money/contractors"
    model = Contractor
    icon = "group"
    list_display = (
        "name",
        "credit_code",
        "qualification",
        _day(Contractor, "qualified_until"),
        Column("standing", label=gettext_lazy("Standing"), accessor=standing),
        DocumentColumn("document", label=gettext_lazy("Proof of qualification")),
    )
    list_filter = ("is_active",)
    list_export = CONTRACTOR_FIELDS
    search_fields = ("name", "credit_code", "contact")
    export_filename = "contractors"
    panels = [
        *(FieldPanel(name) for name in CONTRACTOR_FIELDS[:6]),
        # Without the link to the stored file, which nobody is served from there
        FieldPanel("document", widget=forms.FileInput),
        *(FieldPanel(name) for name in CONTRACTOR_FIELDS[6:]),
    ]
    add_view_class = AddContractorView
    edit_view_class = ChangeContractorView


class ContractViewSet(RegisterViewSet):
    """The register of contracts."""

    name = "console_money_contracts"
    url_prefix = "console/money/contracts"
    model = Contract
    icon = "doc-full"
    list_display = (
        "subject",
        "contractor",
        Column("unit", label=gettext_lazy("Unit"), accessor=unit_of),
        _day(Contract, "starts_on"),
        _day(Contract, "ends_on"),
        Column("term", label=gettext_lazy("Term"), accessor=term),
        "contact",
        "phone",
    )
    list_select_related = ("contractor", "unit")
    list_filter = ("contractor", "ended_on")
    list_export = CONTRACT_FIELDS
    search_fields = ("subject", "contractor__name", "unit__name")
    export_filename = "contracts"
    panels = [FieldPanel(name) for name in CONTRACT_FIELDS]
    add_view_class = AddContractView
    edit_view_class = ChangeContractView


def install() -> None:
    """Register the policies of both."""
    for model in (Contractor, Contract):
        register_permission_policy(model, OfficeKeeps(model))
