"""Initial passwords, handed over by whoever manages the account."""

from __future__ import annotations

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from units.models import User
from units.people.sessions import end_sessions

# Letters and digits that are not mistaken for each other on paper
_SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 4, 4


def random_password() -> str:
    """Return a password of 16 random signs in groups, 92 bits, that can be read out."""
    groups = [
        "".join(secrets.choice(_SIGNS) for _sign in range(_GROUP_LENGTH))
        for _group in range(_GROUPS)
    ]
    return "-".join(groups)


@transaction.atomic
def set_initial_password(person: User) -> str:
    """Give a person a random password that must be replaced at the first sign-in; return it.

    The person is signed out everywhere. Who may do this is the caller's to check. Raises
    ``ValidationError`` for the emergency account.
    """
    if person.is_superuser:
        raise ValidationError(_("The emergency account is unsealed on the command line only."))
    password = random_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=("password", "must_change_password"))
    end_sessions(person)
    return password
