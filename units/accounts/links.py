"""Links with which a person sets a password: an invitation, and a forgotten password.

Nothing is stored. A link is good while what it was made from is unchanged: the password, the
address it went to, the last sign-in and the generation of the person's sessions. So it works once,
and a newer invitation, which raises the generation, makes the older one void.
"""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from units.models import User


class _LinkTokenGenerator(PasswordResetTokenGenerator):
    """Tokens with a lifetime of their own, below Django's one for all."""

    lifetime: ClassVar[datetime.timedelta]

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        value = super()._make_hash_value(user, timestamp)
        return f"{value}{getattr(user, 'session_generation', '')}"

    def check_token(self, user: Any, token: str | None) -> bool:
        """Say whether the token is this person's, still good, and the person may sign in."""
        if user is None or not user.is_active or not super().check_token(user, token):
            return False
        made = base36_to_int(str(token).split("-")[0])
        age = self._num_seconds(self._now()) - made
        return bool(age <= self.lifetime.total_seconds())


class InvitationTokenGenerator(_LinkTokenGenerator):
    """Tokens of invitations, sent by whoever manages the person's account."""

    key_salt = "units.accounts.links.invitation"
    lifetime = datetime.timedelta(days=7)


class ResetTokenGenerator(_LinkTokenGenerator):
    """Tokens of links that people ask for themselves."""

    key_salt = "units.accounts.links.reset"
    lifetime = datetime.timedelta(hours=2)


class EitherTokenGenerator(PasswordResetTokenGenerator):
    """Check tokens of both kinds, for the one page on which a password is set."""

    def check_token(self, user: Any, token: str | None) -> bool:
        """Say whether the token is a good one of either kind."""
        return any(
            generator.check_token(user, token)
            for generator in (InvitationTokenGenerator(), ResetTokenGenerator())
        )


def invitation_link(person: User) -> str:
    """Return the address at which an invited person sets a password."""
    return _link(person, InvitationTokenGenerator())


def reset_link(person: User) -> str:
    """Return the address at which a person who forgot the password sets a new one."""
    return _link(person, ResetTokenGenerator())


def based(path: str) -> str:
    """Return the full address of a path: of the configured base, never of a request's host."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _link(person: User, generator: _LinkTokenGenerator) -> str:
    key = {"uidb36": int_to_base36(person.pk), "key": generator.make_token(person)}
    return based(reverse("account_reset_password_from_key", kwargs=key))
