"""Who hands in plans, who discusses and approves them, and who reads them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from console.models import Plan, PlanVersion
from console.permissions import units_read_by, user_can_file
from units.models import User
from units.permissions import user_can_manage_units


def user_can_approve_version(user: User, version: PlanVersion) -> bool:
    """Say whether the person may approve a version: the IT office, never what one filed."""
    return user_can_manage_units(user) and user.pk != version.filed_by_id


def user_can_comment(user: User, plan: Plan) -> bool:
    """Say whether the person may take part in the discussion of a plan."""
    return user_can_manage_units(user) or user_can_file(user, plan.unit)


def require_version_approver(user: User, version: PlanVersion) -> None:
    """Raise ``PermissionDenied`` unless the person may approve this version."""
    if not user_can_approve_version(user, version):
        raise PermissionDenied(
            _("Only the IT office approves a plan, and nobody approves what they filed.")
        )


def require_commenter(user: User, plan: Plan) -> None:
    """Raise ``PermissionDenied`` unless the person may speak about the plan."""
    if not user_can_comment(user, plan):
        raise PermissionDenied(
            _("A plan is discussed by the IT office and by those who file for the unit.")
        )


def plans_read_by(user: User) -> QuerySet[Plan]:
    """Return the plans that the person may read."""
    return Plan.objects.for_units(units_read_by(user))
