"""Signatures and check codes (S188)."""

import json
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from tests.factories import make_person
from workflows.enums import CertificateKind
from workflows.ledger.ed25519 import private_key, written
from workflows.ledger.signing import CODE_ALPHABET, check_code, normal_code, sign, verify
from workflows.models import Certificate

FACTS = {"digest": "a" * 64, "verdict": "approved"}


class PaperProvider:
    """Another provider, which signs with a word."""

    name = "paper"

    def sign(self, message, *, person):
        return "seal"

    def verify(self, message, signature):
        return signature == "seal"


def signed(facts=FACTS, person=None):
    return sign(facts, person=person, at=timezone.now())


def fresh_key():
    key = Ed25519PrivateKey.generate()
    return b64encode(key.private_bytes_raw()).decode()


def test_a_signature_says_who_signed_and_when(db):
    person, at = make_person(full_name="Li Ming"), timezone.now()
    found = verify(sign(FACTS, person=person, at=at), FACTS)
    assert (found.signer_id, found.signer_name, found.at) == (person.pk, "Li Ming", at)


def test_other_facts_are_not_what_was_signed():
    assert verify(signed(), FACTS | {"verdict": "returned"}) is None


def test_a_signature_with_another_signer_is_not_valid():
    provider, statement, proof = signed().split(".", 2)
    said = json.loads(urlsafe_b64decode(statement)) | {"signer": 99}
    forged = urlsafe_b64encode(json.dumps(said).encode()).decode()
    assert verify(f"{provider}.{forged}.{proof}", FACTS) is None


@pytest.mark.parametrize(
    "text", ["", "ed25519", "ed25519..", "ed25519.e30=.", "ed25519.e30=.x.y", "nobody.e30=.x", "é"]
)
def test_what_is_no_signature_is_not_valid(text):
    assert verify(text, FACTS) is None


def test_a_signature_of_another_install_is_not_valid(settings):
    ours = signed()
    settings.BATONG_SIGNING_KEY = fresh_key()
    assert verify(ours, FACTS) is None


def test_a_signature_of_a_retired_key_is_valid(settings):
    former, ours = written(private_key().public_key()), signed()
    settings.BATONG_SIGNING_KEY = fresh_key()
    settings.BATONG_SIGNING_KEYS_RETIRED = [former]
    assert verify(ours, FACTS) is not None


@pytest.mark.parametrize("key", ["", "short", "c2hvcnQ=", "not base64!"])
def test_an_unusable_key_is_refused(settings, key):
    settings.BATONG_SIGNING_KEY = key
    with pytest.raises(ImproperlyConfigured):
        signed()


@pytest.fixture
def paper(settings):
    """An install that signs with another provider, and did with Ed25519 before."""
    settings.BATONG_SIGNATURE_PROVIDERS_RETIRED = [settings.BATONG_SIGNATURE_PROVIDER]
    settings.BATONG_SIGNATURE_PROVIDER = f"{__name__}.PaperProvider"


def test_another_provider_signs(paper):
    assert verify(signed(), FACTS).provider == "paper"


def test_what_a_former_provider_signed_is_valid(settings):
    ours = signed()
    settings.BATONG_SIGNATURE_PROVIDERS_RETIRED = [settings.BATONG_SIGNATURE_PROVIDER]
    settings.BATONG_SIGNATURE_PROVIDER = f"{__name__}.PaperProvider"
    assert verify(ours, FACTS) is not None


def make_certificate(**values):
    common = {"kind": CertificateKind.CONTENT, "key": "k" * 32, "page_id": 1, "digest": "a" * 64}
    return Certificate(**common | {"issued_at": timezone.now()} | values)


def test_a_check_code_is_four_groups_of_four_from_the_alphabet():
    groups = check_code(make_certificate()).split("-")
    assert [len(group) for group in groups] == [4] * 4
    assert set("".join(groups)) <= set(CODE_ALPHABET)


def test_a_check_code_can_be_computed_again():
    certificate = make_certificate()
    assert check_code(certificate) == check_code(certificate)


@pytest.mark.parametrize("change", [{"digest": "b" * 64}, {"page_id": 2}, {"key": "l" * 32}])
def test_a_changed_certificate_has_another_check_code(change):
    at = timezone.now()
    changed = make_certificate(issued_at=at, **change)
    assert check_code(changed) != check_code(make_certificate(issued_at=at))


@pytest.mark.parametrize(
    "typed",
    [
        "ACDE-FGHJ-KMNP-QRTU",
        "acdefghjkmnpqrtu",
        " acde fghj kmnp qrtu ",
        "".join(chr(ord(letter) + 0xFEE0) for letter in "ACDE-FGHJ-KMNP-QRTU"),
    ],
)
def test_a_check_code_may_be_typed_in_any_way(typed):
    assert normal_code(typed) == "ACDE-FGHJ-KMNP-QRTU"


@pytest.mark.parametrize("typed", ["", "ACDE", "ACDE-FGHJ-KMNP-QRT0", "x" * 5000])
def test_what_is_no_check_code_is_none(typed):
    assert normal_code(typed) == ""
