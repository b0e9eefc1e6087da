"""Ending all of a person's sessions at once, wherever they are kept."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db.models import F

from units.models import User


def end_sessions(person: User) -> None:
    """Sign a person out everywhere: no session of before is good for another request.

    Sessions are bound to the generation, so this holds for every session store and needs no search
    in it. The list of sessions that the person sees is emptied too.
    """
    User.objects.filter(pk=person.pk).update(session_generation=F("session_generation") + 1)
    person.refresh_from_db(fields=("session_generation",))
    UserSession.objects.filter(user=person).delete()
