"""Who may see a file that is not public.

People of the unit that keeps it, whoever may choose from its collection, the central roles, and
who reads a page of the portal that the unit keeps with it. Upper apps add readers, such as who has
to decide about a page, and withhold what they conceal.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from files.models import OwnedFile
from files.quotas import owner_of
from units.enums import CENTRE_ROLES
from units.fence.references import references_within_reach
from units.models import ColumnDelegation, User
from units.permissions import user_has_centre_role

# Rights at a collection, any of which lets its holder see the files
SEEING = ("choose", "change", "delete")

Check = Callable[[User, OwnedFile], bool]

_readers: list[Check] = []
_concealers: list[Check] = []


def register_reader(check: Check) -> None:
    """Let an upper app say that somebody may see a file: who has to decide about its page."""
    if check not in _readers:
        _readers.append(check)


def register_concealer(check: Check) -> None:
    """Let an upper app say that somebody may not see a file, whatever rights he has."""
    if check not in _concealers:
        _concealers.append(check)


def user_can_see_file(user: User | AnonymousUser, file: OwnedFile) -> bool:
    """Say whether a signed-in person may see a file that is not public."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if any(conceals(user, file) for conceals in _concealers):
        return False
    policy = policy_registry.get_by_type(type(file))
    return (
        bool(policy.user_has_any_permission_for_instance(user, SEEING, file))
        or user_has_centre_role(user, *CENTRE_ROLES)
        or _user_reads_it_in_a_delegated_column(user, file)
        or any(reads(user, file) for reads in _readers)
    )


def _user_reads_it_in_a_delegated_column(user: User, file: OwnedFile) -> bool:
    """Say whether the file's unit uses it in a column of the portal that the person reads (S166).

    Elsewhere a reference proves nothing: nobody's draft opens another unit's files to him.
    """
    delegations = ColumnDelegation.objects.filter(unit=owner_of(file.collection_id))
    inside = Q(pk__in=())
    for path in delegations.values_list("page__path", flat=True):
        inside |= Q(path__startswith=path)
    if len(inside) < 2:
        return False
    uses = references_within_reach(ReferenceIndex.get_references_to(file), user)
    pages = [int(key) for key in uses.values_list("object_id", flat=True)]
    return bool(Page.objects.filter(inside, pk__in=pages).exists())
