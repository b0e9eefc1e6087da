"""Asking for mails about accounts, once what they are about is committed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from units.accounts import tasks
from units.models import SignIn, User

# Changes of an account its owner is told of, by allauth's names for them
CHANGES = frozenset(
    {
        "password_changed",
        "password_set",
        "password_reset",
        "totp_activated",
        "totp_deactivated",
        "recovery_codes_generated",
    }
)


def invited(person: User) -> None:
    """Send a person the link to set a password."""
    _after_commit(tasks.mail_invitation, person.pk)


def password_forgotten(person: User) -> None:
    """Send a person the link that was asked for."""
    _after_commit(tasks.mail_password_reset, person.pk)


def account_changed(person: User, change: str) -> None:
    """Tell a person what was changed; what is no change of an account is left out."""
    if change in CHANGES and person.email:
        _after_commit(tasks.mail_account_changed, person.pk, change, timezone.now().isoformat())


def emergency_sign_in(sign_in: SignIn, people: list[User]) -> None:
    """Tell supervisors that the emergency account signed in."""
    _after_commit(tasks.mail_emergency_sign_in, sign_in.pk, [person.pk for person in people])


def emergency_unsealed(people: list[User]) -> None:
    """Tell supervisors that the emergency account was unsealed just now."""
    _after_commit(
        tasks.mail_emergency_unsealed,
        timezone.now().isoformat(),
        [person.pk for person in people],
    )


def _after_commit(task: Any, *arguments: Any) -> None:
    transaction.on_commit(partial(task.enqueue, *arguments))
