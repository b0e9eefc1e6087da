"""What exactly is signed: the facts of a decision and of a certificate (S188).

Whoever makes such a row signs these facts of it, and whoever reads it verifies them. They are all
that the row says, without keys that the database only gives when the row is stored.
"""

from __future__ import annotations

from typing import Any

from workflows.ledger.canonical import moment
from workflows.models import Certificate, Decision


def decision_facts(decision: Decision) -> dict[str, Any]:
    """Return what a reviewer signs: the text, the verdict and all that was said with it."""
    return {
        "kind": "decision",
        "submission": decision.submission_id,
        "stage": str(decision.stage),
        "verdict": str(decision.verdict),
        "digest": decision.digest,
        "person": decision.person_id,
        "role": str(decision.role),
        "delegation": decision.delegation_id,
        "opinion": decision.opinion,
        "prohibited_class": str(decision.prohibited_class),
        "checked_classes": sorted(str(name) for name in decision.checked_classes),
        "override_reason": decision.override_reason,
        "marked_places": list(decision.marked_places),
        "signs_accuracy": decision.signs_accuracy,
        "decided_at": moment(decision.decided_at),
    }


def certificate_facts(certificate: Certificate) -> dict[str, Any]:
    """Return what the install signs: which text of which page may be public, and since when."""
    return {
        "kind": f"certificate:{certificate.kind}",
        "key": certificate.key,
        "unit": certificate.unit_id,
        "page": certificate.page_id,
        "title": certificate.page_title,
        "revision": certificate.revision_id,
        "digest": certificate.digest,
        "submission": certificate.submission_id,
        "blueprint": [certificate.blueprint_name, certificate.blueprint_version],
        "reason": certificate.reason,
        "issued_by": certificate.issued_by_id,
        "issued_at": moment(certificate.issued_at),
    }
