"""Proving that what is public is what was approved, from the rows alone (I7).

The database's triggers know which revision a certificate is for, not which words. Whoever may write
to the database, or owns it, could change words in spite of them: that is found here.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from wagtail.models import Page

from units.addresses import address_book
from workflows.enums import CertificateKind
from workflows.gate.certificates import valid_certificates
from workflows.gate.digest import content_digest
from workflows.gate.made_up import fixtures_are_allowed
from workflows.gate.triggers.guarded import page_types
from workflows.ledger.examination import Examination, Standing
from workflows.models import Certificate

_CHUNK = 200


def unproved_pages() -> Iterator[Page]:
    """Yield the live pages whose text no certificate covers that is genuine and still holds.

    Pages of the structure may have their unit's structure certificate instead, which is for no
    particular words. An install for made-up content has one certificate for everything.
    """
    if fixtures_are_allowed() and _made_up().exists():
        return
    structured = set(
        Certificate.objects.filter(
            kind=CertificateKind.STRUCTURE, revocation__isnull=True
        ).values_list("unit_id", flat=True)
    )
    for model in page_types():
        is_structure = getattr(model, "is_structure_page", False)
        for page in model._default_manager.live().order_by("pk").iterator(chunk_size=_CHUNK):
            if is_structure and address_book().for_path(page.path).id in structured:
                continue
            if not _is_proved(page):
                yield page


def _is_proved(page: Page) -> bool:
    """Say whether a certificate of exactly this text has genuine approvals and holds."""
    found = valid_certificates(page.pk).filter(digest=content_digest(page)).order_by("-pk")
    return any(Examination(each).standing == Standing.VALID for each in found)


def _made_up() -> QuerySet[Certificate]:
    return Certificate.objects.filter(kind=CertificateKind.FIXTURE)
