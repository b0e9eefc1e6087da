"""Second factors as the install's keepers handle them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from units.accounts import encryption, sso
from units.models import User
from units.people.sessions import end_sessions

# Where an authenticator keeps what is secret
_SECRETS = ("secret", "seed")


@transaction.atomic
def reset(person: User) -> int:
    """Remove a person's second factors and identity at the city's provider; return how many.

    The person is signed out everywhere, and enrols anew at the next sign-in where that is required.
    """
    removed = Authenticator.objects.filter(user=person).delete()[0] + sso.unbind(person)
    end_sessions(person)
    return removed


@transaction.atomic
def renew_keys() -> int:
    """Encrypt every secret under the current ``SECRET_KEY``; return how many there are."""
    renewed = 0
    for authenticator in Authenticator.objects.select_for_update().iterator():
        for name in _SECRETS:
            if name in authenticator.data:
                authenticator.data[name] = encryption.renew(authenticator.data[name])
                renewed += 1
        authenticator.save(update_fields=("data",))
    return renewed
