"""The one superuser: an emergency account, sealed until it is needed, whose use is an alarm.

Sealed means that no password fits. It is made, unsealed and sealed on the command line, by whoever
may log in on the server. Unsealing and every sign-in are told to the IT office and to the secrecy
reviewers.
"""

from __future__ import annotations

import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from units.accounts import notices
from units.accounts.passwords import random_password
from units.enums import Role, SignInOutcome
from units.models import SignIn, User
from units.people.sessions import end_sessions
from units.permissions import people_in_centre

SUPERVISORS = (Role.IT_OFFICE, Role.SECRECY)
UNSEALED, SEALED = "units.emergency.unseal", "units.emergency.seal"


def emergency_account() -> User | None:
    """Return the emergency account, or None where it has not been made."""
    return User.objects.filter(is_superuser=True).first()


@transaction.atomic
def create(username: str) -> User:
    """Make the emergency account, sealed. Raises ``ValidationError`` when there is one."""
    if existing := emergency_account():
        raise ValidationError(
            _("There is one emergency account only: %(username)s.")
            % {"username": existing.username}
        )
    account = User(username=username, is_superuser=True, is_staff=True)
    account.set_unusable_password()
    account.full_clean(exclude=("password",))
    account.save()
    return account


@transaction.atomic
def unseal() -> str:
    """Give the emergency account a random password, and return it; the supervisors are told.

    A second factor enrolled when it was last open is forgotten: its device may be lost.
    """
    account = _required()
    password = random_password()
    account.set_password(password)
    account.is_active = True
    account.save(update_fields=("password", "is_active"))
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    log(account, UNSEALED)
    notices.emergency_unsealed(supervisors())
    return password


@transaction.atomic
def seal() -> None:
    """Make every password of the emergency account void and sign it out everywhere."""
    account = _required()
    account.set_unusable_password()
    account.save(update_fields=("password",))
    end_sessions(account)
    log(account, SEALED)


def alert(sign_in: SignIn) -> None:
    """Tell the supervisors of a sign-in of the emergency account."""
    notices.emergency_sign_in(sign_in, supervisors())


def recent_emergency_use(days: int = 30) -> QuerySet[SignIn]:
    """Return the sign-ins of the emergency account in the last days, the newest first."""
    since = timezone.now() - datetime.timedelta(days=days)
    return SignIn.objects.filter(
        person__is_superuser=True, outcome=SignInOutcome.SIGNED_IN, at__gte=since
    ).order_by("-id")


def supervisors() -> list[User]:
    """Return the people of the IT office and the secrecy reviewers."""
    return list(people_in_centre(*SUPERVISORS))


def _required() -> User:
    account = emergency_account()
    if account is None:
        raise ValidationError(_("There is no emergency account yet: make it with --create."))
    return account
