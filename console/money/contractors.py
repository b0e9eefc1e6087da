"""The register of contractors and their contracts: only the qualified are given work (S100)."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import Contract, Contractor
from console.money.notices import tell_expired
from console.permissions import require_office
from console.steps import add_step
from units.models import User

# What a step keeps of a contractor and of a contract
CONTRACTOR_FACTS = ("credit_code", "qualification", "qualified_from", "qualified_until")
CONTRACT_FACTS = ("starts_on", "ends_on", "ended_on")


def require_qualified(contractor: Contractor, day: datetime.date) -> None:
    """Raise ``ValidationError`` unless the contractor may be given work on the day."""
    facts = {"contractor": contractor.name, "day": day}
    if not contractor.is_active:
        raise ValidationError(_("%(contractor)s is given no more work.") % facts)
    if not contractor.document:
        raise ValidationError(_("%(contractor)s has shown no qualification document.") % facts)
    if not contractor.is_qualified_on(day):
        raise ValidationError(
            _("The qualification of %(contractor)s does not hold on %(day)s.") % facts
        )


@transaction.atomic
def save_contractor(contractor: Contractor, *, user: User) -> Contractor:
    """Register a contractor, or store what has changed about it.

    Raises ``PermissionDenied`` for anyone but the IT office, ``ValidationError`` for bad values.
    """
    require_office(user)
    kind = StepKind.RECORDED if contractor.pk is None else StepKind.CHANGED
    contractor.full_clean()
    contractor.save()
    facts = {name: getattr(contractor, name) for name in CONTRACTOR_FACTS}
    add_step(contractor, kind, user=user, **facts)
    return contractor


@transaction.atomic
def save_contract(contract: Contract, *, user: User) -> Contract:
    """Give a contractor work on a site, or store what has changed about it.

    Raises ``PermissionDenied`` for anyone but the IT office, and ``ValidationError`` for bad
    values, a contractor that is not qualified today and on the first day, and a project whose
    procurement is not allowed.
    """
    require_office(user)
    before = Contract.objects.select_for_update(of=("self",)).filter(pk=contract.pk).first()
    if before is None or (before.contractor_id, before.starts_on) != (
        contract.contractor_id,
        contract.starts_on,
    ):
        require_qualified(contract.contractor, timezone.localdate())
        require_qualified(contract.contractor, contract.starts_on)
    if contract.project and not contract.project.is_certified:
        raise ValidationError({"project": _("Its procurement is not allowed yet.")})
    if before is not None and before.ends_on != contract.ends_on:
        contract.warned_on = None
    contract.full_clean()
    contract.save()
    kind = StepKind.RECORDED if before is None else StepKind.CHANGED
    facts = {name: getattr(contract, name) for name in CONTRACT_FACTS}
    facts["contractor"] = contract.contractor.name
    add_step(contract, kind, user=user, unit=contract.unit, **facts)
    return contract


@transaction.atomic
def warn_of_expired(day: datetime.date) -> list[Contract]:
    """Tell the IT office of the contracts that are over by the day, of each once (S032)."""
    expired = Contract.objects.expired_on(day).filter(warned_on=None)
    rows = list(expired.select_for_update(of=("self",)).select_related("contractor", "unit"))
    if not rows:
        return []
    Contract.objects.filter(pk__in=[contract.pk for contract in rows]).update(warned_on=day)
    tell_expired(rows)
    for contract in rows:
        add_step(contract, StepKind.REMINDED, user=None, unit=contract.unit)
    return rows
