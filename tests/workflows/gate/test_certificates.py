"""Issuing, naming and revoking certificates."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tests.factories import make_member, make_unit
from tests.workflows.gate.conftest import certify
from units.enums import Role
from workflows.enums import CertificateKind, LedgerAction, Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal
from workflows.gate import certificates, marker
from workflows.gate.certificates import (
    FIXTURE_KEY,
    fixture_leave,
    fixtures,
    issue_content,
    issue_structure,
    open_leaves,
    revoke,
    structure,
    valid_certificates,
)
from workflows.gate.digest import content_digest
from workflows.ledger.facts import certificate_facts
from workflows.ledger.signing import check_code, verify
from workflows.models import Certificate, Decision, LedgerEntry, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def people():
    """An author and three who approve, by their stages."""
    return {name: make_member(Role.SECRECY) for name in ("author", *Stage.values)}


@pytest.fixture
def submission(draft, people):
    revision = draft.save_revision()
    return Submission.objects.create(
        page_id=draft.pk,
        page_title=draft.title,
        unit_id=draft.unit.id,
        revision_id=revision.pk,
        digest=content_digest(revision.as_object()),
        subject_class="government",
        authors=[people["author"].pk],
        submitted_by=people["author"],
        submitted_at=timezone.now(),
        state=SubmissionState.IN_REVIEW,
    )


def approve(submission, people, **values):
    """Let each of the three approve; ``values`` replace what is said of the secrecy bureau's."""
    for stage in Stage.values:
        facts = {
            "submission": submission,
            "stage": stage,
            "verdict": Verdict.APPROVED,
            "digest": submission.digest,
            "person": people[stage],
            "role": Role.SECRECY,
            "decided_at": timezone.now(),
        }
        Decision.objects.create(**facts | (values if stage == Stage.SECRECY else {}))


def test_three_approvals_make_a_certificate(submission, people):
    approve(submission, people)
    certificate = issue_content(submission, user=people[Stage.SECRECY])
    assert (certificate.kind, certificate.digest, certificate.page_id) == (
        CertificateKind.CONTENT,
        submission.digest,
        submission.page_id,
    )
    assert Certificate.objects.get(pk=certificate.pk).submission_id == submission.pk


def test_a_certificate_can_be_checked(submission, people):
    approve(submission, people)
    certificate = issue_content(submission, user=people[Stage.SECRECY])
    stored = Certificate.objects.get(pk=certificate.pk)
    assert stored.code == check_code(stored)
    assert verify(stored.signature, certificate_facts(stored)) is not None


def test_the_ledger_knows_of_it(submission, people):
    approve(submission, people)
    certificate = issue_content(submission, user=people[Stage.SECRECY])
    entry = LedgerEntry.objects.get(action=LedgerAction.CERTIFIED)
    assert (entry.submission_id, entry.details["code"]) == (submission.pk, certificate.code)


def test_no_approval_makes_none(submission, people):
    with pytest.raises(GateRefusal), transaction.atomic():
        issue_content(submission, user=people[Stage.SECRECY])
    assert not Certificate.objects.filter(kind=CertificateKind.CONTENT).exists()


@pytest.mark.parametrize(
    "values",
    [{"digest": "0" * 64}, {"verdict": Verdict.RETURNED}],
    ids=["another text", "returned"],
)
def test_two_approvals_make_none(submission, people, values):
    approve(submission, people, **values)
    with pytest.raises(GateRefusal), transaction.atomic():
        issue_content(submission, user=people[Stage.SECRECY])


def test_an_author_s_approval_makes_none(submission, people):
    approve(submission, people, person=people["author"])
    with pytest.raises(GateRefusal), transaction.atomic():
        issue_content(submission, user=people["author"])


def test_a_revoked_certificate_is_not_valid(live):
    certificate = certify(live)
    assert list(valid_certificates(live.pk)) == [certificate]
    revoke(certificate, person=make_member(Role.SECRECY), reason="A mistake")
    assert not valid_certificates(live.pk).exists()


def test_a_revocation_says_who_and_why(live):
    person = make_member(Role.SECRECY)
    revocation = revoke(certify(live), person=person, reason="A mistake")
    assert (revocation.person, revocation.reason) == (person, "A mistake")


def test_certificates_of_other_pages_are_not_valid_for_a_page(live, draft):
    certify(draft)
    assert not valid_certificates(live.pk).exists()


def test_a_structure_certificate_stands_for_each_unit():
    units = [make_unit(), make_unit()]
    key = issue_structure(units, reason="Blueprint", blueprint_name="city", blueprint_version=2)
    rows = Certificate.objects.filter(key=key).order_by("unit_id")
    assert [(row.unit, row.kind, row.blueprint_version) for row in rows] == [
        (unit, CertificateKind.STRUCTURE, 2) for unit in units
    ]


def test_the_ledger_knows_of_a_structure_once_for_all_units():
    units = [make_unit(), make_unit()]
    key = issue_structure(units, reason="Blueprint")
    entry = LedgerEntry.objects.get(action=LedgerAction.STRUCTURE)
    assert (entry.details["certificate"], entry.details["units"]) == (
        key,
        [unit.code for unit in units],
    )


def test_a_structure_is_named_while_its_block_is_open():
    with structure([make_unit()], reason="Blueprint") as key:
        assert (marker.current(), open_leaves()[0].key) == (key, key)
    assert (marker.current(), open_leaves()) == ("", ())


def test_made_up_content_is_named_in_spite_of_a_structure():
    with fixtures(), structure([make_unit()], reason="Blueprint") as key:
        assert marker.current() == FIXTURE_KEY != key


def test_made_up_content_has_one_certificate():
    for _time in range(2):
        with fixtures():
            pass
    assert Certificate.objects.filter(kind=CertificateKind.FIXTURE).count() == 1


def test_made_up_content_ends_with_its_block():
    with fixtures():
        assert fixture_leave() is not None
    assert (fixture_leave(), marker.current()) == (None, "")


def test_an_install_for_real_content_refuses_made_up_content(settings):
    settings.BATONG_ALLOW_FIXTURES = False
    with pytest.raises(PermissionDenied), fixtures():
        pass
    assert not certificates.open_leaves()


def test_reading_and_opening_fixtures_again_asks_nothing(django_assert_num_queries):
    with fixtures(), django_assert_num_queries(0), fixtures():
        assert fixture_leave()
