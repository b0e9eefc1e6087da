"""Inviting a person to set a password."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from units.accounts import notices
from units.models import User
from units.people.sessions import end_sessions
from units.permissions import user_can_send_link


@transaction.atomic
def send_invitation(person: User, *, user: User | None) -> None:
    """Mail a person a link to set a password, good for seven days and for once.

    Links sent before are void from now on, and the person is signed out everywhere. ``user`` is
    who sends it, None the system. Raises ``PermissionDenied`` unless that may be, and
    ``ValidationError`` for people who have no address, are deactivated, or are the emergency
    account, which is opened on the command line only.
    """
    if user is not None and not user_can_send_link(user, person):
        raise PermissionDenied(_("You may not send this person a link."))
    if person.is_superuser:
        raise ValidationError(_("The emergency account is unsealed on the command line only."))
    if not person.is_active:
        raise ValidationError(_("%(person)s is deactivated.") % {"person": person})
    if not person.email:
        raise ValidationError(
            _("%(person)s has no e-mail address: enter one, or hand over an initial password.")
            % {"person": person}
        )
    end_sessions(person)
    notices.invited(person)
