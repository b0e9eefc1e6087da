"""Keeping the secrets of second factors unreadable to whoever reads the database alone."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_PURPOSE = b"units.accounts.second-factor:"


def encrypt(text: str) -> str:
    """Return a text under the current ``SECRET_KEY``."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Return what was encrypted under the current key or one of ``SECRET_KEY_FALLBACKS``.

    Raises ``ImproperlyConfigured`` when the key is none of them.
    """
    try:
        return _cipher().decrypt(text.encode()).decode()
    except InvalidToken as fault:
        raise ImproperlyConfigured(
            "A second factor was encrypted with a key that is neither SECRET_KEY nor one of"
            " SECRET_KEY_FALLBACKS: name that key again, or run reset_second_factor for its owner."
        ) from fault


def renew(text: str) -> str:
    """Return the same secret under the current key, so that a former one may be dropped."""
    return encrypt(decrypt(text))


def _cipher() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(_PURPOSE + str(secret).encode()).digest()
    return base64.urlsafe_b64encode(digest)
