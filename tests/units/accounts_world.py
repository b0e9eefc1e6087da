"""People at the doors of the admin: signing in by the forms, as a browser does."""

from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from tests.visits import PORTAL
from units.accounts.encryption import decrypt

PASSWORD = "Three-blue-lanterns-9"
OTHER_PASSWORD = "Seven-red-bridges-4"


def browser(**headers):
    """Return a browser at the portal's host with nobody signed in."""
    return Client(headers={"host": urlsplit(PORTAL).netloc, **headers})


def with_password(person, **values):
    """Return the person with the password of these tests, and other values."""
    person.set_password(PASSWORD)
    for name, value in values.items():
        setattr(person, name, value)
    person.save()
    return person


def enter(client, username, password=PASSWORD, door="wagtailadmin_login", **fields):
    """Send the form for signing in."""
    data = {"username": username, "password": password, **fields}
    return client.post(reverse(door), data)


def signed_in(person, password=PASSWORD):
    """Return a browser in which a person without second factor signed in by the form."""
    client = browser()
    enter(client, person.username, password)
    assert client.session.get("_auth_user_id") == str(person.pk)
    return client


def is_signed_in(client):
    return "_auth_user_id" in client.session


def give_totp(person):
    """Give a person an authenticator app with recovery codes; return the app's key."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret, ahead=0):
    """Return what the app shows now, or so many periods ahead."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2] + ahead))


def stored_secret(person):
    """Return the key of a person's app as it is stored, and as it is."""
    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
    return kept, decrypt(kept)


def link_in(mail):
    """Return the address in a mail."""
    return next(word for word in mail.body.split() if "/password/reset/key/" in word)


def follow(client, link):
    """Open a link from a mail; return the page after its redirect."""
    path = urlsplit(link).path
    return client.get(path, follow=True)


def set_by_link(client, link, password=OTHER_PASSWORD):
    """Open a link from a mail and set a password with it; return the last answer."""
    page = follow(client, link)
    if "form" not in page.context or page.context.get("token_fail"):
        return page
    data = {"password1": password, "password2": password}
    return client.post(page.context["action_url"], data)
