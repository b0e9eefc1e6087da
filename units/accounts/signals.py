"""Receivers of what happens to accounts; they only call what acts."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from django.contrib.auth.signals import user_logged_in as session_began
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from units.accounts import emergency, sign_ins
from units.accounts.middleware import note_activity
from units.enums import SignInOutcome
from units.models import User


@receiver(session_began)
def begin_activity(request: HttpRequest, **more: Any) -> None:
    """Count the time without activity from the sign-in on."""
    note_activity(request)


@receiver(user_logged_in)
def log_sign_in(request: HttpRequest, user: User, **more: Any) -> None:
    """Write the sign-in down; one of the emergency account is an alarm."""
    method = sign_ins.method_of(request, user)
    row = sign_ins.record(request, SignInOutcome.SIGNED_IN, person=user, method=method)
    if user.is_superuser:
        emergency.alert(row)


@receiver(user_logged_out)
def log_sign_out(request: HttpRequest, user: Any, **more: Any) -> None:
    """Write the sign-out down, where there was somebody."""
    if isinstance(user, User):
        sign_ins.record(request, SignInOutcome.SIGNED_OUT, person=user)
