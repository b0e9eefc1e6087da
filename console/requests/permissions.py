"""Who may write, review, decide and read requests.

The emergency account reads them, and decides nothing.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import UnitRequest
from console.permissions import require_leading_group, units_filed_for, user_can_file
from console.requests.catalogue import kind_of
from console.requests.enums import OPEN_TO_UNIT, RequestKind, RequestState
from console.requests.querysets import RequestQuerySet
from console.steps import steps_of
from units.enums import Role
from units.models import User
from units.permissions import user_can_lead, user_has_centre_role, user_sees_everybody

_WRITING = (StepKind.DRAFTED, StepKind.CHANGED, StepKind.FILED)


def requests_read_by(user: User) -> RequestQuerySet:
    """Return the requests that the person may read: those of the units for which he files, and,
    for who sees everybody, all that were ever handed in."""
    own = Q(unit__in=units_filed_for(user))
    if user_sees_everybody(user):
        own |= Q(filed_at__isnull=False)
    found: RequestQuerySet = UnitRequest.objects.filter(own)
    return found


def wrote_on(user: User, request: UnitRequest) -> bool:
    """Say whether the person wrote on the request, or handed it in."""
    written = steps_of(request).filter(kind__in=_WRITING, person=user)
    return user.pk in (request.drafted_by_id, request.filed_by_id) or written.exists()


def user_can_write(user: User, request: UnitRequest) -> bool:
    """Say whether the person may change the request, or hand it in, now."""
    return request.state in OPEN_TO_UNIT and user_can_file(user, request.unit)


def user_is_reviewer(user: User) -> bool:
    """Say whether the person belongs to the IT office, which reviews (S177)."""
    return user.is_active and user_has_centre_role(user, Role.IT_OFFICE)


def require_reviewer(user: User, request: UnitRequest) -> None:
    """Raise ``PermissionDenied`` for anybody but the IT office, and for who wrote it."""
    if not user_is_reviewer(user):
        raise PermissionDenied(_("Only the IT office reviews requests."))
    if wrote_on(user, request):
        raise PermissionDenied(_("Nobody decides about a request of his own."))


def require_decider(user: User, request: UnitRequest) -> None:
    """Raise ``PermissionDenied`` unless the person has the last word on the request as it stands.

    That is the leading group once the IT office has reviewed it. The IT office has it alone for
    what its kind leaves to it. Who wrote or reviewed it has not.
    """
    if request.state == RequestState.FORWARDED:
        require_leading_group(user)
        if wrote_on(user, request) or user.pk == request.reviewed_by_id:
            raise PermissionDenied(_("Nobody decides about a request that he wrote or reviewed."))
        return
    require_reviewer(user, request)
    if kind_of(request).is_for_leading_group(request):
        raise PermissionDenied(_("This request is the leading group's to decide."))


def require_refuser(user: User, request: UnitRequest) -> None:
    """Raise ``PermissionDenied`` unless the person may say no: who reviews or decides it now."""
    if request.state == RequestState.FORWARDED:
        require_decider(user, request)
    else:
        require_reviewer(user, request)


def require_roll_back_decider(user: User, request: UnitRequest) -> None:
    """Raise ``PermissionDenied`` for anybody but the leading group, and for who asked for it."""
    require_leading_group(user)
    if user.pk == request.rollback_asked_by_id:
        raise PermissionDenied(_("Nobody decides about a roll-back that he asked for."))


def user_may(user: User, request: UnitRequest) -> set[str]:
    """Return the names of the actions that are open to the person now."""
    files = user_can_file(user, request.unit)
    may: set[str] = set()
    if request.state in OPEN_TO_UNIT and files:
        may |= {"submit", "withdraw"}
    if request.state in (RequestState.SUBMITTED, RequestState.FORWARDED):
        may |= {"withdraw"} if files else set()
        may |= _deciding(user, request)
    is_done = request.state == RequestState.CARRIED_OUT and request.kind == RequestKind.REDESIGN
    if is_done and user_is_reviewer(user):
        may.add("ask_roll_back")
    is_asked = request.state == RequestState.ROLL_BACK and user.pk != request.rollback_asked_by_id
    if is_asked and user_can_lead(user):
        may |= {"approve_roll_back", "refuse_roll_back"}
    return may


def _deciding(user: User, request: UnitRequest) -> set[str]:
    try:
        require_refuser(user, request)
    except PermissionDenied:
        return set()
    if request.state == RequestState.FORWARDED:
        return {"approve", "return", "refuse"}
    passes_on = kind_of(request).is_for_leading_group(request)
    return {"forward" if passes_on else "approve", "return", "refuse"}
