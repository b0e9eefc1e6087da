"""Who reads rules, and who acknowledges them for a unit.

The IT office proposes and the leading group issues: see ``console.permissions``.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from console.filings.permissions import readable_units, user_can_read_filings
from console.filings.standing import is_at_work, teams_of
from console.models import RuleVersion
from console.rules.enums import RuleState
from units.enums import Role
from units.models import Membership, Unit, User
from units.permissions import user_can_lead, user_sees_everybody


def require_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for whoever has no rule to read."""
    if not user_can_read_filings(user):
        raise PermissionDenied(
            _("Rules are read by units' leaders and operators, the IT office and who supervises.")
        )


def versions_read_by(user: User) -> QuerySet[RuleVersion]:
    """Return the versions that the person may read: a unit's people those issued for it."""
    if user_sees_everybody(user):
        return RuleVersion.objects.all()
    wanted = Q()
    for unit in readable_units(user):
        wanted |= Q(pk__in=RuleVersion.objects.issued().for_unit(unit).values("pk"))
    return RuleVersion.objects.filter(wanted) if wanted else RuleVersion.objects.none()


def units_answered_for(user: User) -> list[Unit]:
    """Return the units whose responsible person the user is: principal leader or filed head."""
    led = Membership.objects.active().filter(person=user, role=Role.LEADER, unit__closed_on=None)
    held = list(led.select_related("unit").order_by("unit_id"))
    teams = teams_of([membership.unit for membership in held if membership.unit])
    return [
        membership.unit
        for membership in held
        if membership.unit
        and not membership.unit.is_portal
        and (membership.is_principal or _is_head(membership, teams.get(membership.unit.pk)))
    ]


def _is_head(membership: Membership, team: object) -> bool:
    head: Membership | None = getattr(team, "head", None)
    return head is not None and head.pk == membership.pk and is_at_work(head)


def require_responsible(user: User, unit: Unit) -> None:
    """Raise ``PermissionDenied`` unless the user is the unit's responsible person."""
    if unit.pk not in {found.pk for found in units_answered_for(user)}:
        raise PermissionDenied(
            _("A unit's first responsible person or principal leader acknowledges for it.")
        )


def user_can_decide_version(user: User, version: RuleVersion) -> bool:
    """Say whether the person may issue or refuse a version: the leading group, none of its own."""
    is_open = version.state == RuleState.PROPOSED
    return is_open and user_can_lead(user) and user.pk != version.proposed_by_id


def user_can_withdraw_version(user: User, version: RuleVersion) -> bool:
    """Say whether the person may take a version back: who proposed it, while it waits."""
    return version.state == RuleState.PROPOSED and user.pk == version.proposed_by_id


def require_decider(user: User, version: RuleVersion) -> None:
    """Raise ``PermissionDenied`` for all but the leading group, and for who proposed it."""
    if not user_can_lead(user) or user.pk == version.proposed_by_id:
        raise PermissionDenied(
            _("The leading group issues rules, and nobody a rule that he has proposed himself.")
        )
