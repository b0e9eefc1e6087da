"""What a person who is signed in must do before anything else."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import TextChoices

from units.enums import Role
from units.models import User
from units.permissions import user_has_centre_role

# Who can see or decide for more than one unit; S003, and level three of the graded protection
ROLES_WITH_SECOND_FACTOR = (
    Role.PARTY_OFFICE,
    Role.GOVERNMENT_OFFICE,
    Role.SECRECY,
    Role.IT_OFFICE,
    Role.LEADING_GROUP,
)


class Duty(TextChoices):
    """A duty by the name of the view in which it is done."""

    PASSWORD = "account_change_password"  # noqa: S105 - the name of a view
    SECOND_FACTOR = "mfa_activate_totp"


# Views that are open whatever is owed: leaving, links from mails, and what every page loads
ALWAYS_OPEN = frozenset(
    {
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "account_logout",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
OPEN_VIEWS = {
    Duty.PASSWORD: ALWAYS_OPEN | {"account_change_password", "account_set_password"},
    Duty.SECOND_FACTOR: ALWAYS_OPEN
    | {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate"},
}


def has_second_factor(person: User) -> bool:
    """Say whether the person has an authenticator app."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def needs_second_factor(person: User) -> bool:
    """Say whether the person's roles require a second factor in this install."""
    if not settings.BATONG_REQUIRE_SECOND_FACTOR:
        return False
    return person.is_superuser or user_has_centre_role(person, *ROLES_WITH_SECOND_FACTOR)


def duty_of(person: User) -> Duty | None:
    """Return what the person must do first, or None."""
    if person.must_change_password:
        return Duty.PASSWORD
    if not settings.BATONG_REQUIRE_SECOND_FACTOR or has_second_factor(person):
        return None
    return Duty.SECOND_FACTOR if needs_second_factor(person) else None
