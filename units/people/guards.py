"""What keeps one unit's people out of the screens of another's operator, for the fence's register.

Actions check for themselves; these guards decide what is shown.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.views.generic import TemplateView

from units.fence.guards import Guard, register
from units.models import User
from units.people import listing, views
from units.people.delegations import DelegationView


def everybody(user: User) -> QuerySet[User]:
    """Return all people, as Wagtail does for whoever may see the list."""
    return User.objects.all()


PEOPLE = "wagtailusers_users"

register(
    Guard(
        "people listed",
        listing,
        "people_seen_by",
        everybody,
        frozenset({f"{PEOPLE}:index", f"{PEOPLE}:index_results"}),
        leak="the list, or a search in it, names another unit's people",
    )
)
register(
    Guard(
        "people by number",
        views,
        "people_seen_by",
        everybody,
        frozenset(
            f"{PEOPLE}:{name}" for name in ("edit", "history", "history_results", "add_role")
        ),
        leak="the number of a person of another unit in the address",
    )
)
register(
    Guard(
        "delegated columns",
        DelegationView,
        "dispatch",
        TemplateView.dispatch,
        frozenset({"delegations:index"}),
        leak="the list names the columns delegated to other units",
    )
)
