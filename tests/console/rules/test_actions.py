"""Proposing, issuing, acknowledging and repealing rules."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from console.enums import StepKind
from console.models import RuleAcknowledgement, RuleVersion
from console.rules.actions import (
    acknowledge,
    issue_version,
    propose_rule,
    propose_version,
    refuse_version,
    repeal_rule,
    withdraw_version,
)
from console.rules.enums import RuleState
from console.steps import steps_of
from tests.console.filings.conftest import file_whole, make_staffed
from tests.factories import make_member
from units.enums import Role
from units.people.actions import add_member
from workflows.models import Notice

pytestmark = pytest.mark.django_db


def test_proposed_rule_is_in_force_nowhere(proposed):
    assert not RuleVersion.objects.current().exists()


@pytest.mark.parametrize("role", [Role.LEADING_GROUP, Role.INSPECTOR, Role.SECRECY])
def test_only_the_it_office_proposes(role, db):
    with pytest.raises(PermissionDenied):
        propose_rule(user=make_member(role), title="Plan", text="Text")


def test_title_is_taken_once(officer, proposed):
    with pytest.raises(ValidationError):
        propose_rule(user=officer, title=proposed.document.title, text="Another text")


def test_rule_needs_a_text(officer):
    with pytest.raises(ValidationError):
        propose_rule(user=officer, title="Plan", text="  ")


def test_file_of_a_wrong_kind_is_refused(officer):
    with pytest.raises(ValidationError):
        propose_rule(
            user=officer, title="Plan", text="Text", file=ContentFile(b"MZ", name="plan.exe")
        )


def test_issued_version_is_in_force(issued):
    assert RuleVersion.objects.current().get() == issued


def test_it_office_does_not_issue(proposed):
    with pytest.raises(PermissionDenied):
        issue_version(proposed, user=make_member(Role.IT_OFFICE))


def test_nobody_issues_what_he_proposed(group):
    add_member(group, Role.IT_OFFICE)
    version = propose_rule(user=group, title="Plan", text="Text")

    with pytest.raises(PermissionDenied):
        issue_version(version, user=group)


def test_version_is_decided_once(issued, group):
    with pytest.raises(ValidationError):
        refuse_version(issued, user=group, reason="Too late")


def test_refusal_needs_a_reason(proposed, group):
    with pytest.raises(ValidationError):
        refuse_version(proposed, user=group, reason=" ")


def test_refused_version_says_why(proposed, group):
    refuse_version(proposed, user=group, reason="Deadline is missing")

    assert steps_of(proposed).last().reason == "Deadline is missing"
    assert not RuleVersion.objects.current().exists()


def test_proposer_withdraws(proposed, officer):
    version = withdraw_version(proposed, user=officer, reason="Not yet")

    assert version.state == RuleState.WITHDRAWN


def test_nobody_else_withdraws(proposed):
    with pytest.raises(PermissionDenied):
        withdraw_version(proposed, user=make_member(Role.IT_OFFICE), reason="Not yet")


def test_changed_text_is_not_issued(proposed, group):
    RuleVersion.objects.filter(pk=proposed.pk).update(text="Something else")

    with pytest.raises(ValidationError):
        issue_version(proposed, user=group)


def test_text_with_its_file_is_issued(officer, group):
    file = ContentFile(b"%PDF-1.7", name="plan.pdf")
    version = propose_rule(user=officer, title="Plan", text="Text", file=file)

    assert issue_version(version, user=group).file_name == "plan.pdf"


def test_one_version_waits_at_a_time(proposed, officer):
    with pytest.raises(ValidationError):
        propose_version(proposed.document, user=officer, text="Another text")


def test_next_version_takes_the_place_of_the_last(issued, officer, group):
    later = propose_version(issued.document, user=officer, text="Another text")
    issue_version(later, user=group)

    assert RuleVersion.objects.current().get().number == 2


def test_version_without_any_difference_is_refused(issued, officer):
    with pytest.raises(ValidationError):
        propose_version(issued.document, user=officer, text=issued.text)


def test_last_version_stays_in_force_until_the_next_is_issued(issued, officer):
    propose_version(issued.document, user=officer, text="Another text")

    assert RuleVersion.objects.current().get() == issued


def test_repealed_rule_is_in_force_no_more(issued, group):
    repeal_rule(issued.document, user=group, reason="Replaced")

    assert not RuleVersion.objects.current().exists()


def test_only_the_leading_group_repeals(issued, officer):
    with pytest.raises(PermissionDenied):
        repeal_rule(issued.document, user=officer, reason="Replaced")


def test_database_keeps_two_people_apart(proposed):
    rows = RuleVersion.objects.filter(pk=proposed.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(
            state=RuleState.ISSUED,
            decided_by=proposed.proposed_by,
            decided_at=proposed.proposed_at,
        )


def test_heads_are_told_of_an_issued_version(staffed, proposed, group):
    issue_version(proposed, user=group)

    assert [notice.recipient for notice in Notice.objects.all()] == [staffed.people["head"]]


def test_principal_leader_acknowledges(staffed, issued):
    row = acknowledge(issued, staffed.unit, user=staffed.people["head"])

    assert (row.version, row.unit, row.digest) == (issued, staffed.unit, issued.digest)


def test_filed_head_acknowledges(staffed, issued):
    file_whole(staffed, head=staffed.deputy, deputy=staffed.head)

    assert acknowledge(issued, staffed.unit, user=staffed.people["deputy"]).pk


@pytest.mark.parametrize("name", ["deputy", "operator", "editor"])
def test_others_of_the_unit_do_not_acknowledge(staffed, issued, name):
    with pytest.raises(PermissionDenied):
        acknowledge(issued, staffed.unit, user=staffed.people[name])


def test_another_units_head_does_not_acknowledge(staffed, issued):
    with pytest.raises(PermissionDenied):
        acknowledge(issued, staffed.unit, user=make_staffed("far").people["head"])


def test_acknowledging_again_changes_nothing(staffed, issued):
    first = acknowledge(issued, staffed.unit, user=staffed.people["head"])

    assert acknowledge(issued, staffed.unit, user=staffed.people["head"]) == first
    assert RuleAcknowledgement.objects.count() == 1


def test_proposed_version_is_not_acknowledged(staffed, proposed):
    with pytest.raises(ValidationError):
        acknowledge(proposed, staffed.unit, user=staffed.people["head"])


def test_rule_of_another_level_is_not_acknowledged(staffed, officer, group):
    version = propose_rule(user=officer, title="For townships", text="Text", level="township")
    issue_version(version, user=group)

    with pytest.raises(ValidationError):
        acknowledge(version, staffed.unit, user=staffed.people["head"])


def test_acknowledgement_leaves_a_step_of_the_unit(staffed, issued):
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    step = steps_of(issued).last()
    assert (step.kind, step.unit) == (StepKind.ACKNOWLEDGED, staffed.unit)
