"""Names and staff numbers: written one way, and never taken over from another person.

A name once given stays the person's, whether or not they still work here or have another now,
because approvals and the log are read by name. Two spellings are one when they
agree in NFKC, without spaces and in lower case.
"""

from __future__ import annotations

import unicodedata

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from units.models import User

_SHOWN = ("full_name", "username")


def tidy(value: str) -> str:
    """Return a name as it is stored: NFKC, no space at the ends, one between words."""
    return " ".join(unicodedata.normalize("NFKC", value).split())


def likeness(value: str) -> str:
    """Return what two spellings of one name have in common."""
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())


def refuse_taken_username(username: str) -> None:
    """Raise ``ValidationError`` for a username that differs from a known one in spelling only."""
    wanted = likeness(username)
    if any(likeness(known) == wanted for known in User.objects.values_list("username", flat=True)):
        raise ValidationError({"username": _("There is an account with this username already.")})


def refuse_taken_staff_number(staff_number: str, person: User | None = None) -> None:
    """Raise ``ValidationError`` for the staff number of another person, active or not."""
    wanted = likeness(staff_number)
    numbers = _others(person).exclude(staff_number=None).values_list("staff_number", flat=True)
    taken = [*filter(None, numbers), *_former("staff_number", person)]
    if wanted and any(likeness(number) == wanted for number in taken):
        raise ValidationError(
            {"staff_number": _("This staff number belongs to another person, and stays theirs.")}
        )


def refuse_taken_name(full_name: str, person: User | None = None) -> None:
    """Raise ``ValidationError`` for the name that another person, active or not, is shown under."""
    wanted = likeness(full_name)
    shown = [name or username for name, username in _others(person).values_list(*_SHOWN)]
    if any(likeness(name) == wanted for name in [*shown, *_former("full_name", person)]):
        raise ValidationError(
            {
                "full_name": _(
                    "Another person has this name already. Someone of the same name gets an "
                    "account of their own, with a staff number of their own."
                )
            }
        )


def _others(person: User | None) -> QuerySet[User]:
    return User.objects.exclude(pk=person.pk) if person else User.objects.all()


def _former(field: str, person: User | None) -> list[str]:
    """Return what others had before it was changed, as the log has kept it."""
    changes = ModelLogEntry.objects.filter(
        action="units.person.change", content_type=ContentType.objects.get_for_model(User)
    )
    if person:
        changes = changes.exclude(object_id=str(person.pk))
    return [data["before"][field] for data in changes.values_list("data", flat=True)]
