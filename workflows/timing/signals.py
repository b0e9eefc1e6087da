"""The receiver that ends delegated authority with the roles on which it rests."""

from typing import Any

from django.dispatch import receiver

from units.events import membership_ended
from units.models import Membership
from workflows.timing.delegations import end_void_of


@receiver(membership_ended, sender=Membership, dispatch_uid="workflows.delegations")
def end_delegations(membership: Membership, **kwargs: Any) -> None:
    """End what the person gave or holds on this role."""
    end_void_of(membership.person)
