"""Delegating the authority to decide, and ending it: dated, recorded, told to whom it concerns.

That a deputy wrote a text himself, or approved it at another stage, does not matter here: the gate
asks that at each decision.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from units.models import User
from workflows.enums import LedgerAction, NoticeKind
from workflows.ledger.record import record
from workflows.models import ApprovalDelegation
from workflows.notices.actions import tell
from workflows.timing.permissions import (
    Post,
    holders,
    possible_deputies,
    post_of,
    require_ender,
    require_giver,
    user_can_register,
)

LONGEST_DAYS = 180


@transaction.atomic
def delegate(
    post: Post,
    deputy: User,
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    only_when_overdue: bool = False,
    giver: User | None = None,
    user: User,
) -> ApprovalDelegation:
    """Let a deputy decide in the giver's place from a day to a day, both included.

    The giver is ``user``, unless the IT office registers somebody else's written order; ``reason``
    names it then. Raises ``PermissionDenied`` for those who may not, and ``ValidationError`` for
    a deputy who does not fit, days that are past or too many, and what is delegated already.
    """
    giver = giver or user
    require_giver(user, post)
    if giver.pk != user.pk and not user_can_register(user):
        raise PermissionDenied(_("You may delegate your own authority only."))
    _lock(giver, deputy)
    _refuse_days(starts_on, ends_on)
    _refuse_people(post, giver, deputy, user)
    delegation = ApprovalDelegation(
        role=post.role,
        unit=post.unit,
        giver=giver,
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
        only_when_overdue=only_when_overdue,
        reason=reason.strip(),
    )
    _refuse_twice(delegation)
    delegation.full_clean()
    delegation.save()
    _record(LedgerAction.DELEGATED, delegation, user)
    _tell(delegation, user)
    return delegation


@transaction.atomic
def end_delegation(
    delegation: ApprovalDelegation, *, user: User | None = None, reason: str = ""
) -> ApprovalDelegation:
    """End a delegation at once; ending it twice, or after its last day, changes nothing.

    ``user=None`` is the system itself: the role on which it rests has ended. Raises
    ``PermissionDenied`` for those who may not.
    """
    if user is not None:
        require_ender(user, delegation)
    locked = ApprovalDelegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if not is_open(locked):
        return locked
    locked.ended_at = timezone.now()
    locked.save(update_fields=("ended_at",))
    _record(LedgerAction.DELEGATION_ENDED, locked, user, because=reason.strip())
    _tell(locked, user)
    return locked


def end_void_delegations() -> int:
    """End what rests on a role that its giver or deputy has lost; return how many that was."""
    void = list(ApprovalDelegation.objects.void().select_related("unit", "giver", "deputy"))
    for delegation in void:
        _end_void(delegation)
    return len(void)


def end_void_of(person: User) -> None:
    """End what a person gave or holds on a role that he has lost, in the present transaction."""
    void = ApprovalDelegation.objects.void()
    for delegation in (void.filter(giver=person) | void.filter(deputy=person)).order_by("pk"):
        _end_void(delegation)


def _end_void(delegation: ApprovalDelegation) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("The role on which it rests has ended.")
    end_delegation(delegation, reason=reason)


def is_open(delegation: ApprovalDelegation) -> bool:
    """Say whether a delegation holds, or will."""
    return delegation.ended_at is None and delegation.ends_on >= timezone.localdate()


def _lock(*people: User) -> None:
    """Let nobody else delegate between these people until the transaction ends."""
    # In one order, so that two who delegate to each other do not wait for each other
    rows = User.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=[person.pk for person in people]))


def _refuse_days(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if starts_on < timezone.localdate():
        raise ValidationError({"starts_on": _("Authority is not delegated for the past.")})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first.")})
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise ValidationError(
            {
                "ends_on": _("Authority is delegated for %(days)s days at most.")
                % {"days": LONGEST_DAYS}
            }
        )


def _refuse_people(post: Post, giver: User, deputy: User, user: User) -> None:
    if deputy.pk in (giver.pk, user.pk):
        raise ValidationError({"deputy": _("Nobody delegates authority to himself.")})
    if not holders(post).filter(pk=giver.pk).exists():
        raise ValidationError({"giver": _("This person does not hold what is delegated.")})
    if not possible_deputies(post).filter(pk=deputy.pk).exists():
        raise ValidationError({"deputy": _("This authority cannot be given to this person.")})


def _refuse_twice(delegation: ApprovalDelegation) -> None:
    same = ApprovalDelegation.objects.not_over().filter(
        role=delegation.role,
        unit=delegation.unit,
        giver=delegation.giver,
        deputy=delegation.deputy,
        only_when_overdue=delegation.only_when_overdue,
        starts_on__lte=delegation.ends_on,
        ends_on__gte=delegation.starts_on,
    )
    if same.exists():
        raise ValidationError(_("This is delegated already for some of these days."))


def _record(
    action: LedgerAction, delegation: ApprovalDelegation, user: User | None, because: str = ""
) -> None:
    record(
        action,
        user=user,
        unit=delegation.unit,
        delegation=delegation.pk,
        role=delegation.role,
        giver={"id": delegation.giver_id, "name": delegation.giver.get_full_name()},
        deputy={"id": delegation.deputy_id, "name": delegation.deputy.get_full_name()},
        starts_on=delegation.starts_on.isoformat(),
        ends_on=delegation.ends_on.isoformat(),
        only_when_overdue=delegation.only_when_overdue,
        reason=delegation.reason,
        because=because,
    )


def _tell(delegation: ApprovalDelegation, user: User | None) -> None:
    """Tell giver and deputy what holds now, but not the one of them who did it."""
    people = [delegation.deputy, delegation.giver]
    with translation.override(settings.LANGUAGE_CODE):
        if is_open(delegation):
            title = _("Authority delegated: %(post)s")
        else:
            title = _("Delegated authority has ended: %(post)s")
        facts = [
            _("%(giver)s to %(deputy)s")
            % {
                "giver": delegation.giver.get_full_name(),
                "deputy": delegation.deputy.get_full_name(),
            },
            _("From %(first)s to %(last)s")
            % {"first": delegation.starts_on.isoformat(), "last": delegation.ends_on.isoformat()},
            _("Reason: %(reason)s") % {"reason": delegation.reason},
        ]
        if delegation.only_when_overdue:
            facts.append(_("Only for what is past its deadline."))
        title %= {"post": str(post_of(delegation))}
    tell(
        [person for person in people if user is None or person.pk != user.pk],
        NoticeKind.DELEGATED,
        title=title,
        text="\n".join(facts),
        url=reverse("approval_delegations"),
    )
