"""Everything that is done with a request; each is one transaction, with its step in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import UnitRequest
from console.permissions import require_filer
from console.requests import notices
from console.requests.catalogue import find_kind, kind_of
from console.requests.enums import AWAITING, OPEN_TO_UNIT, RequestKind, RequestState
from console.requests.kinds import Kind, label, missing_text
from console.requests.permissions import (
    require_decider,
    require_refuser,
    require_reviewer,
    require_roll_back_decider,
    user_is_reviewer,
)
from console.requests.sites import roll_back
from console.steps import add_step
from units.models import Unit, User


@transaction.atomic
def draft_request(*, unit: Unit, kind: RequestKind, user: User, **facts: Any) -> UnitRequest:
    """Begin a request of a unit; nobody but the unit's own people sees it yet.

    Raises ``PermissionDenied`` for who does not file for the unit, ``ValidationError`` for bad
    values and ``TypeError`` for facts that the kind does not ask for.
    """
    require_filer(user, unit)
    request = UnitRequest(unit=unit, kind=kind, drafted_by=user, drafted_at=timezone.now())
    _write(request, facts)
    add_step(request, StepKind.DRAFTED, user=user, unit=unit, kind_of_request=str(kind))
    return request


@transaction.atomic
def change_request(request: UnitRequest, *, user: User, **facts: Any) -> UnitRequest:
    """Write on a request that is not handed in, or came back.

    Raises ``PermissionDenied`` for who does not file for the unit, ``ValidationError`` for bad
    values and once it is handed in, ``TypeError`` for facts that the kind does not ask for.
    """
    request = _locked(request)
    require_filer(user, request.unit)
    _require_state(request, *OPEN_TO_UNIT)
    _write(request, facts)
    add_step(request, StepKind.CHANGED, user=user, unit=request.unit, fields=sorted(facts))
    return request


@transaction.atomic
def submit_request(request: UnitRequest, *, user: User) -> UnitRequest:
    """Hand a request in to the IT office.

    Raises ``PermissionDenied`` for who does not file for the unit, and ``ValidationError`` naming
    what is not filled in (S041), for what stands against it, and for a second one of its kind.
    """
    request = _locked(request)
    require_filer(user, request.unit)
    _require_state(request, *OPEN_TO_UNIT)
    kind = kind_of(request)
    if missing := kind.missing(request):
        raise ValidationError(missing_text(missing))
    kind.check(request)
    request.filed_by, request.filed_at = user, timezone.now()
    request.reviewed_by = request.decided_by = request.decided_at = None
    request.state = RequestState.SUBMITTED
    request.full_clean()
    request.save()
    facts = {name: _plain(request, name) for name in kind.fields}
    add_step(request, StepKind.FILED, user=user, unit=request.unit, **facts)
    notices.tell_reviewers(request)
    return request


@transaction.atomic
def forward(request: UnitRequest, *, user: User, reason: str) -> UnitRequest:
    """Pass a reviewed request on to the leading group, saying why.

    Raises ``PermissionDenied`` for anybody but the IT office and for who wrote it, and
    ``ValidationError`` without a reason, for what the IT office decides alone, for what cannot be
    done as things stand, and for a request that does not wait for review.
    """
    request = _locked(request)
    require_reviewer(user, request)
    _require_state(request, RequestState.SUBMITTED)
    _require_reason(reason)
    kind = kind_of(request)
    if not kind.is_for_leading_group(request):
        raise ValidationError(_("This request is the IT office's own to decide."))
    kind.check(request)
    request.reviewed_by, request.state = user, RequestState.FORWARDED
    request.save()
    add_step(request, StepKind.FORWARDED, user=user, unit=request.unit, reason=reason)
    notices.tell_deciders(request, reason)
    return request


@transaction.atomic
def approve(request: UnitRequest, *, user: User, reason: str) -> UnitRequest:
    """Say yes to a request, saying why, and do what it asks for.

    Raises ``PermissionDenied`` for who has not the last word on it or wrote or reviewed it, and
    ``ValidationError`` without a reason, for a request that waits for nobody, and when it cannot
    be carried out; then nothing is changed.
    """
    request = _locked(request)
    _require_state(request, *AWAITING)
    require_decider(user, request)
    _require_reason(reason)
    kind = kind_of(request)
    kind.check(request)
    request.decided_by, request.decided_at = user, timezone.now()
    request.state = RequestState.CARRIED_OUT
    request.save()
    facts = kind.carry_out(request, user=user)
    request.save()
    add_step(request, StepKind.APPROVED, user=user, unit=request.unit, reason=reason)
    add_step(request, StepKind.CARRIED_OUT, user=user, unit=request.unit, **facts)
    notices.tell_unit(request, reason)
    return request


@transaction.atomic
def refuse(
    request: UnitRequest, *, user: User, reason: str, missing: Sequence[str] = ()
) -> UnitRequest:
    """Say no to a request for good, saying why; ``missing`` names facts that do not suffice.

    Raises ``PermissionDenied`` for who may not decide about it, and ``ValidationError`` without a
    reason and for a request that waits for nobody.
    """
    request = _locked(request)
    _require_state(request, *AWAITING)
    require_refuser(user, request)
    told = _told(kind_of(request), reason, missing)
    request.decided_by, request.decided_at = user, timezone.now()
    request.state = RequestState.REFUSED
    request.save()
    add_step(request, StepKind.REFUSED, user=user, unit=request.unit, reason=told)
    notices.tell_unit(request, told)
    return request


@transaction.atomic
def return_request(
    request: UnitRequest, *, user: User, reason: str, missing: Sequence[str] = ()
) -> UnitRequest:
    """Give a request back to its unit to complete it, saying why; raises what :func:`refuse` does.

    Handed in again, it is reviewed anew.
    """
    request = _locked(request)
    _require_state(request, *AWAITING)
    require_refuser(user, request)
    told = _told(kind_of(request), reason, missing)
    request.state = RequestState.RETURNED
    request.save()
    add_step(request, StepKind.RETURNED, user=user, unit=request.unit, reason=told)
    notices.tell_unit(request, told)
    return request


@transaction.atomic
def withdraw(request: UnitRequest, *, user: User, reason: str = "") -> UnitRequest:
    """Take a request back that nobody has decided.

    Raises ``PermissionDenied`` for who does not file for the unit, and ``ValidationError`` once
    it is decided.
    """
    request = _locked(request)
    require_filer(user, request.unit)
    _require_state(request, *OPEN_TO_UNIT, *AWAITING)
    request.state = RequestState.WITHDRAWN
    request.save()
    add_step(request, StepKind.WITHDRAWN, user=user, unit=request.unit, reason=reason)
    return request


@transaction.atomic
def ask_roll_back(request: UnitRequest, *, user: User, reason: str) -> UnitRequest:
    """Ask the leading group to bring a redesigned site back to its former layout.

    Raises ``PermissionDenied`` for anybody but the IT office, and ``ValidationError`` without a
    reason and for anything but a redesign that was carried out.
    """
    request = _locked(request)
    if not user_is_reviewer(user):
        raise PermissionDenied(_("Only the IT office asks for a roll-back."))
    if request.kind != RequestKind.REDESIGN:
        raise ValidationError(_("Only a redesign can be rolled back."))
    _require_state(request, RequestState.CARRIED_OUT)
    _require_reason(reason)
    request.rollback_asked_by, request.rollback_decided_by = user, None
    request.state = RequestState.ROLL_BACK
    request.save()
    add_step(
        request, StepKind.FORWARDED, user=user, unit=request.unit, reason=reason, roll_back=True
    )
    notices.tell_deciders(request, reason)
    return request


@transaction.atomic
def decide_roll_back(
    request: UnitRequest, *, user: User, reason: str, is_approved: bool
) -> UnitRequest:
    """Let a redesigned site go back to its former layout, or let it stay, saying why.

    Raises ``PermissionDenied`` for anybody but the leading group and for who asked for it, and
    ``ValidationError`` without a reason and when no roll-back is asked for or possible.
    """
    request = _locked(request)
    _require_state(request, RequestState.ROLL_BACK)
    require_roll_back_decider(user, request)
    _require_reason(reason)
    request.rollback_decided_by = user
    kind, facts = StepKind.REFUSED, {"roll_back": True}
    request.state = RequestState.CARRIED_OUT
    if is_approved:
        request.state = RequestState.ROLLED_BACK
        add_step(request, StepKind.APPROVED, user=user, unit=request.unit, reason=reason)
        kind, facts = StepKind.ROLLED_BACK, roll_back(request, user=user)
    request.save()
    add_step(request, kind, user=user, unit=request.unit, reason=reason, **facts)
    notices.tell_unit(request, reason)
    return request


def _locked(request: UnitRequest) -> UnitRequest:
    """Return a request as it is stored, for no one else to change until the transaction ends."""
    stored = UnitRequest.objects.select_for_update(of=("self",)).select_related("unit")
    return stored.get(pk=request.pk)


def _write(request: UnitRequest, facts: dict[str, Any]) -> None:
    kind = find_kind(request.kind)
    if kind is None or (unknown := facts.keys() - set(kind.fields)):
        raise TypeError(f"{request.kind} takes no {', '.join(sorted(unknown if kind else facts))}")
    facts = dict(facts)
    successors = facts.pop("successors", None)
    for name, value in facts.items():
        setattr(request, name, value)
    kind.remember(request)
    request.full_clean()
    request.save()
    if successors is not None:
        request.successors.set(successors)


def _require_state(request: UnitRequest, *states: RequestState) -> None:
    if request.state not in states:
        raise ValidationError(
            _("This cannot be done any more: %(state)s.") % {"state": request.get_state_display()}
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Please say why."))


def _told(kind: Kind, reason: str, missing: Sequence[str]) -> str:
    """Return a reason with the names of the facts that do not suffice, as the unit reads it."""
    _require_reason(reason)
    named = [name for name in kind.fields if name in set(missing)]
    if not named:
        return reason
    with translation.override(settings.LANGUAGE_CODE):
        names = ", ".join(label(name) for name in named)
        return "\n".join((reason, _("To be completed: %(names)s") % {"names": names}))


def _plain(request: UnitRequest, name: str) -> Any:
    if name == "successors":
        return [unit.code for unit in request.successors.order_by("pk")]
    value = getattr(request, name)
    if name in ("column", "above") and value is not None:
        return {"page": value.pk, "title": value.title, "address": value.slug}
    return str(value) if hasattr(value, "pk") else value
