"""Says whether what is public was approved for exactly this text by three different right people.

It reads decisions and memberships itself and trusts no certificate, so that it can be trusted to
find what the gate let through.
"""

from wagtail.models import Page

from units.enums import Role
from units.models import Membership
from workflows.enums import Stage, Verdict
from workflows.gate.digest import content_digest
from workflows.models import ApprovalDelegation, Certificate, Decision, Submission

ROLES = {
    Stage.LEADER: (Role.LEADER,),
    Stage.OFFICE: (Role.PARTY_OFFICE, Role.GOVERNMENT_OFFICE),
    Stage.SECRECY: (Role.SECRECY,),
}


def public_texts():
    """Return the digest of every live page, by its id, as it is stored now."""
    return {page.pk: content_digest(page) for page in Page.objects.live().specific()}


def violations(before):
    """Return the pages that show what they did not show before and what nobody approved."""
    return [
        pk
        for pk, digest in public_texts().items()
        if before.get(pk) != digest and not is_approved(pk, digest)
    ]


def is_approved(page_id, digest):
    """Say whether one submission of this text has the three approvals, and was not recalled."""
    revoked = Certificate.objects.filter(revocation__isnull=False).values("submission_id")
    submissions = Submission.objects.filter(page_id=page_id, digest=digest)
    return any(_has_three(found) for found in submissions.exclude(pk__in=revoked))


def _has_three(submission):
    approvals = Decision.objects.filter(submission=submission, verdict=Verdict.APPROVED)
    approvals = list(approvals.filter(digest=submission.digest))
    people = {decision.person_id for decision in approvals}
    return (
        {decision.stage for decision in approvals} == set(Stage)
        and len(people) == len(Stage)
        and not people & {*submission.authors, submission.submitted_by_id}
        and all(_is_right(decision, submission) for decision in approvals)
    )


def _is_right(decision, submission):
    """Say whether the person held, then or for somebody, the office that had to decide."""
    if decision.delegation_id:
        held = ApprovalDelegation.objects.get(pk=decision.delegation_id)
        day = decision.decided_at.date()
        return held.deputy_id == decision.person_id and held.starts_on <= day <= held.ends_on
    memberships = Membership.objects.filter(
        person_id=decision.person_id, role__in=ROLES[decision.stage]
    )
    if decision.stage == Stage.LEADER:
        return memberships.filter(unit=submission.unit, is_principal=True).exists()
    if decision.stage == Stage.OFFICE:
        return memberships.filter(role=f"{submission.subject_class}_office").exists()
    return memberships.exists()
