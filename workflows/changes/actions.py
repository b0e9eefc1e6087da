"""Proposing a change, deciding it, and taking it back; deciding carries it out at once.

Ledger, object and state change in one transaction. The change is compared with what stands there
now: nobody approves a picture that has moved on.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from units.models import User
from workflows.changes.carrying import carrying_out
from workflows.changes.permissions import (
    possible_deciders,
    require_proposer,
    user_can_decide_change,
    user_can_withdraw_change,
)
from workflows.changes.register import Registration, registration_for, registration_of
from workflows.changes.values import differences, restore, snapshot
from workflows.enums import ChangeKind, ChangeState, LedgerAction, NoticeKind
from workflows.errors import Incomplete, MovedOn
from workflows.ledger.record import record
from workflows.models import ProposedChange
from workflows.notices.actions import tell

_NAME_LENGTH = 255
_LOGGED = {
    ChangeKind.CREATE: "wagtail.create",
    ChangeKind.UPDATE: "wagtail.edit",
    ChangeKind.DELETE: "wagtail.delete",
}


@transaction.atomic
def propose(instance: Model, *, user: User, kind: ChangeKind, reason: str) -> ProposedChange:
    """Propose that an object be added, changed or removed; tell those who may decide it.

    ``instance`` holds the wanted values and is not saved. Raises ``PermissionDenied`` for those
    who may not propose it, ``ValidationError`` for values that the model refuses, and
    ``Incomplete`` for a change without a reason, or that changes nothing.
    """
    registration = registration_for(type(instance))
    require_proposer(user, registration)
    _require_kind(registration, kind)
    if kind == ChangeKind.DELETE:
        _require_unneeded(registration, instance)
    before = {} if kind == ChangeKind.CREATE else _stored_values(registration, instance)
    after = {}
    if kind != ChangeKind.DELETE:
        instance.full_clean()
        after = snapshot(instance, registration.fields)
    _require_content(reason, before, after)
    change = ProposedChange.objects.create(
        model=registration.name,
        object_id="" if instance.pk is None else str(instance.pk),
        object_name=str(instance)[:_NAME_LENGTH],
        kind=kind,
        before=before,
        after=after,
        reason=reason.strip(),
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    _record(LedgerAction.CHANGE_PROPOSED, change, registration, user, reason=change.reason)
    tell(
        possible_deciders(registration, user),
        NoticeKind.CHANGE,
        title=_("Change waiting for a second person: %(object)s") % {"object": change.object_name},
        text=change.reason,
        url=_address(change),
    )
    return change


@transaction.atomic
def decide(
    change: ProposedChange, *, user: User, is_approved: bool, comment: str = ""
) -> ProposedChange:
    """Carry out a change, or refuse it; tell who proposed it.

    Raises ``PermissionDenied`` for those who may not decide it, the proposer among them;
    ``MovedOn`` when it waits no more or its object is not as it was; ``Incomplete`` for a refusal
    without a comment, or when the model refuses the values now.
    """
    change = _waiting(change)
    registration = registration_of(change.model)
    if registration is None or not user_can_decide_change(user, change):
        raise PermissionDenied(_("Somebody else of the IT office or the leading group decides."))
    comment = comment.strip()
    if not is_approved and not comment:
        raise Incomplete({"comment": _("Say why the change is refused.")})
    if is_approved:
        _carry_out(change, registration, user)
    change.state = ChangeState.APPLIED if is_approved else ChangeState.REFUSED
    _close(change, user, comment)
    action = LedgerAction.CHANGE_APPLIED if is_approved else LedgerAction.CHANGE_REFUSED
    _record(action, change, registration, user, comment=comment)
    tell(
        [change.proposed_by],
        NoticeKind.CHANGE,
        title=_("%(state)s: %(object)s")
        % {"state": change.get_state_display(), "object": change.object_name},
        text=comment,
        url=_address(change),
    )
    return change


@transaction.atomic
def withdraw(change: ProposedChange, *, user: User) -> ProposedChange:
    """Take a change back. Raises ``PermissionDenied`` for all but its proposer, else ``MovedOn``
    when it waits no more.
    """
    change = _waiting(change)
    registration = registration_of(change.model)
    if registration is None or not user_can_withdraw_change(user, change):
        raise PermissionDenied(_("Only who proposed a change may withdraw it."))
    change.state = ChangeState.WITHDRAWN
    _close(change, user, "")
    _record(LedgerAction.WITHDRAWN, change, registration, user)
    return change


def _waiting(change: ProposedChange) -> ProposedChange:
    """Return the change as it is stored, locked."""
    rows = ProposedChange.objects.select_for_update(of=("self",)).select_related("proposed_by")
    stored = rows.get(pk=change.pk)
    if stored.state != ChangeState.PROPOSED:
        raise MovedOn(
            _("This change waits no more: %(state)s.") % {"state": stored.get_state_display()}
        )
    return stored


def _require_kind(registration: Registration, kind: ChangeKind) -> None:
    if registration.is_read_only or kind not in registration.kinds:
        raise PermissionDenied(
            _("“%(change)s” cannot be proposed for %(kind)s.")
            % {"change": ChangeKind(kind).label, "kind": registration.label}
        )


def _require_unneeded(registration: Registration, instance: Model) -> None:
    if registration.is_needed(instance):
        raise _in_use(instance)


def _in_use(instance: Model) -> Incomplete:
    return Incomplete(_("“%(object)s” is in use and cannot be removed.") % {"object": instance})


def _require_content(reason: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    if before == after:
        raise Incomplete(_("Nothing would change."))
    if not reason.strip():
        raise Incomplete({"reason": _("Say why this is to be changed.")})


def _stored_values(registration: Registration, instance: Model) -> dict[str, Any]:
    stored = registration.model._base_manager.filter(pk=instance.pk).first()
    if stored is None:
        raise MovedOn(_("“%(object)s” is no longer there.") % {"object": instance})
    return snapshot(stored, registration.fields)


def _carry_out(change: ProposedChange, registration: Registration, user: User) -> None:
    """Write what was proposed, if its object is still as the proposer saw it."""
    instance = _object_of(change, registration)
    try:
        with carrying_out():
            if change.kind == ChangeKind.DELETE:
                _require_unneeded(registration, instance)
                _log(change, registration, instance, user)
                instance.delete()
                return
            restore(instance, change.after)
            instance.full_clean()
            instance.save()
    except ValidationError as error:
        raise Incomplete(error.messages) from error
    except ProtectedError as error:
        raise _in_use(instance) from error
    change.object_id = str(instance.pk)
    _log(change, registration, instance, user)


def _object_of(change: ProposedChange, registration: Registration) -> Model:
    if change.kind == ChangeKind.CREATE:
        return registration.model()
    rows = registration.model._base_manager.select_for_update(of=("self",))
    instance = rows.filter(pk=change.object_id).first()
    if instance is None or snapshot(instance, registration.fields) != change.before:
        raise MovedOn(
            _("“%(object)s” was changed after this was proposed. Refuse it, and propose it anew.")
            % {"object": change.object_name}
        )
    return instance


def _close(change: ProposedChange, user: User, comment: str) -> None:
    change.decided_by, change.decided_at, change.comment = user, timezone.now(), comment
    change.save(update_fields=("state", "object_id", "decided_by", "decided_at", "comment"))


def _log(change: ProposedChange, registration: Registration, instance: Model, user: User) -> None:
    """Write the change to the history of the object as well, under who decided it."""
    changed = [
        {"field": name, "before": change.before.get(name), "after": change.after.get(name)}
        for name in registration.fields
        if change.before.get(name) != change.after.get(name)
    ]
    action = registration.log_action or _LOGGED[ChangeKind(change.kind)]
    log(instance=instance, action=action, user=user, data={"changes": changed})


def _record(
    action: LedgerAction,
    change: ProposedChange,
    registration: Registration,
    user: User,
    **details: Any,
) -> None:
    told = differences(registration.model, registration.fields, change.before, change.after)
    record(
        action,
        user=user,
        change=change.pk,
        object_kind=registration.label,
        object=change.object_name,
        change_kind=change.kind,
        proposed_by=change.proposed_by.get_full_name(),
        differences=[
            {"field": row.label, "before": row.before, "after": row.after}
            for row in told
            if row.is_changed
        ],
        **details,
    )


def _address(change: ProposedChange) -> str:
    return reverse("change_item", args=(change.pk,))
