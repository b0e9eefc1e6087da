"""The permission policy of pages: Wagtail's own, where "view" also means something.

Who holds ``view_page`` at a page may read it and everything below it in the admin: the explorer,
drafts, versions, their comparison and history. It never lets anybody change a thing.

A right reaches as far as the unit in which it is held: the portal's own people hold theirs above
all units' homes, and none of them reaches into one (I1, I4). Only the centre's do.

The pages of a unit that has closed are read and no longer written, whoever still has a role there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr
from wagtail.models import AbstractPage, GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from units.addresses import AddressBook, address_book
from units.fence.hiding import hidden_from
from units.grants import CENTRE_PREFIX
from units.models import UNIT_HOME_DEPTH, UNIT_PREFIX_LENGTH, UnitRoot

# Whoever holds one of these at a page may read it and what stands below it.
READING = frozenset({"view", "add", "change", "publish", "lock", "unlock", "bulk_delete"})
# Wagtail asks for both at once where it wants to know whether a person has to do with pages at all
ANY_BUSINESS = frozenset({"add", "change"})

_STEP = Page.steplen
_VIEW = "view_page"


class Place(NamedTuple):
    """A tree path at which a right is held, and whether it reaches into the units below too."""

    path: str
    is_central: bool

    def reaches(self, path: str) -> bool:
        """Say whether the right counts at another tree path."""
        if not path.startswith(self.path):
            return False
        book = address_book()
        return self.is_central or book.for_path(path) == book.for_path(self.path)


class UnitPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy with a meaning for "view", in one query however many rights a person has."""

    def get_all_permissions_for_user(self, user: AbstractBaseUser) -> QuerySet[GroupPagePermission]:
        """Return the rights with the groups they come from, which say how far they reach."""
        held: QuerySet[GroupPagePermission] = super().get_all_permissions_for_user(user)
        return held.select_related("page", "permission", "group")

    def rights_at(self, user: AbstractBaseUser, path: str) -> set[str]:
        """Return the codenames of the rights that the person has at a tree path."""
        book = address_book()
        return {
            _right(held, book)
            for held in self.get_cached_permissions_for_user(user)
            if _place(held).reaches(path)
        }

    def user_has_any_permission(self, user: AbstractBaseUser, actions: Iterable[str]) -> bool:
        """Also let readers pass where Wagtail asks for any business with pages."""
        asked = set(actions)
        if asked >= ANY_BUSINESS:
            asked.add("view")
        return bool(super().user_has_any_permission(user, asked))

    def user_has_any_permission_for_instance(
        self, user: AbstractBaseUser, actions: Iterable[str], instance: Page
    ) -> bool:
        """Say whether a right reaches the page; who may add may change what is his own."""
        if instance.pk in hidden_from(user):
            return False
        base: bool | None = self._base_user_has_permission(user)
        if base is not None:
            return base
        rights = self.rights_at(user, instance.path)
        if self._get_permission_codename("add") in rights and instance.owner_id == user.pk:
            rights.add(self._get_permission_codename("change"))
        return bool(self._get_permission_codenames(actions) & rights)

    def instances_user_has_any_permission_for(
        self, user: AbstractBaseUser, actions: Collection[str]
    ) -> QuerySet[Page]:
        """Return the pages in one query; who may only add may change what is his own."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return _without(hidden_from(user), everything)
        wanted = self._places(user, self._get_permission_codenames(actions))
        condition = _below(wanted)
        if "change" in actions and "add" not in actions:
            adding = self._places(user, self._get_permission_codenames({"add"}))
            condition |= Q(owner=user) & _below(adding)
        return _without(hidden_from(user), self.model._default_manager.filter(condition))

    def instances_with_direct_explore_permission(self, user: AbstractBaseUser) -> Any:
        """Return the pages at which the person holds a right that lets him read."""
        if user.is_superuser:  # type: ignore[attr-defined]
            return super().instances_with_direct_explore_permission(user)
        return [permission.page for permission in self._held(user, self._reading())]

    def explorable_root_instance(self, user: AbstractBaseUser) -> Page | None:
        """Return where the person's explorer begins; a single place is read already."""
        name = self._explorable_root_instance_cache_name
        if not hasattr(user, name) and not user.is_superuser:  # type: ignore[attr-defined]
            pages = {page.pk: page for page in self.instances_with_direct_explore_permission(user)}
            if len(pages) == 1:
                setattr(user, name, next(iter(pages.values())))
        found: Page | None = super().explorable_root_instance(user)
        return found

    def explorable_instances(self, user: AbstractBaseUser) -> QuerySet[Page]:
        """Return what the person may read, and the pages on the way to it from his root.

        A hidden page with pages below it stays on the way to them, by its public face.
        """
        everything = self._base_queryset_for_user(user)
        if everything is None:
            places = self._places(user, self._reading())
            condition = _below(places) | Q(path__in=_ways_to(places))
            everything = self.model._default_manager.filter(condition)
        return _without(hidden_from(user), everything, Q(numchild=0))

    def _reading(self) -> set[str]:
        return self._get_permission_codenames(READING)

    def _held(self, user: AbstractBaseUser, codenames: set[str]) -> list[GroupPagePermission]:
        book = address_book()
        return [
            held
            for held in self.get_cached_permissions_for_user(user)
            if _right(held, book) in codenames
        ]

    def _places(self, user: AbstractBaseUser, codenames: set[str]) -> list[Place]:
        """Return where the person's rights are held, none within the reach of another."""
        places: list[Place] = []
        held = {_place(right) for right in self._held(user, codenames)}
        for place in sorted(held, key=lambda place: (place.path, not place.is_central)):
            covered = any(
                wider.is_central or wider.reaches(place.path)
                for wider in places
                if place.path.startswith(wider.path)
            )
            if not covered:
                places.append(place)
        return places


