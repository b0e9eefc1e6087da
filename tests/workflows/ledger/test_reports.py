"""Returns by class, unit and month (S065), and the time from event to publication (S079)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.factories import make_member, make_person, make_unit, number
from tests.visits import sign_in
from units.enums import Role
from workflows.enums import Stage, SubmissionState, Verdict
from workflows.models import Decision, Submission
from workflows.screening.enums import ProhibitedClass

pytestmark = pytest.mark.django_db

MAY = datetime(2025, 5, 20, 4, tzinfo=UTC)
JUNE = datetime(2025, 6, 20, 4, tzinfo=UTC)
# The first of June in the city, still May in Greenwich
FIRST_OF_JUNE = datetime(2025, 5, 31, 17, tzinfo=UTC)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def inspector():
    return sign_in(make_member(Role.INSPECTOR))


def make_submission(unit, **values):
    common = {
        "page_title": f"Text {number()}",
        "unit_id": unit.pk,
        "revision_id": 1,
        "digest": "a" * 64,
        "subject_class": "government",
        "submitted_by": make_person(),
        "submitted_at": MAY,
        "state": SubmissionState.RETURNED,
    }
    return Submission.objects.create(**common | values)


def make_return(unit, at=MAY, prohibited_class="", **values):
    return Decision.objects.create(
        submission=values.pop("submission", None) or make_submission(unit),
        stage=Stage.LEADER,
        verdict=values.pop("verdict", Verdict.RETURNED),
        digest="a" * 64,
        person=make_person(),
        role=Role.LEADER,
        prohibited_class=prohibited_class,
        decided_at=at,
        signature="",
    )


def rows(client, name="ledger_returns", **query):
    return list(client.get(reverse(name), query).context["object_list"])


def counts(found):
    return [(row["unit_code"], row["prohibited_class"], row["count"]) for row in found]


def test_returns_are_counted_by_class(unit, inspector):
    for prohibited_class in (ProhibitedClass.OTHER, ProhibitedClass.OTHER, ""):
        make_return(unit, prohibited_class=prohibited_class)
    assert counts(rows(inspector)) == [(unit.code, "", 1), (unit.code, ProhibitedClass.OTHER, 2)]


def test_returns_are_counted_by_month_of_the_city(unit, inspector):
    for at in (MAY, FIRST_OF_JUNE, JUNE):
        make_return(unit, at=at)
    assert [row["count"] for row in rows(inspector)] == [2, 1]


def test_a_text_returned_twice_is_one_text(unit, inspector):
    first = make_return(unit)
    make_return(unit, submission=first.submission)
    assert [(row["count"], row["texts"]) for row in rows(inspector)] == [(2, 1)]


def test_approvals_are_no_returns(unit, inspector):
    make_return(unit, verdict=Verdict.APPROVED)
    assert rows(inspector) == []


def test_a_leader_reads_about_his_own_unit(unit):
    make_return(unit)
    make_return(make_unit())
    found = rows(sign_in(make_member(Role.LEADER, unit)))
    assert [row["unit_code"] for row in found] == [unit.code]


def test_returns_are_filtered_by_class(unit, inspector):
    make_return(unit)
    make_return(unit, prohibited_class=ProhibitedClass.OTHER)
    found = rows(inspector, prohibited_class=ProhibitedClass.OTHER)
    assert counts(found) == [(unit.code, ProhibitedClass.OTHER, 1)]


def test_returns_are_exported(unit, inspector):
    make_return(unit)
    response = inspector.get(reverse("ledger_returns"), {"export": "csv"})
    assert "2025-05" in b"".join(response.streaming_content).decode()


def make_published(unit, hours, **values):
    published = {"happened_at": MAY, "published_at": MAY + timedelta(hours=hours)}
    return make_submission(unit, state=SubmissionState.CERTIFIED, **published | values)


def test_the_time_to_publication_is_averaged_by_unit(unit, inspector):
    for hours in (2, 4):
        make_published(unit, hours)
    (row,) = rows(inspector, "ledger_timeliness")
    assert (row["count"], row["average"]) == (2, timedelta(hours=3))


def test_the_shortest_and_longest_times_are_told(unit, inspector):
    for hours in (2, 4):
        make_published(unit, hours)
    (row,) = rows(inspector, "ledger_timeliness")
    assert (row["shortest"], row["longest"]) == (timedelta(hours=2), timedelta(hours=4))


def test_texts_without_an_event_do_not_count(unit, inspector):
    make_published(unit, 2, happened_at=None)
    assert rows(inspector, "ledger_timeliness") == []


def test_the_slowest_unit_comes_first(unit, inspector):
    make_published(unit, 2)
    slow = make_unit()
    make_published(slow, 50)
    found = [row["unit_code"] for row in rows(inspector, "ledger_timeliness")]
    assert found == [slow.code, unit.code]


def test_an_operator_reads_about_his_own_unit(unit):
    make_published(unit, 2)
    make_published(make_unit(), 2)
    found = rows(sign_in(make_member(Role.OPERATOR, unit)), "ledger_timeliness")
    assert [row["unit_code"] for row in found] == [unit.code]


def test_times_are_exported_in_hours(unit, inspector):
    make_published(unit, 2.5)
    response = inspector.get(reverse("ledger_timeliness"), {"export": "csv"})
    assert ",2.5,2.5,2.5" in b"".join(response.streaming_content).decode()
