"""What the people package adds to Wagtail through its hooks."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from units.people import guards, log_entries  # noqa: F401 the guards register themselves
from units.people.bulk_refusals import REFUSED
from units.people.delegations import DelegationViewSet

hooks.register("register_log_actions", log_entries.register_all)

# The last one registered for an action is the one that Wagtail takes
for refused in REFUSED:
    hooks.register("register_bulk_action", refused, order=1000)


@hooks.register("register_admin_viewset")
def register_delegations() -> ViewSet:
    """Mount the screens for delegated columns."""
    return DelegationViewSet()
