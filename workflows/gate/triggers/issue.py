"""Inserting certificates: on PostgreSQL through functions that prove what they certify.

The web role may not insert into the table. SQLite knows no roles; there the same is proved here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from workflows.enums import CertificateKind, Stage, SubmissionState, Verdict
from workflows.errors import GateRefusal
from workflows.gate.made_up import require_fixtures_allowed
from workflows.models import Certificate, Decision, Submission

_UNDER_REVIEW = (SubmissionState.IN_REVIEW, SubmissionState.CERTIFIED)


@transaction.atomic(savepoint=False)
def insert_certificates(rows: Sequence[Certificate]) -> None:
    """Insert new certificates of one kind under one key; they get their keys and times.

    Of content there is one at a time: it needs an approval of exactly its text at each of the three
    stages, by three different people of whom none wrote on it. Structure certificates are issued at
    the time of the transaction, which is as long as they hold. Raises ``GateRefusal`` for content
    that lacks approvals, ``PermissionDenied`` for made-up content on an install for real content,
    and ``ValueError`` for certificates that do not belong together.
    """
    if not rows:
        return
    kind = CertificateKind(rows[0].kind)
    if len({(row.kind, row.key) for row in rows}) != 1:
        raise ValueError("The certificates of one batch have one kind and one key.")
    if kind != CertificateKind.STRUCTURE and len(rows) != 1:
        raise ValueError("Only structure certificates are issued in batches.")
    if kind == CertificateKind.CONTENT:
        require_approvals(rows[0])
    if kind == CertificateKind.FIXTURE:
        require_fixtures_allowed()
    if connection.vendor != "postgresql":
        Certificate.objects.bulk_create(rows)
        return
    _INSERTS[kind](rows)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def require_approvals(certificate: Certificate) -> None:
    """Raise ``GateRefusal`` unless the certificate says what three people have approved.

    Raises ``ValueError`` for a certificate without a submission.
    """
    if certificate.submission_id is None:
        raise ValueError("A certificate of content belongs to a submission.")
    locked = Submission.objects.select_for_update(of=("self",))
    submission = locked.get(pk=certificate.submission_id)
    approvals = list(
        Decision.objects.filter(
            submission=submission, verdict=Verdict.APPROVED, digest=submission.digest
        ).values_list("stage", "person_id")
    )
    people = {person_id for _stage, person_id in approvals}
    authors = {*submission.authors, submission.submitted_by_id}
    is_complete = {stage for stage, _person in approvals} == set(Stage) and len(people) == len(
        Stage
    )
    is_same_text = (certificate.page_id, certificate.digest, certificate.unit_id) == (
        submission.page_id,
        submission.digest,
        submission.unit_id,
    )
    is_open = submission.page_id is not None and submission.state in _UNDER_REVIEW
    if not (is_open and is_complete and is_same_text) or people & authors:
        raise GateRefusal(
            _("“%(page)s” lacks approvals: three different people have to approve this text.")
            % {"page": submission.page_title}
        )


def _insert_content(rows: Sequence[Certificate]) -> None:
    (row,) = rows
    row.pk = _call(
        "batong_issue_content",
        [
            row.key,
            row.reason,
            row.issued_by_id,
            row.submission_id,
            row.revision_id,
            row.issued_at,
            row.code,
            row.signature,
        ],
    )[0][0]


def _insert_structure(rows: Sequence[Certificate]) -> None:
    first = rows[0]
    issued = _call(
        "batong_issue_structure",
        [
            first.key,
            first.reason,
            first.issued_by_id,
            first.blueprint_name,
            first.blueprint_version,
            [row.unit_id for row in rows],
            [row.code for row in rows],
            [row.signature for row in rows],
        ],
    )
    by_unit = {unit_id: (pk, at) for pk, unit_id, at in issued}
    for row in rows:
        row.pk, row.issued_at = by_unit[row.unit_id]


def _insert_fixture(rows: Sequence[Certificate]) -> None:
    (row,) = rows
    arguments = [row.key, row.reason, row.issued_by_id, row.issued_at]
    row.pk = _call("batong_issue_fixture", arguments)[0][0]


_INSERTS: dict[CertificateKind, Callable[[Sequence[Certificate]], None]] = {
    CertificateKind.CONTENT: _insert_content,
    CertificateKind.STRUCTURE: _insert_structure,
    CertificateKind.FIXTURE: _insert_fixture,
}


def _call(function: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(arguments))
        cursor.execute(f"SELECT * FROM {function}({places})", arguments)  # noqa: S608 - our name
        return list(cursor.fetchall())
