"""Locking out after repeated failures: by name and address, and by name from wherever.

The counting is allauth's (`ACCOUNT_RATE_LIMITS`); here is what it counts, and when the next
attempt may be made.
"""

from __future__ import annotations

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

_APP = "allauth.account"
# Action of `ACCOUNT_RATE_LIMITS` → whether it counts by address too
ACTIONS = {"login_failed": True, "login_failed_anywhere": False}


def consume(request: HttpRequest, username: str) -> ratelimit.RateLimitUsage | None:
    """Count one attempt before it is known how it ends; None when there have been too many.

    The host is not part of what is counted: all hosts of the install are doors to the same names.
    """
    used = ratelimit.RateLimitUsage(usage=[])
    for action in ACTIONS:
        usage = ratelimit.consume(
            request, app=_APP, action=action, key=_key(request, action, username)
        )
        if usage is None:
            return None
        used.usage += usage.usage
    return used


def minutes_left(request: HttpRequest, username: str) -> int:
    """Return after how many minutes the name may be tried again from this address."""
    waits = [_seconds_left(request, action, username) for action in ACTIONS]
    return max(1, math.ceil(max(waits) / 60))


def unlock(request: HttpRequest, username: str) -> None:
    """Forget the failures of a name: its owner has just set a new password."""
    for action in ACTIONS:
        ratelimit.clear(request, app=_APP, action=action, key=_key(request, action, username))


def _key(request: HttpRequest, action: str, username: str) -> str:
    name = username.strip().casefold()
    return f"{ratelimit.get_ip(request)}:{name}" if ACTIONS[action] else name


def _seconds_left(request: HttpRequest, action: str, username: str) -> float:
    """Return how long until the oldest attempt that still counts is forgotten."""
    left = 0.0
    for rate in ratelimit.get_rates(app=_APP, action=action):
        key = _key(request, action, username)
        history = cache.get(
            ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, key=key), []
        )
        if len(history) >= rate.amount:
            left = max(left, history[rate.amount - 1] + rate.duration - time.time())
    return left
