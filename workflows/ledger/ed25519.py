"""Signatures with Ed25519 (RFC 8032) and one key of the install, the default provider."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from units.models import User

_KEY_BYTES = 32


class Ed25519Provider:
    """Signs with ``BATONG_SIGNING_KEY``; also verifies with ``BATONG_SIGNING_KEYS_RETIRED``.

    A signature names its key by the first characters of the public key's hash. A private key may
    be forgotten once it is retired; its public key must be kept as long as what it signed.
    """

    name = "ed25519"

    def sign(self, message: bytes, *, person: User | None) -> str:
        """Return key name and signature; the key is the install's, whoever the person is."""
        key = private_key()
        proof = urlsafe_b64encode(key.sign(message)).decode("ascii")
        return f"{key_name(key.public_key())}.{proof}"

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether one of the install's keys, present or retired, signed the message."""
        name, _dot, proof = signature.partition(".")
        key = {key_name(key): key for key in public_keys()}.get(name)
        if key is None:
            return False
        try:
            key.verify(urlsafe_b64decode(proof.encode("ascii")), message)
        except (InvalidSignature, ValueError):
            return False
        return True


def private_key() -> Ed25519PrivateKey:
    """Return the key that signs now. Raises ``ImproperlyConfigured`` for an unusable one."""
    return Ed25519PrivateKey.from_private_bytes(
        _decoded(settings.BATONG_SIGNING_KEY, "BATONG_SIGNING_KEY")
    )


def public_keys() -> Iterable[Ed25519PublicKey]:
    """Return the present public key and the retired ones.

    Raises ``ImproperlyConfigured`` for an unusable one.
    """
    yield private_key().public_key()
    for text in settings.BATONG_SIGNING_KEYS_RETIRED:
        yield Ed25519PublicKey.from_public_bytes(_decoded(text, "BATONG_SIGNING_KEYS_RETIRED"))


def written(key: Ed25519PublicKey) -> str:
    """Return a public key the way settings hold it: base64."""
    return b64encode(key.public_bytes_raw()).decode("ascii")


def key_name(key: Ed25519PublicKey) -> str:
    """Return the short name of a key in signatures."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:12]


def _decoded(text: str, setting: str) -> bytes:
    try:
        key = b64decode(text, validate=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"{setting} must be base64.") from error
    if len(key) != _KEY_BYTES:
        raise ImproperlyConfigured(f"A key in {setting} must have {_KEY_BYTES} bytes.")
    return key
