"""Single sign-on: whom an identity of the city's provider stands for.

An identity is bound to a person once, by the claim that the install names, and from then on by the
provider's own number for it: a name given to somebody else later opens nothing (S003). Nobody is
found by an e-mail address, and nobody is made.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.request import split_domain_port

from units.models import User

PROVIDER = "city"
# Fields of a person that a claim may be compared with
FIELDS = ("username", "staff_number")


class UnknownIdentityError(Exception):
    """The identity stands for nobody who may sign in."""


def is_configured() -> bool:
    """Say whether the install has an identity provider."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect"))


def provider_name() -> str:
    """Return how the provider is named on the page for signing in."""
    return str(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APP"]["name"])


def is_at_base(request: HttpRequest) -> bool:
    """Say whether the request is for the host that the provider sends people back to."""
    host = split_domain_port(request.get_host())[0]
    return host == urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname


def claimed_name(login: SocialLogin) -> str:
    """Return what the provider says in the claim that names the person."""
    return str(_claims(login).get(settings.BATONG_OIDC_CLAIM) or "").strip()


@transaction.atomic
def bind(login: SocialLogin) -> User:
    """Return the person an identity stands for, and bind it at the first sign-in.

    Raises ``UnknownIdentityError`` when it stands for nobody, for somebody deactivated, for the
    emergency account, or for a person bound to another identity already.
    """
    if login.is_existing:
        return _admitted(login.user)
    person = _admitted(_named(claimed_name(login)))
    bound, created = SocialAccount.objects.get_or_create(
        user=person,
        provider=login.account.provider,
        defaults={"uid": login.account.uid, "extra_data": {}},
    )
    if not created and bound.uid != login.account.uid:
        raise UnknownIdentityError
    login.user, login.account = person, bound
    return person


def unbind(person: User) -> int:
    """Forget which identity a person is bound to; return how many there were."""
    return int(SocialAccount.objects.filter(user=person).delete()[0])


def _named(name: str) -> User | None:
    if not name or settings.BATONG_OIDC_FIELD not in FIELDS:
        return None
    return User.objects.select_for_update().filter(**{settings.BATONG_OIDC_FIELD: name}).first()


def _admitted(person: Any) -> User:
    if not isinstance(person, User) or not person.is_active or person.is_superuser:
        raise UnknownIdentityError
    return person


def _claims(login: SocialLogin) -> dict[str, Any]:
    """Return what is said of the identity; the signed token outweighs the answer to a question."""
    said = login.account.extra_data
    return {**(said.get("userinfo") or {}), **(said.get("id_token") or {})}
