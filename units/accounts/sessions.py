"""The sessions of the person who is signed in."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from units.models import User
from units.people.sessions import end_sessions


def end_other_sessions(request: HttpRequest, person: User) -> None:
    """Sign the person out everywhere but here; this session goes on under a new key."""
    end_sessions(person)
    update_session_auth_hash(request, person)
    if get_adapter(request).get_client_ip(request):
        UserSession.objects.create_from_request(request)
