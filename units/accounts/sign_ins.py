"""The log of sign-ins: what is written when, and who may read which rows."""

from __future__ import annotations

import datetime

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums import Role, SignInOutcome
from units.models import SignIn, User
from units.permissions import (
    people_seen_by,
    user_has_centre_role,
    user_has_unit_role,
    user_is_emergency_account,
)

# How a step of authentication is named in the log
_METHODS = {"socialaccount": "sso", "mfa": ""}
METHOD_LABELS = {
    "password": _("Password"),
    "totp": _("Authenticator app"),
    "recovery_codes": _("Recovery code"),
    "sso": _("Single sign-on"),
}


def record(
    request: HttpRequest,
    outcome: SignInOutcome,
    *,
    person: User | None = None,
    username: str = "",
    method: str = "",
) -> SignIn:
    """Write one row. Without a person the name is what was typed, and its owner is looked up."""
    person = person or User.objects.filter(username__iexact=username).first()
    return SignIn.objects.create(
        person=person,
        username=(person.username if person else username)[:150],
        outcome=outcome,
        method=method[:40],
        address=get_client_ip(request),
        browser=request.headers.get("user-agent", "")[:200],
    )


def method_of(request: HttpRequest, person: User) -> str:
    """Say how the session was signed in: ``password``, ``password+totp``, ``sso`` and so on."""
    steps = [
        _METHODS.get(step["method"], step["method"]) or step.get("type", "mfa")
        for step in get_authentication_records(request, person)
        if not step.get("reauthenticated")
    ]
    return "+".join(dict.fromkeys(steps))


def method_label(method: str) -> str:
    """Return in words how a session was signed in."""
    return " + ".join(str(METHOD_LABELS.get(step, step)) for step in method.split("+"))


def user_can_read_all(user: User) -> bool:
    """Say whether the person supervises the sign-ins of everybody."""
    return user_is_emergency_account(user) or user_has_centre_role(
        user, Role.IT_OFFICE, Role.INSPECTOR
    )


def user_can_read(user: User) -> bool:
    """Say whether the person may open the log at all; an operator reads of own people only."""
    return user.is_active and (user_can_read_all(user) or user_has_unit_role(user, Role.OPERATOR))


def readable_by(user: User) -> QuerySet[SignIn]:
    """Return the rows that the person may read, the newest first."""
    rows = SignIn.objects.select_related("person").order_by("-id")
    if user_can_read_all(user):
        return rows
    if not user_can_read(user):
        return rows.none()
    return rows.filter(person__in=people_seen_by(user))


def own(person: User, limit: int = 20) -> QuerySet[SignIn]:
    """Return the person's own last sign-ins."""
    return SignIn.objects.filter(person=person).order_by("-id")[:limit]


def prune(*, days: int | None = None) -> int:
    """Delete rows older than so many days (``BATONG_SIGN_IN_DAYS``); return how many."""
    kept = settings.BATONG_SIGN_IN_DAYS if days is None else days
    limit = timezone.now() - datetime.timedelta(days=kept)
    return SignIn.objects.filter(at__lt=limit).delete()[0]
