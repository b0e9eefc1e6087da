"""Filing the team of a unit's site."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from console.enums import StepKind
from console.filings.enums import Part
from console.models import Filing, LedgerRow
from console.querysets import LedgerError
from console.steps import steps_of
from tests.console.filings.conftest import LONG_AGO, file_whole, make_staffed
from tests.factories import make_member
from units.enums import Role
from units.people.actions import end_membership

pytestmark = pytest.mark.django_db


def test_filing_names_the_three_people_and_the_team(staffed):
    filing = file_whole(staffed)

    named = {(member.membership, member.part) for member in filing.members.all()}
    assert (filing.head, filing.deputy) == (staffed.head, staffed.deputy)
    assert named == {(staffed.operator, Part.OPERATOR), (staffed.editor, Part.MEMBER)}


def test_filing_leaves_a_step(staffed):
    filing = file_whole(staffed, note="Document 7")

    [step] = steps_of(filing)
    assert (step.kind, step.reason, step.unit) == (StepKind.FILED, "Document 7", staffed.unit)


def test_second_filing_is_a_change(staffed):
    file_whole(staffed)
    filing = file_whole(staffed, members=[])

    assert [step.kind for step in steps_of(filing)] == [StepKind.CHANGED]


def test_filing_the_same_again_changes_nothing(staffed):
    assert file_whole(staffed) == file_whole(staffed)
    assert Filing.objects.count() == 1


def test_leader_files_too(staffed):
    assert file_whole(staffed, user=staffed.people["head"]).filed_by == staffed.people["head"]


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.LEADING_GROUP, Role.INSPECTOR])
def test_nobody_files_for_a_unit_from_above(staffed, role):
    with pytest.raises(PermissionDenied):
        file_whole(staffed, user=make_member(role))


def test_another_units_operator_is_refused(staffed):
    with pytest.raises(PermissionDenied):
        file_whole(staffed, user=make_staffed("far").people["operator"])


def test_editor_is_refused(staffed):
    with pytest.raises(PermissionDenied):
        file_whole(staffed, user=staffed.people["editor"])


def test_post_may_be_left_open(staffed):
    assert file_whole(staffed, deputy=None).deputy is None


WRONG = {
    "nobody at all": lambda near, far: {"head": None, "deputy": None, "operators": []},
    "head without a leader's role": lambda near, far: {"head": near.editor, "members": []},
    "operator without the role": lambda near, far: {"operators": [near.editor], "members": []},
    "one leader in both posts": lambda near, far: {"deputy": near.head},
    "operator who is a member too": lambda near, far: {"members": [near.operator]},
    "head of another unit": lambda near, far: {"head": far.head},
    "member of another unit": lambda near, far: {"members": [far.editor]},
    "day to come": lambda near, far: {
        "effective_on": timezone.localdate() + datetime.timedelta(days=1)
    },
    "day before the role": lambda near, far: {
        "effective_on": LONG_AGO - datetime.timedelta(days=1)
    },
}


@pytest.mark.parametrize("wrong", WRONG)
def test_filing_is_refused(staffed, wrong):
    values = WRONG[wrong](staffed, make_staffed("far"))

    with pytest.raises(ValidationError):
        file_whole(staffed, **values)
    assert not Filing.objects.exists()


def test_filing_before_the_last_one_is_refused(staffed):
    file_whole(staffed, effective_on=LONG_AGO + datetime.timedelta(days=9))

    with pytest.raises(ValidationError):
        file_whole(staffed, members=[])


def test_who_left_cannot_be_filed(staffed):
    end_membership(staffed.deputy)

    with pytest.raises(ValidationError):
        file_whole(staffed, effective_on=timezone.localdate())


def test_closed_unit_files_nothing(staffed):
    staffed.unit.closed_on = timezone.localdate()
    staffed.unit.save()

    with pytest.raises(ValidationError):
        file_whole(staffed)


def test_filing_is_never_changed(staffed):
    filing = file_whole(staffed)

    assert isinstance(filing, LedgerRow)
    with pytest.raises(LedgerError):
        filing.save()


def test_database_refuses_one_person_in_both_posts(staffed):
    filing = file_whole(staffed)
    filing.pk, filing._state.adding, filing.deputy = None, True, filing.head

    with pytest.raises(IntegrityError), transaction.atomic():
        filing.save()
