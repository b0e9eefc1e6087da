"""The demo's people by what they do, and its units, as the actions of the office want them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from console.demo_install.accounts import DEPUTY
from units.enums import SiteStatus
from units.models import Membership, Unit, User


@dataclass(slots=True)
class Cast:
    """Who acts in the demo: the people of the centre, and those of each unit by its code."""

    officer: User
    group: User
    units: dict[str, Unit]
    planned: list[Unit]
    held: dict[str, Membership] = field(default_factory=dict)

    def post(self, part: str, unit: Unit) -> Membership:
        """Return what a unit's person does, such as its ``leader`` or ``operator``."""
        return self.held[f"{part}.{unit.code}"]

    def person(self, part: str, unit: Unit) -> User:
        """Return a unit's person."""
        return self.post(part, unit).person

    def known(self, codes: Iterable[str]) -> list[Unit]:
        """Return the units with these codes, as far as the roster has them."""
        return [self.units[code] for code in codes if code in self.units]


def gather_cast() -> Cast:
    """Read everybody of the demo in few queries."""
    units = list(Unit.objects.all())
    names = [f"{part}.{unit.code}" for unit in units for part in ("leader", DEPUTY, "operator")]
    held = Membership.objects.active().filter(person__username__in=names).select_related("person")
    centre = User.objects.in_bulk(["it-office", "leading-group"], field_name="username")
    return Cast(
        officer=centre["it-office"],
        group=centre["leading-group"],
        units={unit.code: unit for unit in units},
        planned=[
            unit for unit in units if unit.site_status == SiteStatus.PLANNED and not unit.is_portal
        ],
        held={membership.person.username: membership for membership in held},
    )
