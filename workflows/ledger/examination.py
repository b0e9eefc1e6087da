"""Examining a certificate: is it what was issued, does it still hold, is this still the text?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from workflows.enums import CertificateKind, Stage, Verdict
from workflows.gate.digest import content_digest
from workflows.ledger.facts import certificate_facts, decision_facts
from workflows.ledger.signing import check_code, normal_code, verify
from workflows.models import Certificate, Decision, Revocation


class Standing(TextChoices):
    """What can be said of a certificate."""

    VALID = "valid", _("Valid")
    REVOKED = "revoked", _("Revoked")
    ALTERED = "altered", _("Altered: this is not what was issued")


class PublicText(TextChoices):
    """What the public reads now, compared with what was certified."""

    SAME = "same", _("What is public now is exactly this text.")
    OTHER = "other", _("What is public now is another text, approved separately.")
    NOTHING = "nothing", _("The page is not public now.")


@dataclass(frozen=True)
class Approval:
    """One of the three approvals, and whether its signature holds."""

    decision: Decision
    signed_at: datetime | None

    @property
    def is_genuine(self) -> bool:
        """Say whether the decision is what was signed."""
        return self.signed_at is not None


@dataclass(frozen=True)
class Examination:
    """A certificate with everything that follows from it."""

    certificate: Certificate

    @cached_property
    def approvals(self) -> list[Approval]:
        """The approvals that the certificate rests on, in the order of the stages."""
        if self.certificate.submission_id is None:
            return []
        decisions = Decision.objects.filter(
            submission=self.certificate.submission_id, verdict=Verdict.APPROVED
        ).select_related("person", "delegation__giver")
        stages = Stage.values
        found = sorted(decisions, key=lambda decision: stages.index(decision.stage))
        return [_approval(decision) for decision in found]

    @cached_property
    def standing(self) -> Standing:
        """Say whether it is genuine and holds."""
        if not self._is_genuine:
            return Standing.ALTERED
        return Standing.REVOKED if self.revocation else Standing.VALID

    @cached_property
    def revocation(self) -> Revocation | None:
        """When and why it was revoked, if it was."""
        return Revocation.objects.filter(certificate=self.certificate).first()

    @cached_property
    def public_text(self) -> PublicText:
        """Compare what is public now with what was certified."""
        page = Page.objects.filter(pk=self.certificate.page_id, live=True).first()
        if page is None:
            return PublicText.NOTHING
        is_same = content_digest(page.specific) == self.certificate.digest
        return PublicText.SAME if is_same else PublicText.OTHER

    @property
    def is_content(self) -> bool:
        """Say whether three people approved it: structure has a blueprint instead."""
        return self.certificate.kind == CertificateKind.CONTENT

    @property
    def _is_genuine(self) -> bool:
        """Say whether row, code and approvals are what was signed.

        Structure certificates are not signed: they are worth nothing after their transaction.
        """
        if not self.is_content:
            return True
        certificate = self.certificate
        is_signed = verify(certificate.signature, certificate_facts(certificate)) is not None
        has_code = certificate.code == check_code(certificate)
        return is_signed and has_code and self._has_three_approvals

    @property
    def _has_three_approvals(self) -> bool:
        people = {approval.decision.person_id for approval in self.approvals}
        stages = [approval.decision.stage for approval in self.approvals]
        return (
            stages == Stage.values
            and len(people) == len(Stage)
            and all(
                approval.is_genuine and approval.decision.digest == self.certificate.digest
                for approval in self.approvals
            )
        )


def find_by_code(written: str) -> Certificate | None:
    """Return the certificate of a check code, however it was typed; None for an unknown one."""
    code = normal_code(written)
    if not code:
        return None
    found = Certificate.objects.select_related("unit", "submission__submitted_by")
    return found.filter(kind=CertificateKind.CONTENT, code=code).first()


def _approval(decision: Decision) -> Approval:
    signature = verify(decision.signature, decision_facts(decision))
    is_theirs = signature is not None and signature.signer_id == decision.person_id
    return Approval(decision, signature.at if signature and is_theirs else None)
