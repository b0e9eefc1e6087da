"""Who may delegate the authority to decide, to whom, and who reads about it.

The emergency account has no part in this: it decides nothing, so it can let nobody decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import SUPERVISORS, Role
from units.models import Membership, Unit, User
from units.permissions import user_has_centre_role, user_has_unit_role, user_units
from workflows.models import ApprovalDelegation
from workflows.timing.querysets import (
    REVIEWING_OFFICES,
    ApprovalDelegationQuerySet,
    fits_office,
)

DELEGABLE_ROLES = (Role.LEADER, *REVIEWING_OFFICES)


class Post(NamedTuple):
    """What can be delegated: to decide for the leader of a unit, or for an office of the centre."""

    role: Role
    unit: Unit | None

    def __str__(self) -> str:
        return f"{self.role.label} · {self.unit.name}" if self.unit else str(self.role.label)

    def is_delegable(self) -> bool:
        """Say whether there is such a post, and stages wait for it."""
        return self.role in DELEGABLE_ROLES and (self.role == Role.LEADER) == (
            self.unit is not None
        )


def holders(post: Post) -> QuerySet[User]:
    """Return who holds a post now: the unit's principal leader, or the people of the office."""
    held = Membership.objects.active().filter(role=post.role, unit=post.unit)
    if post.unit is not None:
        held = held.filter(is_principal=True)
    people = User.objects.filter(pk__in=held.values("person"), is_superuser=False)
    return people.order_by("full_name", "pk")


def possible_deputies(post: Post) -> QuerySet[User]:
    """Return to whom a post may be delegated.

    For a unit's leader it is whoever has a role in the unit; for an office whoever reviews for
    another office, or leads the portal. Who holds the post needs no authority for it.
    """
    held = Membership.objects.active()
    fitting = held.for_unit(post.unit) if post.unit is not None else held.filter(fits_office())
    people = User.objects.filter(pk__in=fitting.values("person"), is_superuser=False)
    return people.exclude(pk__in=holders(post).values("pk")).order_by("full_name", "pk")


def user_holds(user: User, post: Post) -> bool:
    """Say whether the person holds a post now, and could delegate it as his own."""
    return holders(post).filter(pk=user.pk).exists()


def user_can_register(user: User) -> bool:
    """Say whether the person may register, on written order, what somebody else delegates."""
    return user_has_centre_role(user, Role.IT_OFFICE)


def user_can_delegate(user: User, post: Post) -> bool:
    """Say whether the person may delegate a post: his own, or any as the IT office."""
    return post.is_delegable() and (user_holds(user, post) or user_can_register(user))


def user_can_end(user: User, delegation: ApprovalDelegation) -> bool:
    """Say whether the person may end a delegation.

    Its giver, its deputy, who holds the post now, and the IT office may.
    """
    return bool(endable(user, [delegation]))


def endable(user: User, delegations: Iterable[ApprovalDelegation]) -> list[ApprovalDelegation]:
    """Return those of the delegations that the person may end, at the same cost for any number."""
    if not user.is_active:
        return []
    own, may_all = set(posts_held(user)), user_can_register(user)
    return [
        found
        for found in delegations
        if may_all or user.pk in (found.giver_id, found.deputy_id) or post_of(found) in own
    ]


def post_of(delegation: ApprovalDelegation) -> Post:
    """Return what is delegated."""
    return Post(Role(delegation.role), delegation.unit)


def posts_held(user: User) -> list[Post]:
    """Return the posts that the person may delegate as his own."""
    held = Membership.objects.active().filter(person=user).select_related("unit")
    principal = Q(role=Role.LEADER, is_principal=True)
    mine = held.filter(principal | Q(role__in=REVIEWING_OFFICES)).in_order_of_unit()
    return [Post(Role(row.role), row.unit) for row in mine]


def delegations_seen_by(user: User) -> ApprovalDelegationQuerySet:
    """Return the delegations about which the person may read.

    Those he gave or holds, those of a unit he leads or of an office he belongs to; the IT office,
    the leading group and inspectors read about all.
    """
    if user_has_centre_role(user, *SUPERVISORS):
        return ApprovalDelegation.objects.all()
    if not user.is_active:
        return ApprovalDelegation.objects.none()
    roles = Membership.objects.active().for_centre().filter(person=user)
    return ApprovalDelegation.objects.filter(
        Q(giver=user)
        | Q(deputy=user)
        | Q(unit__in=user_units(user, Role.LEADER).values("pk"))
        | Q(unit__isnull=True, role__in=roles.values("role"))
    )


def user_sees_delegations(user: User) -> bool:
    """Say whether there is anything here for the person."""
    if user_has_centre_role(user, *SUPERVISORS, *REVIEWING_OFFICES):
        return True
    return user_has_unit_role(user, Role.LEADER) or delegations_seen_by(user).exists()


def require_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for a person whom no delegation concerns."""
    if not user_sees_delegations(user):
        raise PermissionDenied(_("Only leaders and reviewing offices delegate authority."))


def require_giver(user: User, post: Post) -> None:
    """Raise ``PermissionDenied`` unless the person may delegate the post."""
    if not user_can_delegate(user, post):
        raise PermissionDenied(_("You may not delegate this authority."))


def require_ender(user: User, delegation: ApprovalDelegation) -> None:
    """Raise ``PermissionDenied`` unless the person may end the delegation."""
    if not user_can_end(user, delegation):
        raise PermissionDenied(_("You may not end this delegation."))
