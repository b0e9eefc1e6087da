"""Who keeps synonyms and promotions, and who reads what people look for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.permissions import register_permission_policy

from search.models import QueryCount, Synonym
from units.enums import UNIT_ROLES
from units.models import User
from units.permission_policies import kept_by_office
from units.permissions import (
    user_can_manage_units,
    user_has_unit_role,
    user_sees_everybody,
    user_units,
)

KEEPING = frozenset({"add", "change", "view"})


def user_keeps_words(user: User) -> bool:
    """Say whether the person keeps synonyms and promotions: the IT office does."""
    return user_can_manage_units(user)


def require_keeper(user: User | None) -> None:
    """Raise ``PermissionDenied`` for anybody but the IT office; None is the system itself."""
    if user is not None and not user_keeps_words(user):
        raise PermissionDenied(_("Synonyms and promoted results are kept by the IT office."))


def user_can_read_counts(user: User) -> bool:
    """Say whether there is anything of the reports that the person may read."""
    return user_sees_everybody(user) or user_has_unit_role(user, *UNIT_ROLES)


def require_counts_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for whoever looks after neither a unit nor the city."""
    if not user_can_read_counts(user):
        raise PermissionDenied(
            _("What people look for is read by each unit, the IT office and those who supervise.")
        )


def counts_read_by(user: User) -> QuerySet[QueryCount]:
    """Return the counts that the person may read: of all units, or of his own."""
    if user_sees_everybody(user):
        return QueryCount.objects.all()
    return QueryCount.objects.filter(unit__in=user_units(user).values("pk"))


def install() -> None:
    """Register the policies.

    That of promotions counts before the one Wagtail registers itself, being for exactly this class.
    """
    # Synonyms are switched off, never deleted: a shipped one would come back
    register_permission_policy(Synonym, kept_by_office(Synonym, actions=KEEPING))
    register_permission_policy(
        SearchPromotion,
        kept_by_office(SearchPromotion, actions=KEEPING | {"delete"}),
        exact_class=True,
    )
