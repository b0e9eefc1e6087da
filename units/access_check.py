"""Proving that groups, their rights and their members are what units and memberships say.

Everything is compared as sets of rows: what should be there, from :mod:`units.grants`, and what is
there. The number of queries does not depend on the number of units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
)

from units import access, grants
from units.grants import Grant
from units.models import ColumnDelegation, Membership, Unit, UnitRoot, User

BATCH = 500
T = TypeVar("T")
Row = tuple[int, ...]


@dataclass
class Wanted:
    """What follows from units, their roots, delegations and memberships."""

    groups: set[str] = field(default_factory=set)
    pages: set[Grant] = field(default_factory=set)
    collections: set[Grant] = field(default_factory=set)
    members: set[tuple[int, str]] = field(default_factory=set)


class Column(NamedTuple):
    """A key to another table, the word that stands for it in a sentence, and what names the row."""

    key: str
    word: str
    model: type[models.Model]
    name: str


class Table(NamedTuple):
    """A table of rights, with the sentences for a row that is missing and one that is too much."""

    model: type[models.Model]
    columns: tuple[Column, ...]
    missing: str | Promise
    surplus: str | Promise


GROUP = Column("group_id", "group", Group, "name")
RIGHT = Column("permission_id", "right", Permission, "codename")
PERSON = Column("user_id", "person", User, "username")

LACKS = gettext_lazy("The group %(group)s lacks the right %(right)s at %(place)s.")
HAS = gettext_lazy("The group %(group)s has the right %(right)s at %(place)s, and should not.")
LACKS_ANYWHERE = gettext_lazy("The group %(group)s lacks the right %(right)s.")
HAS_ANYWHERE = gettext_lazy("The group %(group)s has the right %(right)s, and should not.")
OUTSIDE = gettext_lazy("%(person)s is not in the group %(group)s.")
INSIDE = gettext_lazy("%(person)s is in the group %(group)s, and should not be.")
DIRECT = gettext_lazy("%(person)s has the right %(right)s without a group.")

PAGES = Table(
    GroupPagePermission, (GROUP, Column("page_id", "place", Page, "title"), RIGHT), LACKS, HAS
)
COLLECTIONS = Table(
    GroupCollectionPermission,
    (GROUP, Column("collection_id", "place", Collection, "name"), RIGHT),
    LACKS,
    HAS,
)
SITES = Table(
    GroupSitePermission, (GROUP, Column("site_id", "place", Site, "hostname"), RIGHT), LACKS, HAS
)
ENTRANCE = Table(Group.permissions.through, (GROUP, RIGHT), LACKS_ANYWHERE, HAS_ANYWHERE)
MEMBERS = Table(User.groups.through, (PERSON, GROUP), OUTSIDE, INSIDE)
DIRECT_RIGHTS = Table(User.user_permissions.through, (PERSON, RIGHT), DIRECT, DIRECT)


@transaction.atomic
def differences(*, repair: bool = False) -> list[str]:
    """Return a sentence for every difference; ``repair`` mends them, all or none."""
    wanted = _wanted()
    found = list(_compare_groups(wanted.groups, repair=repair))
    groups = dict(Group.objects.values_list("name", "pk"))
    for table, rows in _wanted_rows(wanted, groups):
        found += _compare(table, rows, repair=repair)
    return found


def _wanted() -> Wanted:
    """Read units, roots, delegations and memberships, in a query each."""
    wanted = Wanted(groups={grants.STAFF_GROUP, *grants.centre_group_names()})
    units = Unit.objects.only("code", "collection_id").in_bulk()
    shared = access.shared_collection_id()
    wanted.collections.update(grants.staff_grants(shared))
    for unit_id, page in UnitRoot.objects.values_list("unit_id", "page_id"):
        unit = units[unit_id]
        wanted.groups.update(grants.unit_group_names(unit.code))
        wanted.pages.update(grants.home_grants(unit.code, page))
        wanted.collections.update(grants.collection_grants(unit, shared))
        if unit.is_portal:
            wanted.pages.update(grants.centre_grants([page]))
    for unit_id, page in ColumnDelegation.objects.active().values_list("unit_id", "page_id"):
        wanted.pages.update(grants.column_grants(units[unit_id].code, page))
    for membership in Membership.objects.active().select_related("unit"):
        person = membership.person_id
        wanted.members |= {(person, grants.group_name(membership)), (person, grants.STAFF_GROUP)}
    wanted.groups.update(grant.group for grant in wanted.pages)
    wanted.groups.update(name for _person, name in wanted.members)
    return wanted


def _wanted_rows(wanted: Wanted, groups: dict[str, int]) -> Iterator[tuple[Table, set[Row]]]:
    """Yield each table with the rows it should have, for the groups that exist."""
    every_grant = wanted.pages | wanted.collections
    known = access.permissions_named({grant.codename for grant in every_grant})
    rights = {codename: permission.pk for codename, permission in known.items()}

    def rows_of(some: Iterable[Grant]) -> set[Row]:
        return {
            (groups[grant.group], grant.place, rights[grant.codename])
            for grant in some
            if grant.group in groups
        }

    staff = groups.get(grants.STAFF_GROUP)
    yield PAGES, rows_of(wanted.pages)
    yield COLLECTIONS, rows_of(wanted.collections)
    yield SITES, set()
    yield ENTRANCE, {(staff, access.admin_access().pk)} if staff else set()
    yield MEMBERS, {(person, groups[name]) for person, name in wanted.members if name in groups}
    yield DIRECT_RIGHTS, set()


def _compare_groups(wanted: set[str], *, repair: bool) -> Iterator[str]:
    """Compare the groups themselves; those of units without pages or people may stay."""
    present = set(Group.objects.values_list("name", flat=True))
    codes = Unit.objects.values_list("code", flat=True)
    possible = {name for code in codes for name in grants.unit_group_names(code)}
    missing, strange = wanted - present, present - wanted - possible
    for name in sorted(missing):
        yield _("The group %(group)s is missing.") % {"group": name}
    for name in sorted(strange):
        yield _("The group %(group)s follows from nothing.") % {"group": name}
    if repair:
        for batch in _batches(sorted(strange)):
            Group.objects.filter(name__in=batch).delete()
        for batch in _batches(sorted(missing)):
            access.ensure_groups(batch)


def _compare(table: Table, wanted: set[Row], *, repair: bool) -> list[str]:
    """Return the differences of one table in words, mended if told so."""
    keys = [column.key for column in table.columns]
    rows = table.model._default_manager.order_by().values_list("pk", *keys)
    present: dict[Row, int] = {tuple(row[1:]): row[0] for row in rows}
    missing, surplus = sorted(wanted - present.keys()), sorted(present.keys() - wanted)
    found = _sentences(table, table.missing, missing) + _sentences(table, table.surplus, surplus)
    if repair:
        for batch in _batches([present[row] for row in surplus]):
            table.model._default_manager.filter(pk__in=batch).delete()
        table.model._default_manager.bulk_create(
            [table.model(**dict(zip(keys, row, strict=True))) for row in missing],
            batch_size=BATCH,
        )
    return found


def _sentences(table: Table, text: str | Promise, rows: list[Row]) -> list[str]:
    """Put rows into words, with the names of what they point to."""
    names = []
    for place, column in enumerate(table.columns):
        named: dict[int, str] = {}
        for batch in _batches(sorted({row[place] for row in rows})):
            found = column.model._default_manager.filter(pk__in=batch)
            named |= dict(found.values_list("pk", column.name))
        names.append(named)
    return [
        str(text)
        % {column.word: names[place][row[place]] for place, column in enumerate(table.columns)}
        for row in rows
    ]


def _batches(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
