"""The screens of money: who may open them, and what they store."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from console.models import BudgetYear, Contractor, CostLine, Project
from console.money.costs import record_cost
from console.money.enums import ProjectState
from tests.console.money.world import approved, cap, filed, make_contractor
from tests.factories import make_portal
from tests.visits import sign_in
from units.access import ensure_centre_groups

pytestmark = pytest.mark.django_db

CENTRE = (
    *("console_money", "console_money_lines", "console_money_lines_results"),
    *("console_money_contractors:index", "console_money_contracts:index"),
)


@pytest.fixture(autouse=True)
def groups(world):
    ensure_centre_groups(make_portal())


def get(person, name, *args):
    return sign_in(person).get(reverse(name, args=args))


@pytest.mark.parametrize("name", CENTRE)
@pytest.mark.parametrize("who", ["office", "group", "inspector"])
def test_those_who_see_everybody_open_it(world, name, who):
    assert get(getattr(world, who), name).status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", CENTRE)
def test_an_operator_does_not_open_it(world, name):
    assert get(world.operator, name).status_code != HTTPStatus.OK


def test_a_unit_lists_its_own_projects_only(world):
    filed(world, title="Ours")
    filed(world, unit=world.far, user=world.far_operator, title="Theirs")

    found = get(world.operator, "console_money_projects").context["object_list"]
    assert [project.title for project in found] == ["Ours"]


def test_another_unit_s_project_is_not_found(world):
    project = filed(world, unit=world.far, user=world.far_operator)

    answer = get(world.operator, "console_money_project", project.pk)
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_an_operator_files_a_project(world):
    fields = {
        "unit": world.unit.pk,
        "title": "Servers",
        "purpose": "Two",
        "year": 2026,
        "quoted": "680000.00",
    }
    sign_in(world.operator).post(reverse("console_money_file"), fields)

    assert Project.objects.get().quoted == Decimal("680000.00")


def test_a_project_for_another_unit_is_not_filed(world):
    fields = {"unit": world.far.pk, "title": "X", "purpose": "X", "year": 2026, "quoted": "1"}
    sign_in(world.operator).post(reverse("console_money_file"), fields)

    assert not Project.objects.exists()


def test_what_was_typed_is_kept_when_it_is_refused(world):
    fields = {"unit": world.unit.pk, "title": "Servers", "purpose": "", "year": 2026, "quoted": 1}
    answer = sign_in(world.operator).post(reverse("console_money_file"), fields)

    assert answer.context["form"]["title"].value() == "Servers"


def test_the_office_approves_on_the_screen(world):
    cap(world, "5000")
    project = filed(world)
    sign_in(world.office).post(
        reverse("console_money_project", args=(project.pk,)),
        {"deed": "approve", "approve-amount": "900.00"},
    )

    assert Project.objects.get().state == ProjectState.APPROVED


def test_what_is_above_the_cap_is_told_in_the_form(world):
    cap(world, "1")
    project = filed(world)
    answer = sign_in(world.office).post(
        reverse("console_money_project", args=(project.pk,)),
        {"deed": "approve", "approve-amount": "900.00"},
    )

    [form] = [form for deed, _label, form in answer.context["forms"] if deed == "approve"]
    assert form.non_field_errors()


def test_a_returned_project_is_filed_again_on_the_screen(world):
    project = filed(world)
    address = reverse("console_money_project", args=(project.pk,))
    reason = {"deed": "return", "return-reason": "Which servers?"}
    sign_in(world.office).post(address, reason)
    fields = {"title": "Three", "purpose": "P", "year": 2026, "quoted": "5.00"}
    again = {f"again-{name}": value for name, value in fields.items()}
    sign_in(world.operator).post(address, {"deed": "again", **again})

    assert Project.objects.get().title == "Three"


def test_the_leading_group_sets_a_cap_on_the_screen(world):
    sign_in(world.group).post(
        reverse("console_money"),
        {"deed": "cap", "cap-year": 2026, "cap-cap": "1000000.00", "cap-reason": "Order"},
    )

    assert BudgetYear.objects.get(year=2026).cap == Decimal("1000000.00")


def test_the_office_records_a_cost_on_the_screen(world):
    fields = {"unit": world.unit.pk, "on": timezone.localdate(), "amount": "1.10", "note": "x"}
    sign_in(world.office).post(reverse("console_money_record"), fields)

    assert CostLine.objects.get().amount == Decimal("1.10")


def test_the_office_corrects_a_cost_on_the_screen(world):
    spend = {"on": timezone.localdate(), "note": "x", "user": world.office}
    line = record_cost(world.unit, amount=Decimal("9.00"), **spend)
    sign_in(world.office).post(
        reverse("console_money_line", args=(line.pk,)),
        {"deed": "correct", "correct-right": "8.50", "correct-reason": "Misread"},
    )

    assert CostLine.objects.total() == Decimal("8.50")


def contractor_fields(**values):
    return {
        "name": "Firm",
        "credit_code": "91440300MA5DABCD12",
        "contact": "Li",
        "phone": "1",
        "qualification": "A",
        "qualified_from": "2026-01-01",
        "qualified_until": "2027-01-01",
        "is_active": "on",
        "document": SimpleUploadedFile("q.pdf", b"%PDF-1.4"),
        **values,
    }


def test_the_office_registers_a_contractor_on_the_screen(world):
    sign_in(world.office).post(reverse("console_money_contractors:add"), contractor_fields())

    assert Contractor.objects.get().document


def test_an_inspector_registers_no_contractor(world):
    sign_in(world.inspector).post(reverse("console_money_contractors:add"), contractor_fields())

    assert not Contractor.objects.exists()


def test_an_expired_contractor_is_told_in_the_form_of_a_contract(world):
    today = timezone.localdate()
    day = timezone.timedelta(days=1)
    contractor = make_contractor(world, qualified_until=today - day)
    fields = {
        "contractor": contractor.pk,
        "unit": world.unit.pk,
        "subject": "Redesign",
        "starts_on": today,
        "ends_on": today + day,
        "contact": "Wang",
        "phone": "1",
    }
    answer = sign_in(world.office).post(reverse("console_money_contracts:add"), fields)

    assert answer.context["form"].non_field_errors()


def test_the_qualification_document_is_served_to_the_office(world):
    contractor = make_contractor(world)

    answer = get(world.office, "console_money_qualification", contractor.pk)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"


def test_the_list_of_projects_costs_the_same_for_more_of_them(world):
    client = sign_in(world.office)
    approved(world)
    address = reverse("console_money_projects")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for _number in range(6):
        approved(world)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 12


@pytest.mark.parametrize("who", ["office", "group"])
def test_projects_that_wait_are_on_the_dashboard(world, who):
    cap(world, "1")
    project = filed(world)
    address = reverse("console_money_project", args=(project.pk,))
    ask = {"deed": "forward", "forward-amount": "900.00", "forward-reason": "Big"}
    sign_in(world.office).post(address, ask)

    answer = sign_in(getattr(world, who)).get(reverse("wagtailadmin_home"))
    [panel] = [panel for panel in answer.context["panels"] if panel.key == "projects"]
    assert list(panel.facts()["shown"]) == [project]
