"""Certificates, which make public what they name (I7), and acting under them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from units.addresses import address_book
from units.entries import UnitEntry
from units.models import Unit, User
from workflows.enums import CertificateKind, LedgerAction
from workflows.gate import marker
from workflows.gate.made_up import require_fixtures_allowed
from workflows.gate.triggers.issue import insert_certificates
from workflows.ledger.facts import certificate_facts
from workflows.ledger.record import record
from workflows.ledger.signing import check_code, sign
from workflows.models import Certificate, Revocation, Submission

# The one certificate of made-up content that an install may have
FIXTURE_KEY = "fixture"


@dataclass(frozen=True, slots=True)
class Leave:
    """A certificate that running code acts under; ``units`` are those of a structure's."""

    key: str
    kind: CertificateKind
    units: frozenset[int] = frozenset()

    def covers(self, page: Page) -> bool:
        """Say whether the page may be public, or change in public, under this certificate."""
        if self.kind == CertificateKind.FIXTURE:
            return True
        is_structure = getattr(type(page), "is_structure_page", False)
        return is_structure and self.covers_unit(address_book().for_path(page.path).id)

    def covers_unit(self, unit_id: int) -> bool:
        """Say whether the unit's pages may appear under this certificate."""
        return self.kind == CertificateKind.FIXTURE or unit_id in self.units


_leaves: ContextVar[tuple[Leave, ...]] = ContextVar("leaves", default=())


def open_leaves() -> tuple[Leave, ...]:
    """Return the certificates the running code acts under, the innermost first."""
    return _leaves.get()


def fixture_leave() -> Leave | None:
    """Return the leave for made-up content, if the running code makes some."""
    found = (leave for leave in _leaves.get() if leave.kind == CertificateKind.FIXTURE)
    return next(found, None)


def valid_certificates(page_id: int) -> QuerySet[Certificate]:
    """Return the certificates of a page's texts that nobody has revoked."""
    return Certificate.objects.filter(
        kind=CertificateKind.CONTENT, page_id=page_id, revocation__isnull=True
    )


@transaction.atomic
def issue_content(submission: Submission, *, user: User) -> Certificate:
    """Certify a text that three people have approved; ``user`` is the last of them.

    Raises ``GateRefusal`` unless the submission has an approval of exactly its text at each of the
    three stages, by three different people of whom none wrote on it.
    """
    certificate = Certificate(
        key=_new_key(),
        kind=CertificateKind.CONTENT,
        unit_id=submission.unit_id,
        page_id=submission.page_id,
        page_title=submission.page_title,
        revision_id=submission.revision_id,
        digest=submission.digest,
        submission=submission,
        issued_by=user,
        issued_at=timezone.now(),
    )
    certificate.code = check_code(certificate)
    certificate.signature = sign(
        certificate_facts(certificate), person=None, at=certificate.issued_at
    )
    insert_certificates([certificate])
    record(
        LedgerAction.CERTIFIED,
        user=user,
        submission=submission,
        certificate=certificate.key,
        code=certificate.code,
    )
    return certificate


def issue_structure(
    units: Iterable[Unit | UnitEntry],
    *,
    reason: str,
    user: User | None = None,
    blueprint_name: str = "",
    blueprint_version: int | None = None,
) -> str:
    """Certify what a blueprint makes of units; return the key that the certificates share.

    Raises ``TransactionManagementError`` outside a transaction: they hold as long as it lasts.
    """
    units = list(units)
    key = _new_key()
    facts: dict[str, Any] = {
        "key": key,
        "kind": CertificateKind.STRUCTURE,
        "blueprint_name": blueprint_name,
        "blueprint_version": blueprint_version,
        "reason": reason,
        "issued_by": user,
        "issued_at": timezone.now(),
    }
    insert_certificates([Certificate(unit_id=_id(unit), **facts) for unit in units])
    record(
        LedgerAction.STRUCTURE,
        user=user,
        unit=units[0] if len(units) == 1 else None,
        certificate=key,
        units=[unit.code for unit in units],
        reason=reason,
        blueprint=blueprint_name,
        version=blueprint_version,
    )
    return key


@contextmanager
def structure(
    units: Iterable[Unit | UnitEntry],
    *,
    reason: str,
    user: User | None = None,
    blueprint_name: str = "",
    blueprint_version: int | None = None,
) -> Iterator[str]:
    """Let the structure pages of units become public, and change, until the block ends.

    Runs inside the transaction of what it certifies. The key is that of the certificates.
    """
    units = list(units)
    key = issue_structure(
        units,
        reason=reason,
        user=user,
        blueprint_name=blueprint_name,
        blueprint_version=blueprint_version,
    )
    leave = Leave(key, CertificateKind.STRUCTURE, frozenset(_id(unit) for unit in units))
    # Made-up content may come with the structure, and its certificate covers both
    named = FIXTURE_KEY if fixture_leave() else key
    with _opened(leave), marker.named(named):
        yield key


@contextmanager
def fixtures() -> Iterator[None]:
    """Let made-up content become public, and change, until the block ends.

    Raises ``PermissionDenied`` on an install for real content.
    """
    require_fixtures_allowed()
    if fixture_leave() and marker.is_told():
        yield
        return
    leave = Leave(FIXTURE_KEY, CertificateKind.FIXTURE)
    if connection.in_atomic_block:
        ensure_fixture_certificate()
        naming = marker.named(FIXTURE_KEY)
    else:
        naming = marker.announced(FIXTURE_KEY)
    with _opened(leave), naming:
        yield


def ensure_fixture_certificate() -> None:
    """Make the certificate of made-up content, which an install for such content has once."""
    known = Certificate.objects.filter(kind=CertificateKind.FIXTURE, key=FIXTURE_KEY)
    if not known.exists():
        kind, at = CertificateKind.FIXTURE, timezone.now()
        insert_certificates([Certificate(key=FIXTURE_KEY, kind=kind, issued_at=at)])


@transaction.atomic
def revoke(certificate: Certificate, *, person: User, reason: str) -> Revocation:
    """End a certificate: its text may not become public again without new approvals.

    The page is locked first, so that nobody publishes under the certificate meanwhile.
    """
    # A page that is gone has no row to lock, and nothing that could be published
    Page.objects.select_for_update(of=("self",)).filter(pk=certificate.page_id).first()
    return Revocation.objects.create(
        certificate=certificate, person=person, reason=reason, at=timezone.now()
    )


@contextmanager
def _opened(leave: Leave) -> Iterator[None]:
    token = _leaves.set((leave, *_leaves.get()))
    try:
        yield
    finally:
        _leaves.reset(token)


def _new_key() -> str:
    return secrets.token_hex(16)


def _id(unit: Unit | UnitEntry) -> int:
    return unit.id if isinstance(unit, UnitEntry) else int(unit.pk)
