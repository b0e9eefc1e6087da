"""What the tests of the database's own guard act on: a unit's pages, and approvals made by hand."""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import make_column, make_home, make_item, make_person, make_unit, stored
from units.enums import Role, System
from workflows.enums import CertificateKind, Stage, SubmissionState, Verdict
from workflows.gate import marker
from workflows.gate.certificates import fixtures
from workflows.gate.digest import content_digest
from workflows.gate.triggers.issue import insert_certificates
from workflows.ledger.facts import decision_facts
from workflows.ledger.signing import sign
from workflows.models import Certificate, Decision, Submission

_ROLES = {
    Stage.LEADER: Role.LEADER,
    Stage.OFFICE: Role.GOVERNMENT_OFFICE,
    Stage.SECRECY: Role.SECRECY,
}


def make_place(code=None):
    """Return a live column of a new unit, the unit as its attribute."""
    with fixtures():
        unit = make_unit(code)
        column = make_column(make_home(unit))
    column.made_for = unit
    return column


def make_article(column, is_live=True, **values):
    """Return an article with a revision, live from the start unless said otherwise."""
    with fixtures() if is_live else nullcontext():
        page = make_item(column, is_live=is_live, **values)
    page.save_revision()
    return stored(page)


def submit(page, revision=None, authors=(), **values):
    """Return the submission of a revision, the newest unless another is given."""
    revision = revision or page.get_latest_revision()
    person = make_person()
    return Submission.objects.create(
        **{
            "page": page,
            "page_title": page.title,
            "unit_id": page.unit.id,
            "revision_id": revision.pk,
            "digest": content_digest(revision.as_object()),
            "subject_class": System.GOVERNMENT,
            "authors": [person.pk, *(author.pk for author in authors)],
            "submitted_by": person,
            "submitted_at": timezone.now(),
            "state": SubmissionState.IN_REVIEW,
        }
        | values
    )


def decide(submission, stage, person=None, is_signed=True, **values):
    """Write down that somebody approved a stage of a submission."""
    decision = Decision(
        **{
            "submission": submission,
            "stage": stage,
            "verdict": Verdict.APPROVED,
            "digest": submission.digest,
            "person": person or make_person(),
            "role": _ROLES[stage],
            "decided_at": timezone.now(),
        }
        | values
    )
    if is_signed:
        facts = decision_facts(decision)
        decision.signature = sign(facts, person=decision.person, at=decision.decided_at)
    decision.save()
    return decision


def approved(page, **values):
    """Return a submission of the page's newest text that all three stages have approved."""
    submission = submit(page, **values)
    for stage in Stage:
        decide(submission, stage)
    return submission


def certificate_of(submission, **values):
    """Return the certificate of a submission, not yet inserted."""
    return Certificate(
        **{
            "key": f"key{submission.pk}",
            "kind": CertificateKind.CONTENT,
            "unit_id": submission.unit_id,
            "page_id": submission.page_id,
            "page_title": submission.page_title,
            "revision_id": submission.revision_id,
            "digest": submission.digest,
            "submission": submission,
            "issued_at": timezone.now(),
        }
        | values
    )


def certify(page, **values):
    """Return the certificate of the page's newest text."""
    submission = approved(page, **values)
    certificate = certificate_of(submission)
    insert_certificates([certificate])
    submission.state = SubmissionState.CERTIFIED
    submission.save(update_fields=("state",))
    return certificate


def structure_certificate(*units, key="structure"):
    """Return the key of structure certificates of units."""
    now = timezone.now()
    insert_certificates(
        [
            Certificate(key=key, kind=CertificateKind.STRUCTURE, unit=unit, issued_at=now)
            for unit in units
        ]
    )
    return key


@contextmanager
def refused():
    """Expect that the database refuses what the block does; the test's transaction goes on."""
    with pytest.raises(IntegrityError), transaction.atomic():
        yield


def execute(sql, *values):
    """Run a statement that goes round all models, after what they put off."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def set_title(page, title="Raw", key=""):
    """Change a page's title by SQL, under a certificate if a key is given."""
    with transaction.atomic(), marker.named(key):
        return execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", title, page.pk)
