"""Who prepares and runs campaigns, and who reads them."""

from __future__ import annotations

from console.permissions import require_overseer
from units.models import User
from units.permissions import user_can_manage_units


def user_can_run_campaigns(user: User) -> bool:
    """Say whether the person may prepare, start, extend and end campaigns: the IT office."""
    return user_can_manage_units(user)


def require_campaign_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for who does not see everybody; units see their own place in a
    campaign on their dashboard."""
    require_overseer(user)
