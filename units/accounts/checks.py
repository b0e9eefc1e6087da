"""System checks on the settings of accounts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from units.accounts.sso import FIELDS

# The Cybersecurity Law, article 21: logs of the network are kept for at least six months
_LEAST_DAYS = 180


@register("accounts")
def check_single_sign_on(**kwargs: Any) -> list[CheckMessage]:
    """The claim is compared with a field of which nobody has another's value."""
    if settings.BATONG_OIDC_FIELD in FIELDS:
        return []
    hint = f"Set BATONG_OIDC_FIELD to one of {', '.join(FIELDS)}."
    return [Error("Nobody is found by this field at single sign-on.", hint=hint, id="units.E002")]


@register("accounts")
def check_log_is_kept(**kwargs: Any) -> list[CheckMessage]:
    """The log of sign-ins is kept as long as the law asks."""
    if settings.BATONG_SIGN_IN_DAYS >= _LEAST_DAYS:
        return []
    hint = f"Set BATONG_SIGN_IN_DAYS to {_LEAST_DAYS} or more."
    return [Warning("Sign-ins are deleted within six months.", hint=hint, id="units.W002")]


@register("accounts")
def check_limits(**kwargs: Any) -> list[CheckMessage]:
    """Lock-outs and the time without activity are not switched off by a zero."""
    names = ("BATONG_IDLE_MINUTES", "BATONG_LOCKOUT_TRIES", "BATONG_LOCKOUT_MINUTES")
    return [
        Error(f"{name} must be at least 1.", id="units.E003")
        for name in names
        if getattr(settings, name) < 1
    ]
