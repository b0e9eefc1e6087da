"""Which units and memberships count as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When

from units.enums import OPEN_STATES, PORTAL_CODE, Role, SiteStatus, UnitState
from units.state import state_conditions

if TYPE_CHECKING:
    from units.models import ColumnDelegation, Membership, Unit  # noqa: F401 a base class names it


class Coverage(NamedTuple):
    """How many of the designated units have a site (S005)."""

    designated: int
    online: int

    @property
    def percent(self) -> float:
        """Return the share in per cent, to one place: 48 of 93 is 51.6."""
        return round(100 * self.online / self.designated, 1) if self.designated else 0.0

    @property
    def planned(self) -> int:
        """Return how many of them are not online yet."""
        return self.designated - self.online

    @property
    def planned_percent(self) -> float:
        """Return the rest to a hundred per cent: 59 of 137 is 43.1."""
        return round(100 - self.percent, 1) if self.designated else 0.0


class UnitQuerySet(QuerySet["Unit"]):
    """Sets of units."""

    def real(self) -> Self:
        """Leave out the unit of the portal itself, which is in no roster."""
        return self.exclude(code=PORTAL_CODE)

    def portal(self) -> Unit:
        """Return the unit of the portal itself."""
        return self.get(code=PORTAL_CODE)

    def designated(self) -> Self:
        """Units that are to be online."""
        return self.real().filter(is_designated=True)

    def with_home(self) -> Self:
        """Units that have pages of their own."""
        return self.filter(self._has_home())

    def without_home(self) -> Self:
        """Units that are a directory entry only."""
        return self.exclude(self._has_home())

    def with_state(self) -> Self:
        """Annotate ``state``: exactly one :class:`UnitState`, from facts alone (S033)."""
        whens = [
            When(Q(closed_on__isnull=False), then=Value(UnitState.CLOSED)),
            When(~self._has_home() & Q(plan_deadline__isnull=True), then=Value(UnitState.UNBUILT)),
            When(~self._has_home(), then=Value(UnitState.PLANNED)),
            When(Q(opened_on__isnull=True), then=Value(UnitState.BUILDING)),
        ]
        whens += [
            When(condition(), then=Value(state))
            for state in (UnitState.FAILING, UnitState.DORMANT)
            for condition in state_conditions(state)
        ]
        return self.annotate(
            state=Case(*whens, default=Value(UnitState.LIVE), output_field=CharField())
        )

    def online(self) -> Self:
        """Units whose own pages the public meets."""
        return self.with_state().filter(state__in=OPEN_STATES)

    def with_site(self) -> Self:
        """Units that the public meets on a site: here, or still on the former one (S198)."""
        has_former = Q(site_status=SiteStatus.EXISTING, closed_on__isnull=True)
        return self.with_state().filter(has_former | Q(state__in=OPEN_STATES))

    def coverage(self) -> Coverage:
        """Count the designated units and those of them that have a site."""
        designated = self.designated()
        return Coverage(designated.count(), designated.with_site().count())

    def _has_home(self) -> Exists:
        roots: type[Model] = self.model._meta.get_field("roots").related_model  # type: ignore[assignment]
        return Exists(roots._default_manager.filter(unit=OuterRef("pk")))


class MembershipQuerySet(QuerySet["Membership"]):
    """Sets of memberships."""

    def active(self) -> Self:
        """Memberships that have not ended, of people who may sign in."""
        return self.filter(ended_on__isnull=True, person__is_active=True)

    def for_unit(self, unit: Unit) -> Self:
        """Memberships in one unit."""
        return self.filter(unit=unit)

    def for_centre(self) -> Self:
        """Memberships that belong to no unit."""
        return self.filter(unit__isnull=True)

    def principal_leaders(self) -> Self:
        """The one leader of each unit who answers for it."""
        return self.active().filter(role=Role.LEADER, is_principal=True)

    def in_order_of_unit(self) -> Self:
        """Sort by unit, the centre first, then by person."""
        return self.order_by(F("unit_id").asc(nulls_first=True), "person_id")


class DelegationQuerySet(QuerySet["ColumnDelegation"]):
    """Sets of delegated columns."""

    def active(self) -> Self:
        """Delegations that have not ended."""
        return self.filter(ended_on__isnull=True)

    def for_unit(self, unit: Unit) -> Self:
        """Columns that the editors of one unit keep besides their own."""
        return self.filter(unit=unit)
