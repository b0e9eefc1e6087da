"""Which delegated authorities count as what."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from units.enums import PORTAL_CODE, Role
from units.models import Membership, Unit

if TYPE_CHECKING:
    from workflows.models import ApprovalDelegation  # noqa: F401 a base class names it

# The offices of the centre that decide about other units' texts
REVIEWING_OFFICES = (Role.PARTY_OFFICE, Role.GOVERNMENT_OFFICE, Role.SECRECY)


class ApprovalDelegationQuerySet(QuerySet["ApprovalDelegation"]):
    """Sets of delegated authorities. Both its days belong to a delegation."""

    def not_over(self, day: datetime.date | None = None) -> Self:
        """Those that hold on a day (today) or will, and were not ended."""
        return self.filter(ended_at__isnull=True, ends_on__gte=day or timezone.localdate())

    def current(self, day: datetime.date | None = None) -> Self:
        """Those whose days include a day (today)."""
        day = day or timezone.localdate()
        return self.not_over(day).filter(starts_on__lte=day)

    def coming(self) -> Self:
        """Those that begin later."""
        return self.not_over().filter(starts_on__gt=timezone.localdate())

    def past(self) -> Self:
        """Those that are over or were ended early."""
        return self.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=timezone.localdate()))

    def in_force(self, *, overdue: bool = False) -> Self:
        """Those under which the deputy may decide now.

        The giver must still hold what is delegated, and the deputy still be one to whom it may be
        given. Those for what is past its deadline count only with ``overdue``.
        """
        found = self.current().filter(giver_holds() & deputy_fits())
        return found if overdue else found.filter(only_when_overdue=False)

    def void(self) -> Self:
        """Those not over whose giver or deputy has lost what they rest on."""
        return self.not_over().filter(~(giver_holds() & deputy_fits()))

    def for_unit(self, unit: Unit) -> Self:
        """Those of the leader of one unit."""
        return self.filter(unit=unit)


def giver_holds() -> Q:
    """Return the condition that the giver holds what is delegated, and may sign in."""
    held = Membership.objects.active().filter(person=OuterRef("giver"), role=OuterRef("role"))
    as_leader = Exists(held.filter(unit=OuterRef("unit"), is_principal=True))
    in_office = Exists(held.for_centre())
    return Q(as_leader, role=Role.LEADER) | Q(in_office, role__in=REVIEWING_OFFICES)


def deputy_fits() -> Q:
    """Return the condition that the authority may be given to the deputy."""
    held = Membership.objects.active().filter(person=OuterRef("deputy"))
    in_unit = Exists(held.filter(unit=OuterRef("unit")))
    in_centre = Exists(held.filter(fits_office()))
    return Q(in_unit, role=Role.LEADER) | Q(in_centre, role__in=REVIEWING_OFFICES)


def fits_office() -> Q:
    """Return the condition on a membership that its person may stand in for an office."""
    in_office = Q(unit__isnull=True, role__in=REVIEWING_OFFICES)
    return in_office | Q(unit__code=PORTAL_CODE, role=Role.LEADER)
