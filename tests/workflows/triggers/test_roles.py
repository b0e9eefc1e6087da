"""What the web role may do on PostgreSQL, asked of the database itself by that role."""

import datetime
from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from tests.factories import make_person, stored
from tests.workflows.triggers.scene import (
    approved,
    certificate_of,
    decide,
    execute,
    make_article,
    make_place,
    set_title,
    structure_certificate,
    submit,
)
from workflows.enums import CertificateKind, LedgerAction, Stage
from workflows.gate import marker
from workflows.gate.certificates import fixtures, revoke
from workflows.gate.triggers import checks, parts, roles
from workflows.gate.triggers.issue import insert_certificates
from workflows.models import Certificate, LedgerEntry
from workflows.schedule import run_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate, pytest.mark.postgres]

ROLE = "tests_web"
ISSUE = "SELECT batong_issue_content('k', '', NULL, %s, %s, now(), '', '')"


@pytest.fixture
def web(settings):
    """The web role with its rights, for the length of the test."""
    execute(f"CREATE ROLE {ROLE}")
    settings.BATONG_WEB_ROLE = ROLE
    parts.install(connection)


@contextmanager
def as_web():
    """Act as the web role; where the block fails the savepoint brings the owner back."""
    with transaction.atomic():
        execute(f"SET LOCAL ROLE {ROLE}")
        yield
        execute("RESET ROLE")


@contextmanager
def denied():
    """Expect that the database denies the web role what the block does."""
    with pytest.raises(ProgrammingError, match=r"denied|must be owner"), as_web():
        yield


@contextmanager
def not_issued(reason):
    """Expect that the function refuses to issue a certificate to the web role."""
    with pytest.raises(IntegrityError, match=reason), as_web():
        yield


@pytest.fixture
def draft(web):
    return make_article(make_place(), is_live=False)


def test_rights_are_as_they_should_be(web):
    assert parts.differences(connection) == []


def test_web_role_inserts_no_certificate(draft):
    certificate = certificate_of(approved(draft))

    with denied():
        certificate.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE wagtailcore_page DISABLE TRIGGER batong_guard",
        "DROP TRIGGER batong_guard ON wagtailcore_page",
        "DROP FUNCTION batong_covers CASCADE",
        "CREATE OR REPLACE FUNCTION batong_covers(bigint, text, integer, text, bigint, boolean)"
        " RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "TRUNCATE wagtailcore_page CASCADE",
        "TRUNCATE workflows_ledgerentry",
        "DELETE FROM workflows_revocation",
        "UPDATE workflows_ledgerentry SET hash = ''",
        "UPDATE workflows_decision SET digest = ''",
        "UPDATE workflows_certificate SET page_id = 1",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_web_role_cannot_put_the_guard_aside(web, statement):
    with denied():
        execute(statement)


@pytest.mark.parametrize("missing", Stage)
def test_function_wants_every_stage(draft, missing):
    submission = submit(draft)
    for stage in set(Stage) - {missing}:
        decide(submission, stage)

    with not_issued("three people"):
        execute(ISSUE, submission.pk, submission.revision_id)


def test_function_wants_approvals_of_this_text(draft):
    submission = approved(draft)
    submission.digest = "0" * 64
    submission.save(update_fields=("digest",))

    with not_issued("three people"):
        execute(ISSUE, submission.pk, submission.revision_id)


def test_function_wants_approvals_by_others_than_authors(draft):
    author = make_person()
    submission = submit(draft, authors=[author])
    for stage in (Stage.LEADER, Stage.OFFICE):
        decide(submission, stage)
    decide(submission, Stage.SECRECY, person=author)

    with not_issued("three people"):
        execute(ISSUE, submission.pk, submission.revision_id)


def test_function_wants_a_revision_of_the_page(draft):
    other = make_article(make_place(), is_live=False)
    submission = approved(draft)

    with not_issued("Revision"):
        execute(ISSUE, submission.pk, other.latest_revision_id)


def test_function_wants_a_submission_under_review(draft):
    submission = approved(draft, state="withdrawn")

    with not_issued("under review"):
        execute(ISSUE, submission.pk, submission.revision_id)


def test_function_issues_one_certificate_a_submission(draft):
    submission = approved(draft)
    insert_certificates([certificate_of(submission)])

    with not_issued("already"):
        execute(ISSUE, submission.pk, submission.revision_id)


