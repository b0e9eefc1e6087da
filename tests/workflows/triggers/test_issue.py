"""Certificates are inserted for what three people have approved, and for nothing else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.factories import make_person
from tests.workflows.triggers.scene import (
    approved,
    certificate_of,
    decide,
    make_article,
    make_place,
    structure_certificate,
    submit,
)
from workflows.enums import CertificateKind, Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal
from workflows.gate.triggers.issue import insert_certificates
from workflows.models import Certificate

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def page():
    return make_article(make_place(), is_live=False)


def fixture_certificate(key):
    return Certificate(key=key, kind=CertificateKind.FIXTURE, issued_at=timezone.now())


def test_approved_text_is_certified(page):
    submission = approved(page)
    certificate = certificate_of(submission, code="code", signature="signed", reason="why")

    insert_certificates([certificate])

    stored = Certificate.objects.get(pk=certificate.pk)
    for field in Certificate._meta.concrete_fields:
        assert getattr(stored, field.attname) == getattr(certificate, field.attname)


@pytest.mark.parametrize("missing", Stage)
def test_text_that_a_stage_has_not_approved_is_not_certified(page, missing):
    submission = submit(page)
    for stage in set(Stage) - {missing}:
        decide(submission, stage)

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


def test_returned_text_is_not_certified(page):
    submission = submit(page)
    for stage in (Stage.LEADER, Stage.OFFICE):
        decide(submission, stage)
    decide(submission, Stage.SECRECY, verdict=Verdict.RETURNED)

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


def test_approval_of_another_text_does_not_count(page):
    submission = submit(page)
    decide(submission, Stage.LEADER, digest="0" * 64)
    for stage in (Stage.OFFICE, Stage.SECRECY):
        decide(submission, stage)

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


def test_author_s_own_approval_does_not_count(page):
    author = make_person()
    submission = submit(page, authors=[author])
    for stage in (Stage.LEADER, Stage.OFFICE):
        decide(submission, stage)
    decide(submission, Stage.SECRECY, person=author)

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


def test_submitter_s_own_approval_does_not_count(page):
    submission = submit(page, authors=[])
    submission.authors = []
    submission.save(update_fields=("authors",))
    for stage in (Stage.LEADER, Stage.OFFICE):
        decide(submission, stage)
    decide(submission, Stage.SECRECY, person=submission.submitted_by)

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


@pytest.mark.parametrize("state", ["returned", "withdrawn", "superseded"])
def test_submission_that_is_over_is_not_certified(page, state):
    submission = approved(page, state=SubmissionState(state))

    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(submission)])


@pytest.mark.parametrize("values", [{"digest": "0" * 64}, {"page_id": 1}, {"unit_id": 1}])
def test_certificate_that_says_something_else_is_refused(page, values):
    with pytest.raises(GateRefusal):
        insert_certificates([certificate_of(approved(page), **values)])


def test_certificates_of_one_batch_have_one_key():
    rows = [fixture_certificate("one"), fixture_certificate("two")]

    with pytest.raises(ValueError, match="one key"):
        insert_certificates(rows)


def test_content_is_certified_one_at_a_time(page):
    submission = approved(page)

    with pytest.raises(ValueError, match="batches"):
        insert_certificates([certificate_of(submission), certificate_of(submission)])


def test_structure_certificates_of_a_batch_share_their_key():
    places = [make_place(), make_place()]

    key = structure_certificate(*(place.made_for for place in places))

    issued = Certificate.objects.filter(key=key).values_list("unit_id", flat=True)
    assert set(issued) == {place.made_for.pk for place in places}


def test_made_up_content_is_not_certified_on_an_install_for_real_content(settings):
    settings.BATONG_ALLOW_FIXTURES = False

    with pytest.raises(PermissionDenied):
        insert_certificates([fixture_certificate("made up")])
