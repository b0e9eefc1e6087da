"""Which rights the groups are to have: what follows from units, their roots and delegations.

Nothing is written here. A unit has one group a role, with rights on its own homes and collection
only; each central role has one group with the right to read from the portal's homes down, never
one row a unit; one group holds everybody who has a role, and opens the admin.
There is never a grant on the root of the tree or of the collections, nor the right to publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.models import Membership, Unit

STAFF_GROUP = "staff"
CENTRE_PREFIX = "centre:"
SHARED_COLLECTION = "shared"

READ: tuple[str, ...] = ("view_page",)
WRITE: tuple[str, ...] = ("add_page", "change_page")
CHOOSE_FILES: tuple[str, ...] = ("choose_image", "choose_document")
KEEP_FILES: tuple[str, ...] = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)

# A right of Page that Django makes itself; the fence's page policy lets its holders read drafts.
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: WRITE,
    Role.LEADER: READ,
    Role.OPERATOR: (),
    **dict.fromkeys(CENTRE_ROLES, READ),
}
FILE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: KEEP_FILES,
    Role.LEADER: CHOOSE_FILES,
}


class Grant(NamedTuple):
    """A right of a group at one page or collection and what stands below it."""

    group: str
    place: int
    codename: str


def unit_group_name(unit_code: str, role: Role) -> str:
    """Return the name of the group of a role in a unit."""
    return f"unit:{unit_code}:{role}"


def centre_group_name(role: Role) -> str:
    """Return the name of the group of a central role."""
    return f"{CENTRE_PREFIX}{role}"


def group_name(membership: Membership) -> str:
    """Return the name of the group that a membership puts its person into."""
    role = Role(membership.role)
    if membership.unit is None:
        return centre_group_name(role)
    return unit_group_name(membership.unit.code, role)


def unit_group_names(unit_code: str) -> list[str]:
    """Return the names of all groups of a unit."""
    return [unit_group_name(unit_code, role) for role in UNIT_ROLES]


def centre_group_names() -> list[str]:
    """Return the names of the groups of the central roles."""
    return [centre_group_name(role) for role in CENTRE_ROLES]


def home_grants(unit_code: str, home: int) -> Iterator[Grant]:
    """Yield the rights of a unit's groups at one of its homes."""
    for role in UNIT_ROLES:
        for codename in PAGE_PERMISSIONS[role]:
            yield Grant(unit_group_name(unit_code, role), home, codename)


def column_grants(unit_code: str, column: int) -> Iterator[Grant]:
    """Yield the rights of a unit's editors at a column of the portal delegated to them (S166)."""
    for codename in WRITE:
        yield Grant(unit_group_name(unit_code, Role.EDITOR), column, codename)


def centre_grants(portal_homes: Iterable[int]) -> Iterator[Grant]:
    """Yield the rights of the central roles: one at each language's home of the portal."""
    for home in portal_homes:
        for role in CENTRE_ROLES:
            for codename in PAGE_PERMISSIONS[role]:
                yield Grant(centre_group_name(role), home, codename)


def collection_grants(unit: Unit, shared: int | None) -> Iterator[Grant]:
    """Yield the rights of a unit's groups on files; the portal's editors keep the shared ones."""
    if unit.collection_id:
        for role, codenames in FILE_PERMISSIONS.items():
            for codename in codenames:
                yield Grant(unit_group_name(unit.code, role), unit.collection_id, codename)
    if unit.is_portal and shared:
        for codename in KEEP_FILES:
            yield Grant(unit_group_name(unit.code, Role.EDITOR), shared, codename)


def staff_grants(shared: int | None) -> Iterator[Grant]:
    """Yield the rights of everybody who has a role, on the files all units share."""
    if shared:
        for codename in CHOOSE_FILES:
            yield Grant(STAFF_GROUP, shared, codename)
