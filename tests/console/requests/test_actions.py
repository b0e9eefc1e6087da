"""Filing, reviewing, deciding and withdrawing requests."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from console.enums import StepKind
from console.models import UnitRequest
from console.requests.actions import (
    approve,
    change_request,
    draft_request,
    forward,
    refuse,
    return_request,
    submit_request,
    withdraw,
)
from console.requests.enums import RequestKind, RequestState
from console.requests.kinds import label
from console.steps import steps_of
from tests.console.requests.world import WHY, carried_out, file_request, filed, forwarded, opening
from workflows.enums import NoticeKind
from workflows.models import Notice

pytestmark = pytest.mark.django_db

OPENING = RequestKind.OPENING


def kinds_of_steps(request):
    return [step.kind for step in steps_of(request)]


def told(person):
    return Notice.objects.filter(recipient=person, kind=NoticeKind.OFFICE).count()


def test_request_that_says_everything_waits_for_the_it_office(unit, people):
    assert filed(unit, people).state == RequestState.SUBMITTED


@pytest.mark.parametrize("name", ["purpose", "audience", "column_list", "function_text"])
def test_request_without_a_needed_fact_is_refused_by_its_name(unit, people, name):
    with pytest.raises(ValidationError) as caught:
        filed(unit, people, **opening(**{name: ""}))
    assert label(name) in caught.value.messages[0]


def test_request_that_is_refused_when_handed_in_stays_a_draft(unit, people):
    request = draft_request(unit=unit, kind=OPENING, user=people.operator, purpose="Why")
    with pytest.raises(ValidationError):
        submit_request(request, user=people.operator)
    request.refresh_from_db()
    assert (request.state, request.purpose) == (RequestState.DRAFT, "Why")


def test_database_keeps_no_filed_opening_without_its_audience(unit, people):
    request = filed(unit, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitRequest.objects.filter(pk=request.pk).update(audience="")


def test_draft_takes_no_facts_of_another_kind(unit, people):
    with pytest.raises(TypeError):
        draft_request(unit=unit, kind=OPENING, user=people.operator, owner="Somebody")


@pytest.mark.parametrize("who", ["editor", "stranger", "reviewer", "head", "inspector", "root"])
def test_only_the_units_leaders_and_operators_file(unit, people, who):
    with pytest.raises(PermissionDenied):
        file_request(unit=unit, kind=OPENING, user=getattr(people, who), **opening())


def test_second_opening_under_way_is_refused(unit, people):
    filed(unit, people)
    with pytest.raises(ValidationError):
        filed(unit, people)


def test_it_office_is_told_of_a_request(unit, people):
    filed(unit, people)
    assert told(people.reviewer) == 1


def test_reviewed_request_waits_for_the_leading_group(unit, people):
    assert forwarded(unit, people).state == RequestState.FORWARDED


def test_leading_group_is_told_of_a_reviewed_request(unit, people):
    forwarded(unit, people)
    assert told(people.head) == 1


@pytest.mark.parametrize("who", ["operator", "leader", "head", "inspector", "root", "stranger"])
def test_only_the_it_office_reviews(unit, people, who):
    request = filed(unit, people)
    with pytest.raises(PermissionDenied):
        forward(request, user=getattr(people, who), reason=WHY)


def test_reviewer_is_not_who_filed(unit, people):
    request = file_request(unit=unit, kind=OPENING, user=people.insider, **opening())
    with pytest.raises(PermissionDenied):
        forward(request, user=people.insider, reason=WHY)


def test_reviewer_is_not_who_wrote_on_the_draft(unit, people):
    request = draft_request(unit=unit, kind=OPENING, user=people.operator, **opening())
    change_request(request, user=people.insider, purpose="Another one")
    submit_request(request, user=people.operator)
    with pytest.raises(PermissionDenied):
        forward(request, user=people.insider, reason=WHY)


@pytest.mark.parametrize("who", ["operator", "reviewer", "inspector", "root"])
def test_opening_is_approved_by_the_leading_group_alone(unit, people, who):
    request = forwarded(unit, people)
    with pytest.raises(PermissionDenied):
        approve(request, user=getattr(people, who), reason=WHY)


@pytest.mark.parametrize("who", ["head", "reviewer", "both"])
def test_opening_that_nobody_reviewed_is_approved_by_nobody(unit, people, who):
    request = filed(unit, people)
    with pytest.raises(PermissionDenied):
        approve(request, user=getattr(people, who), reason=WHY)


def test_who_reviewed_does_not_decide(unit, people):
    request = filed(unit, people)
    forward(request, user=people.both, reason=WHY)
    with pytest.raises(PermissionDenied):
        approve(request, user=people.both, reason=WHY)


@pytest.mark.parametrize("action", [forward, refuse, return_request])
def test_nothing_is_decided_without_a_reason(unit, people, action):
    request = filed(unit, people)
    with pytest.raises(ValidationError):
        action(request, user=people.reviewer, reason="  ")


def test_refusal_says_what_is_missing(unit, people):
    request = filed(unit, people)
    refuse(request, user=people.reviewer, reason=WHY, missing=["audience"])
    reason = steps_of(request).get(kind=StepKind.REFUSED).reason
    assert reason.startswith(WHY)
    assert len(reason) > len(WHY)


def test_unit_is_told_of_a_refusal(unit, people):
    refuse(filed(unit, people), user=people.reviewer, reason=WHY)
    assert (told(people.operator), told(people.leader), told(people.stranger)) == (1, 1, 0)


def test_refused_request_is_approved_by_nobody(unit, people):
    request = forwarded(unit, people)
    refuse(request, user=people.head, reason=WHY)
    with pytest.raises(ValidationError):
        approve(request, user=people.second_head, reason=WHY)


def test_returned_request_is_completed_and_handed_in_anew(unit, people):
    request = return_request(forwarded(unit, people), user=people.head, reason=WHY)
    change_request(request, user=people.leader, audience="Everybody")
    again = submit_request(request, user=people.leader)
    assert (again.state, again.reviewed_by) == (RequestState.SUBMITTED, None)


def test_request_that_was_handed_in_is_not_changed(unit, people):
    request = filed(unit, people)
    with pytest.raises(ValidationError):
        change_request(request, user=people.operator, purpose="Another one")


def test_unit_takes_its_request_back(unit, people):
    request = withdraw(forwarded(unit, people), user=people.leader)
    assert request.state == RequestState.WITHDRAWN


def test_another_unit_takes_nothing_back(unit, people):
    request = filed(unit, people)
    with pytest.raises(PermissionDenied):
        withdraw(request, user=people.stranger)


def test_request_that_was_carried_out_is_not_taken_back(unit, people):
    request = carried_out(unit, people)
    with pytest.raises(ValidationError):
        withdraw(request, user=people.operator)


def test_trail_holds_every_step_with_its_person(unit, people):
    request = carried_out(unit, people)
    assert [(step.kind, step.person) for step in steps_of(request)] == [
        (StepKind.DRAFTED, people.operator),
        (StepKind.FILED, people.operator),
        (StepKind.FORWARDED, people.reviewer),
        (StepKind.APPROVED, people.head),
        (StepKind.CARRIED_OUT, people.head),
    ]


def test_trail_holds_what_was_asked_for(unit, people):
    request = filed(unit, people)
    assert steps_of(request).get(kind=StepKind.FILED).facts["audience"] == opening()["audience"]


def test_request_that_cannot_be_carried_out_stays_as_it_was(unit, people, monkeypatch):
    request = forwarded(unit, people)

    def fail(*args, **kwargs):
        raise ValidationError("No room")

    monkeypatch.setattr("console.requests.sites.provision_units", fail)
    with pytest.raises(ValidationError):
        approve(request, user=people.head, reason=WHY)
    request.refresh_from_db()
    assert (request.state, kinds_of_steps(request)[-1]) == (
        RequestState.FORWARDED,
        StepKind.FORWARDED,
    )


def test_database_lets_nobody_decide_what_he_filed(unit, people):
    request = forwarded(unit, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitRequest.objects.filter(pk=request.pk).update(decided_by=people.operator)
