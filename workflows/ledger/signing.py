"""Signatures under decisions and certificates: a hash, who signed, and when (S188).

Who signs is the install, for the person who was signed in. Another provider, for example one with
keys of the people's own, is named by ``BATONG_SIGNATURE_PROVIDER``; what the former ones signed
can still be verified as long as ``BATONG_SIGNATURE_PROVIDERS_RETIRED`` names them.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from units.models import User
from workflows.ledger.canonical import canonical, fingerprint, moment
from workflows.ledger.facts import certificate_facts
from workflows.models import Certificate

# Without letters and figures that are taken for one another in print: 0O, 1IL, 2Z, 5S, 8B
CODE_ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
_CODE_LENGTH = 16
_GROUP = 4


class SignatureProvider(Protocol):
    """What signs and verifies. ``name`` is written into every signature and must never change."""

    name: str

    def sign(self, message: bytes, *, person: User | None) -> str:
        """Return a signature of the message, in which nothing but letters, figures and -_=:."""

    def verify(self, message: bytes, signature: str) -> bool:
        """Say whether the signature is one of ours, of exactly this message."""


@dataclass(frozen=True)
class Signature:
    """What a valid signature says: who signed, and when."""

    signer_id: int | None
    signer_name: str
    at: datetime
    provider: str


@cache
def _provider(path: str) -> SignatureProvider:
    provider: SignatureProvider = import_string(path)()
    return provider


def current_provider() -> SignatureProvider:
    """Return what signs now."""
    return _provider(settings.BATONG_SIGNATURE_PROVIDER)


def all_providers() -> list[SignatureProvider]:
    """Return what signs now, then what signed before and can still be verified.

    Raises ``ImportError`` for one that cannot be loaded.
    """
    paths = (settings.BATONG_SIGNATURE_PROVIDER, *settings.BATONG_SIGNATURE_PROVIDERS_RETIRED)
    return [_provider(path) for path in paths]


def _provider_named(name: str) -> SignatureProvider | None:
    return next((found for found in all_providers() if found.name == name), None)


def sign(facts: Mapping[str, Any], *, person: User | None, at: datetime) -> str:
    """Return a signature under facts; ``person=None`` is the install itself.

    It holds who signed and when, so that neither can be changed without its becoming invalid.
    """
    statement = canonical(
        {
            "digest": fingerprint(facts),
            "signer": person.pk if person else None,
            "name": person.get_full_name() if person else "",
            "at": moment(at),
        }
    )
    provider = current_provider()
    encoded = urlsafe_b64encode(statement).decode("ascii")
    return f"{provider.name}.{encoded}.{provider.sign(statement, person=person)}"


def verify(signature: str, facts: Mapping[str, Any]) -> Signature | None:
    """Return who signed exactly these facts and when; None for anything that is not valid."""
    name, _dot, rest = signature.partition(".")
    encoded, _dot, proof = rest.partition(".")
    provider = _provider_named(name)
    if provider is None or not proof:
        return None
    try:
        statement = urlsafe_b64decode(encoded.encode("ascii"))
        said = json.loads(statement)
    except ValueError:
        return None
    if not provider.verify(statement, proof) or said["digest"] != fingerprint(facts):
        return None
    return Signature(said["signer"], said["name"], datetime.fromisoformat(said["at"]), name)


def check_code(certificate: Certificate) -> str:
    """Return the short code that is printed on a certificate, four groups of four characters.

    It follows from everything the certificate says, and from its unguessable ``key``, so it can be
    computed again and a certificate that was changed no longer has it.
    """
    digest = hashlib.sha256(b"batong check code\n" + canonical(certificate_facts(certificate)))
    number = int.from_bytes(digest.digest(), "big")
    letters = []
    for _position in range(_CODE_LENGTH):
        number, index = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return _grouped("".join(letters))


def normal_code(written: str) -> str:
    """Return a code the way it is stored, however somebody typed it; empty if it is none."""
    folded = unicodedata.normalize("NFKC", written).upper()
    letters = "".join(letter for letter in folded if letter.isalnum())
    is_code = len(letters) == _CODE_LENGTH and set(letters) <= set(CODE_ALPHABET)
    return _grouped(letters) if is_code else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
