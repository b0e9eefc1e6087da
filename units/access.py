"""The groups and permissions that follow from units and memberships.

Nobody edits these groups by hand. A unit has one group a role, with rights on its own home and
collection only; each central role has one group with rights at one container page, never one row a
unit. There is never a grant on the root of the tree or of the collections, and never the right to
publish.
"""

from __future__ import annotations

from collections.abc import Collection as Sized
from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.models import Membership, Unit, User

PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.LEADER: ("change_page",),
    Role.OPERATOR: (),
    Role.IT_OFFICE: ("change_page",),
}
FILE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: (
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ),
    Role.LEADER: ("choose_image", "choose_document"),
}


def unit_group_name(unit_code: str, role: Role) -> str:
    """Return the name of the group of a role in a unit."""
    return f"unit:{unit_code}:{role}"


def centre_group_name(role: Role) -> str:
    """Return the name of the group of a central role."""
    return f"centre:{role}"


def ensure_centre_groups(container: Page) -> None:
    """Create the groups of the central roles with their rights at one container page."""
    groups = _ensure_groups([centre_group_name(role) for role in CENTRE_ROLES])
    _grant_pages(
        (groups[centre_group_name(role)], container.pk, codename)
        for role in CENTRE_ROLES
        for codename in PAGE_PERMISSIONS.get(role, ())
    )


def ensure_unit_groups(homes: dict[Unit, Page]) -> None:
    """Create the groups of many units at once, with rights on their homes and collections.

    ``homes`` maps each unit, whose collection is set, to the home of its pages. Repeating it
    changes nothing; the number of statements does not depend on the number of units.
    """
    names = [unit_group_name(unit.code, role) for unit in homes for role in UNIT_ROLES]
    groups = _ensure_groups(names)
    _grant_pages(
        (groups[unit_group_name(unit.code, role)], home.pk, codename)
        for unit, home in homes.items()
        for role in UNIT_ROLES
        for codename in PAGE_PERMISSIONS.get(role, ())
    )
    _grant_collections(
        (groups[unit_group_name(unit.code, role)], unit.collection_id, codename)
        for unit in homes
        if unit.collection_id
        for role in UNIT_ROLES
        for codename in FILE_PERMISSIONS.get(role, ())
    )


def remove_unit_groups(units: Iterable[Unit]) -> None:
    """Delete the groups of units that are being undone, with their grants."""
    names = [unit_group_name(unit.code, role) for unit in units for role in UNIT_ROLES]
    Group.objects.filter(name__in=names).delete()


def follow_memberships(people: Sized[User]) -> None:
    """Put people into exactly the groups that their active memberships name."""
    links = User.groups.through
    ids = [person.pk for person in people]
    wanted_names = {
        (membership.person_id, group_name(membership))
        for membership in Membership.objects.active().filter(person__in=ids).select_related("unit")
    }
    groups = _ensure_groups({name for _person, name in wanted_names})
    wanted = {(person, groups[name].pk) for person, name in wanted_names}
    ours = Q(group__name__startswith="unit:") | Q(group__name__startswith="centre:")
    existing = {
        (link.user_id, link.group_id): link.pk for link in links.objects.filter(ours, user__in=ids)
    }
    links.objects.filter(pk__in=[pk for key, pk in existing.items() if key not in wanted]).delete()
    links.objects.bulk_create(
        links(user_id=user, group_id=group) for user, group in sorted(wanted - existing.keys())
    )


def group_name(membership: Membership) -> str:
    """Return the name of the group that a membership puts its person into."""
    role = Role(membership.role)
    if membership.unit is None:
        return centre_group_name(role)
    return unit_group_name(membership.unit.code, role)


def _ensure_groups(names: Sized[str]) -> dict[str, Group]:
    Group.objects.bulk_create([Group(name=name) for name in names], ignore_conflicts=True)
    groups = {group.name: group for group in Group.objects.filter(name__in=names)}
    admin_access = Permission.objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    links = Group.permissions.through
    links.objects.bulk_create(
        [links(group=group, permission=admin_access) for group in groups.values()],
        ignore_conflicts=True,
    )
    return groups


def _permissions(codenames: Iterable[str]) -> dict[str, Permission]:
    known = Permission.objects.filter(
        codename__in=set(codenames),
        content_type__app_label__in=("wagtailcore", "files"),
    )
    return {permission.codename: permission for permission in known}


def _grant_pages(grants: Iterable[tuple[Group, int, str]]) -> None:
    rows = list(grants)
    permissions = _permissions(codename for _group, _page, codename in rows)
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page, permission=permissions[codename])
            for group, page, codename in rows
        ],
        ignore_conflicts=True,
    )


def _grant_collections(grants: Iterable[tuple[Group, int, str]]) -> None:
    rows = list(grants)
    permissions = _permissions(codename for _group, _collection, codename in rows)
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group, collection_id=collection, permission=permissions[codename]
            )
            for group, collection, codename in rows
        ],
        ignore_conflicts=True,
    )


def shared_collection_name() -> str:
    """Return the name of the collection that every unit may choose from."""
    return "shared"


def root_collection() -> Collection:
    """Return the root of the collections, where nobody has a right."""
    return Collection.get_first_root_node()