def test_web_role_publishes_what_is_approved(draft):
    certificate = certificate_of(approved(draft))

    with as_web():
        insert_certificates([certificate])
        draft.get_latest_revision().publish()

    assert stored(draft).live_revision_id == certificate.revision_id


def test_web_role_publishes_on_time_what_is_approved(draft):
    past = timezone.now() - datetime.timedelta(minutes=1)
    revision = draft.save_revision(approved_go_live_at=past)
    insert_certificates([certificate_of(approved(draft))])

    with as_web():
        result = run_schedule()

    assert (len(result.published), result.failed) == (1, [])
    assert stored(draft).live_revision_id == revision.pk


def test_web_role_provisions_under_a_structure_certificate(web):
    place = make_place()

    with as_web():
        set_title(place, key=structure_certificate(place.made_for))

    assert stored(place).title == "Raw"


def test_structure_certificate_holds_in_its_own_transaction_only(web):
    place = make_place()
    Certificate.objects.create(
        key="old", kind=CertificateKind.STRUCTURE, unit=place.made_for, issued_at=timezone.now()
    )

    with pytest.raises(IntegrityError), as_web():
        set_title(place, key="old")


def test_web_role_revokes_and_records(draft):
    certificate = certificate_of(approved(draft))
    insert_certificates([certificate])
    entry = LedgerEntry(
        number=1_000_000, at=timezone.now(), action=LedgerAction.SEEN, previous_hash="", hash=""
    )

    with as_web():
        revoke(certificate, person=certificate.submission.submitted_by, reason="Wrong")
        entry.save()

    assert certificate.revocation


def test_web_role_deletes_a_live_page(web):
    page = make_article(make_place())

    with as_web():
        page.delete()


def test_made_up_content_has_no_function_where_it_is_refused(settings, web):
    settings.BATONG_ALLOW_FIXTURES = False

    parts.install(connection)

    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        execute("SELECT batong_issue_fixture('k', '', NULL, now())")


def test_made_up_content_does_not_pass_where_it_is_refused(settings, web):
    page = make_article(make_place())
    with fixtures():
        settings.BATONG_ALLOW_FIXTURES = False
        parts.install(connection)

        with pytest.raises(IntegrityError), transaction.atomic():
            set_title(page, key=marker.current())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("GRANT INSERT ON workflows_certificate TO {}", "may INSERT workflows_certificate"),
        ("GRANT UPDATE (hash) ON workflows_ledgerentry TO {}", "may UPDATE workflows_ledgerentry"),
        ("GRANT TRUNCATE ON wagtailcore_page TO {}", "may TRUNCATE wagtailcore_page"),
        ("REVOKE SELECT ON units_unit FROM {}", "may not SELECT units_unit"),
        ("ALTER TABLE wagtailcore_page OWNER TO {}", "has the rights of the owner tests_web"),
        ("ALTER ROLE {} SUPERUSER", "is a superuser"),
        ("GRANT CREATE ON SCHEMA public TO {}", "may create objects in the schema"),
        ("GRANT INSERT ON workflows_certificate TO PUBLIC", "may INSERT workflows_certificate"),
    ],
)
def test_wrong_right_is_found(web, statement, said):
    execute(statement.format(ROLE))

    assert f"role {ROLE}: {said}" in parts.differences(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "GRANT ALL ON workflows_certificate TO {}",
        "GRANT UPDATE (hash) ON workflows_ledgerentry TO {}",
        "GRANT DELETE ON workflows_decision TO PUBLIC",
        "REVOKE ALL ON units_unit FROM {}",
        "REVOKE EXECUTE ON FUNCTION batong_issue_structure FROM {}",
    ],
)
def test_installing_again_mends_rights(web, statement):
    execute(statement.format(ROLE))

    parts.install(connection)

    assert parts.differences(connection) == []


def test_role_that_does_not_exist_is_named(settings):
    settings.BATONG_WEB_ROLE = "nobody_at_all"

    with pytest.raises(ImproperlyConfigured, match="nobody_at_all"):
        roles.grant(connection)


def test_deployment_without_a_web_role_is_an_error(settings):
    settings.BATONG_WEB_ROLE = ""

    assert [message.id for message in checks.check_role(["default"])] == ["workflows.E102"]


def test_web_tier_connected_as_the_owner_is_warned_of(web):
    assert [message.id for message in checks.check_role(["default"])] == ["workflows.W102"]
