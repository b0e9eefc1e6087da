"""Projects: filed before their procurement, decided by others, never above the cap unnoticed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from console.enums import StepKind
from console.models import Project
from console.money.actions import (
    approve_project,
    complete_project,
    exempt_project,
    file_again,
    file_project,
    forward_project,
    refuse_project,
    return_project,
    set_cap,
    withdraw_project,
)
from console.money.costs import record_cost
from console.money.enums import ProjectState
from console.money.figures import saved_on, year_figures
from console.steps import steps_of
from tests.console.money.world import approved, cap, filed
from tests.factories import make_member
from units.enums import Role
from units.people.actions import add_member

AMOUNT = Decimal("1000.00")


def test_a_filed_project_has_no_certificate(world):
    assert filed(world).certificate_number is None


def test_an_approved_project_has_a_number(world):
    assert approved(world).certificate_number


def test_two_projects_have_two_numbers(world):
    assert approved(world).certificate_number != approved(world).certificate_number


def test_no_certificate_stands_without_an_approval_in_the_database(world):
    project = filed(world)

    with pytest.raises(IntegrityError):
        Project.objects.filter(pk=project.pk).update(certificate_number="2026-1")


def test_the_one_who_filed_it_does_not_approve_it(world):
    cap(world, "5000")
    project = filed(world, unit=None, user=world.office)

    with pytest.raises(PermissionDenied):
        approve_project(project, amount=AMOUNT, reason="", user=world.office)


def test_who_filed_it_before_it_was_returned_does_not_approve_it(world):
    cap(world, "5000")
    project = filed(world, unit=None, user=world.office)
    project = return_project(project, reason="More", user=world.other_office)
    third = make_member(Role.IT_OFFICE)
    project = file_again(project, user=third)

    with pytest.raises(PermissionDenied):
        approve_project(project, amount=AMOUNT, reason="", user=world.office)


@pytest.mark.parametrize("name", ["operator", "group", "inspector", "far_operator"])
def test_nobody_but_the_it_office_approves(world, name):
    cap(world, "5000")
    project = filed(world)

    with pytest.raises(PermissionDenied):
        approve_project(project, amount=AMOUNT, reason="", user=getattr(world, name))


def test_a_foreign_unit_files_nothing(world):
    with pytest.raises(PermissionDenied):
        filed(world, user=world.far_operator)


def test_a_unit_files_nothing_for_all_sites(world):
    with pytest.raises(PermissionDenied):
        filed(world, unit=None)


def test_a_project_without_an_amount_is_refused(world):
    with pytest.raises(ValidationError):
        filed(world, quoted="0.00")


def test_what_is_no_fact_of_a_filing_is_refused(world):
    with pytest.raises(TypeError):
        file_project(world.unit, user=world.operator, certificate_number="1")


def test_nothing_is_approved_before_a_cap_is_set(world):
    with pytest.raises(ValidationError):
        approve_project(filed(world), amount=AMOUNT, reason="", user=world.office)


def test_the_it_office_sets_no_cap(world):
    with pytest.raises(PermissionDenied):
        set_cap(world.year, AMOUNT, reason="More", user=world.office)


def test_a_changed_cap_leaves_a_step(world):
    budget = cap(world, "5000")
    cap(world, "6000")

    assert [step.kind for step in steps_of(budget)] == [StepKind.RECORDED, StepKind.CHANGED]


def test_above_the_remaining_cap_the_it_office_does_not_approve(world):
    cap(world, "999.99")

    with pytest.raises(ValidationError):
        approve_project(filed(world), amount=AMOUNT, reason="", user=world.office)


def test_what_was_approved_is_no_longer_left_of_the_cap(world):
    cap(world, "1500")
    approve_project(filed(world), amount=AMOUNT, reason="", user=world.office)

    with pytest.raises(ValidationError):
        approve_project(filed(world), amount=AMOUNT, reason="", user=world.office)


def test_within_the_cap_no_exemption_is_asked_for(world):
    cap(world, "1000")

    with pytest.raises(ValidationError):
        forward_project(filed(world), amount=AMOUNT, reason="Big", user=world.office)


def forwarded(world):
    cap(world, "10")
    return forward_project(filed(world), amount=AMOUNT, reason="Big", user=world.office)


def test_the_leading_group_approves_above_the_cap(world):
    project = exempt_project(forwarded(world), reason="Needed", user=world.group)

    assert (project.state, project.is_exempt) == (ProjectState.APPROVED, True)


def test_the_it_office_does_not_exempt(world):
    with pytest.raises(PermissionDenied):
        exempt_project(forwarded(world), reason="Needed", user=world.other_office)


def test_who_reviewed_it_does_not_exempt_it(world):
    both = make_member(Role.IT_OFFICE)
    add_member(both, Role.LEADING_GROUP)
    cap(world, "10")
    project = forward_project(filed(world), amount=AMOUNT, reason="Big", user=both)

    with pytest.raises(PermissionDenied):
        exempt_project(project, reason="Needed", user=both)


def test_an_exemption_needs_a_reason(world):
    with pytest.raises(ValidationError):
        exempt_project(forwarded(world), reason=" ", user=world.group)


def test_exempt_amounts_are_told_apart(world):
    exempt_project(forwarded(world), reason="Needed", user=world.group)

    assert year_figures(world.year).exempt == AMOUNT


def test_the_it_office_does_not_refuse_what_the_leading_group_decides(world):
    with pytest.raises(PermissionDenied):
        refuse_project(forwarded(world), reason="No", user=world.other_office)


def test_a_refusal_needs_a_reason(world):
    with pytest.raises(ValidationError):
        refuse_project(filed(world), reason="", user=world.office)


def test_a_refused_project_is_not_approved_later(world):
    cap(world, "5000")
    project = refuse_project(filed(world), reason="No", user=world.office)

    with pytest.raises(ValidationError):
        approve_project(project, amount=AMOUNT, reason="", user=world.office)


def test_no_more_is_approved_than_was_quoted(world):
    cap(world, "5000")

    with pytest.raises(ValidationError):
        approve_project(filed(world), amount=Decimal("1000.01"), reason="", user=world.office)


def test_a_returned_project_is_filed_again_with_other_facts(world):
    project = return_project(filed(world), reason="Which servers?", user=world.office)

    assert file_again(project, user=world.operator, title="Three servers").title == "Three servers"


def test_a_withdrawn_project_waits_for_nobody(world):
    withdraw_project(filed(world), reason="Not needed", user=world.operator)

    assert not Project.objects.waiting().exists()


def test_an_approved_project_is_not_withdrawn(world):
    with pytest.raises(ValidationError):
        withdraw_project(approved(world), reason="Not needed", user=world.operator)


def test_every_step_is_kept_with_its_reason(world):
    project = refuse_project(filed(world), reason="Built already", user=world.office)

    assert [(step.kind, step.reason) for step in steps_of(project)] == [
        (StepKind.FILED, ""),
        (StepKind.REFUSED, "Built already"),
    ]


def test_saved_is_what_was_quoted_less_what_was_spent(world):
    project = approved(world, "680000.00", "300000.00")
    today = timezone.localdate()
    spend = {"on": today, "note": "Built", "user": world.office, "project": project}
    record_cost(world.unit, amount=Decimal("280000.00"), **spend)
    complete_project(project, on=today, reason="", user=world.office)

    assert saved_on(world.unit, today) == Decimal("400000.00")


def test_nothing_is_saved_before_completion(world):
    project = approved(world)
    today = timezone.localdate()
    spend = {"on": today, "note": "Built", "user": world.office, "project": project}
    record_cost(world.unit, amount=Decimal("1.00"), **spend)

    assert saved_on(world.unit, today) == 0


def test_a_project_without_lines_is_not_completed(world):
    with pytest.raises(ValidationError):
        complete_project(approved(world), on=timezone.localdate(), reason="", user=world.office)
