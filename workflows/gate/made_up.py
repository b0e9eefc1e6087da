"""Where content may be public without approvals: on installs for made-up content only."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


def fixtures_are_allowed() -> bool:
    """Say whether this install may hold made-up content: the demo, tests and benchmarks."""
    return bool(settings.BATONG_ALLOW_FIXTURES)


def require_fixtures_allowed() -> None:
    """Raise ``PermissionDenied`` on an install for real content (design invariant I7)."""
    if not fixtures_are_allowed():
        raise PermissionDenied(_("This install publishes approved content only."))
