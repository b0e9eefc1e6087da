"""Writing the groups and permissions that follow from units, memberships and delegations.

Nobody edits these groups by hand; :mod:`units.grants` says what each is to have, and
:mod:`units.access_check` proves that they have exactly that.
"""

from __future__ import annotations

from collections.abc import Collection as Sized
from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from units import grants
from units.enums import Role
from units.grants import Grant
from units.models import ColumnDelegation, Membership, Unit, UnitRoot, User

# Whatever begins so was made here and may be taken from people here.
OUR_GROUPS = (
    Q(name__startswith="unit:") | Q(name__startswith="centre:") | Q(name=grants.STAFF_GROUP)
)


def ensure_centre_groups(container: Page) -> None:
    """Create the groups of the central roles, and of all staff, with their rights.

    ``container`` is the portal's home in one language.
    """
    groups = ensure_groups([grants.STAFF_GROUP, *grants.centre_group_names()])
    staff = grants.staff_grants(shared_collection_id())
    write_grants(groups, pages=grants.centre_grants([container.pk]), collections=staff)


def ensure_unit_groups(homes: dict[Unit, Page]) -> None:
    """Create the groups of many units at once, with rights on their homes and collections.

    ``homes`` maps each unit, whose collection is set, to the home of its pages. Repeating it
    changes nothing; the number of statements does not depend on the number of units.
    """
    groups = ensure_groups([name for unit in homes for name in grants.unit_group_names(unit.code)])
    shared = shared_collection_id() if any(unit.is_portal for unit in homes) else None
    pages = [
        grant for unit, home in homes.items() for grant in grants.home_grants(unit.code, home.pk)
    ]
    delegated = ColumnDelegation.objects.active().filter(unit__in=list(homes))
    for code, column in delegated.values_list("unit__code", "page_id"):
        pages += grants.column_grants(code, column)
    collections = (grant for unit in homes for grant in grants.collection_grants(unit, shared))
    write_grants(groups, pages=pages, collections=collections)


def remove_unit_groups(units: Iterable[Unit]) -> None:
    """Delete the groups of units that are being undone, with their grants."""
    names = [name for unit in units for name in grants.unit_group_names(unit.code)]
    Group.objects.filter(name__in=names).delete()


def extend_to_root(root: UnitRoot) -> None:
    """Give the groups that exist already their rights at a further home, of another language."""
    wanted = list(grants.home_grants(root.unit.code, root.page_id))
    if root.unit.is_portal:
        wanted += grants.centre_grants([root.page_id])
    names = {grant.group for grant in wanted}
    groups = {group.name: group for group in Group.objects.filter(name__in=names)}
    if groups:
        write_grants(groups, pages=(grant for grant in wanted if grant.group in groups))


def follow_delegations(unit: Unit) -> None:
    """Give a unit's editors rights at exactly the portal's columns delegated to them now."""
    columns = set(
        ColumnDelegation.objects.active().for_unit(unit).values_list("page_id", flat=True)
    )
    homes = set(unit.roots.values_list("page_id", flat=True))
    name = grants.unit_group_name(unit.code, Role.EDITOR)
    groups = ensure_groups([name])
    held = GroupPagePermission.objects.filter(group=groups[name])
    held.exclude(page__in=columns | homes).delete()
    pages = (grant for column in columns for grant in grants.column_grants(unit.code, column))
    write_grants(groups, pages=pages)


def follow_memberships(people: Sized[User]) -> None:
    """Put people into exactly the groups that their active memberships name."""
    links = User.groups.through
    ids = [person.pk for person in people]
    wanted_names = {
        (membership.person_id, grants.group_name(membership))
        for membership in Membership.objects.active().filter(person__in=ids).select_related("unit")
    }
    wanted_names |= {(person, grants.STAFF_GROUP) for person, _name in wanted_names}
    groups = ensure_groups({name for _person, name in wanted_names})
    wanted = {(person, groups[name].pk) for person, name in wanted_names}
    existing = {
        (link.user_id, link.group_id): link.pk
        for link in links.objects.filter(group__in=Group.objects.filter(OUR_GROUPS), user__in=ids)
    }
    links.objects.filter(pk__in=[pk for key, pk in existing.items() if key not in wanted]).delete()
    links.objects.bulk_create(
        links(user_id=user, group_id=group) for user, group in sorted(wanted - existing.keys())
    )


def ensure_groups(names: Sized[str]) -> dict[str, Group]:
    """Return groups by name, made where missing; only that of all staff opens the admin."""
    Group.objects.bulk_create([Group(name=name) for name in names], ignore_conflicts=True)
    groups = {group.name: group for group in Group.objects.filter(name__in=names)}
    if grants.STAFF_GROUP in groups:
        links = Group.permissions.through
        links.objects.bulk_create(
            [links(group=groups[grants.STAFF_GROUP], permission=admin_access())],
            ignore_conflicts=True,
        )
    return groups


def admin_access() -> Permission:
    """Return the right to enter the admin."""
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


def write_grants(
    groups: dict[str, Group], *, pages: Iterable[Grant] = (), collections: Iterable[Grant] = ()
) -> None:
    """Write rights at pages and collections; those that are there already are left alone."""
    pages, collections = list(pages), list(collections)
    permissions = permissions_named(grant.codename for grant in (*pages, *collections))
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(
                group=groups[grant.group],
                page_id=grant.place,
                permission=permissions[grant.codename],
            )
            for grant in pages
        ],
        ignore_conflicts=True,
    )
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=groups[grant.group],
                collection_id=grant.place,
                permission=permissions[grant.codename],
            )
            for grant in collections
        ],
        ignore_conflicts=True,
    )


def permissions_named(codenames: Iterable[str]) -> dict[str, Permission]:
    """Return rights on pages and files by their codenames."""
    known = Permission.objects.filter(
        codename__in=set(codenames),
        content_type__app_label__in=("wagtailcore", "files"),
    )
    return {permission.codename: permission for permission in known}


def shared_collection_name() -> str:
    """Return the name of the collection that every unit may choose from."""
    return grants.SHARED_COLLECTION


def shared_collection_id() -> int | None:
    """Return the id of the collection that every unit may choose from, once there is one."""
    shared = Collection.objects.filter(depth=2, name=grants.SHARED_COLLECTION, unit=None)
    found: int | None = shared.order_by("path").values_list("pk", flat=True).first()
    return found


def root_collection() -> Collection:
    """Return the root of the collections, where nobody has a right."""
    return Collection.get_first_root_node()