def _place(held: GroupPagePermission) -> Place:
    return Place(held.page.path, held.group.name.startswith(CENTRE_PREFIX))


def _right(held: GroupPagePermission, book: AddressBook) -> str:
    """Return what a right counts as: in the tree of a unit that has closed, to read."""
    codename = str(held.permission.codename)
    is_closed = book.for_path(held.page.path).is_closed
    return _VIEW if is_closed and codename.removesuffix("_page") in READING else codename


def _without(hidden: frozenset[int], pages: Any, which: Q | None = None) -> Any:
    """Leave hidden pages out, of those that meet a condition."""
    return pages.exclude(which or Q(), pk__in=hidden) if hidden else pages


def _below(places: Iterable[Place]) -> Q:
    """Select the pages within reach of these places; nothing when there are none."""
    condition = Q(pk__in=())
    for place in places:
        reached = Q(path__startswith=place.path)
        if not place.is_central and len(place.path) < UNIT_PREFIX_LENGTH:
            reached &= ~Q(Exists(_homes()))
        condition |= reached
    return condition


def _homes() -> QuerySet[UnitRoot]:
    """Select the root of the unit in whose home a page stands: the outer query's, if any."""
    home = Substr(OuterRef("path"), 1, UNIT_PREFIX_LENGTH)
    return UnitRoot.objects.filter(prefix=home, page__depth=UNIT_HOME_DEPTH)


def _ways_to(places: list[Place]) -> set[str]:
    """Return the paths above the places, from their lowest common page on."""
    above = [
        {place.path[:end] for end in range(_STEP, len(place.path) + 1, _STEP)} for place in places
    ]
    shared = set.intersection(*above) if above else set()
    lowest = max(shared, key=len, default="")
    return {path for path in set[str]().union(*above) if len(path) >= len(lowest)}


def install() -> None:
    """Register the policy for all pages, in place of Wagtail's."""
    register_permission_policy(AbstractPage, UnitPagePermissionPolicy(Page))
