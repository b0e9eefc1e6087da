"""A site goes live once nothing is missing, and what is missing is told by name."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.enums import StepKind
from console.lifecycle import going_live
from console.lifecycle.going_live import (
    CONTACT,
    NUMBERS,
    empty_required_columns,
    missing_for_going_live,
    open_unit,
)
from console.provisioning import provision_units
from console.steps import steps_of
from content.models import ColumnPage
from tests.console.facts import FACTS
from tests.factories import make_member, make_portal, make_unit
from units.enums import CENTRE_ROLES, Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def built():
    """A unit with pages, numbers and contact, and required columns that are filled."""
    make_portal()
    unit = make_unit("alpha", **FACTS)
    provision_units([unit], BuildOrder(blueprint=load_blueprint("city")))
    fill(unit)
    return Unit.objects.get(pk=unit.pk)


def fill(unit):
    for column in ColumnPage.objects.filter(is_required=True, url_path__contains=f"/{unit.code}/"):
        column.body = [("paragraph", "<p>示范内容。</p>")]
        column.save()


@pytest.fixture
def complete(built, monkeypatch):
    """The same, whose people are filed, plan approved and rules acknowledged."""
    monkeypatch.setattr(going_live, "missing_people", lambda unit: [])
    monkeypatch.setattr(going_live, "has_approved_plan", lambda unit: True)
    monkeypatch.setattr(going_live, "unacknowledged", lambda unit: [])
    return built


def told(unit):
    return [name for one in missing_for_going_live(unit) for name in one.missing]


def test_complete_unit_goes_live(complete, leading, today):
    assert open_unit(complete, user=leading).opened_on == today()


def test_going_live_is_a_step(complete, leading):
    open_unit(complete, user=leading)

    assert [step.kind for step in steps_of(complete)] == [StepKind.OPENED]


def test_going_live_twice_changes_nothing(complete, leading):
    open_unit(complete, user=leading)
    open_unit(complete, user=leading)

    assert steps_of(complete).count() == 1


@pytest.mark.parametrize("name", [*NUMBERS, *CONTACT])
def test_each_empty_fact_is_told_by_its_name(complete, name):
    setattr(complete, name, "")
    (only,) = told(complete)

    assert only.casefold() == str(Unit._meta.get_field(name).verbose_name).casefold()


def test_people_that_are_not_filed_are_told(complete, monkeypatch):
    monkeypatch.setattr(going_live, "missing_people", lambda unit: ["head", "operator"])

    assert told(complete) == ["head", "operator"]


def test_plan_that_is_not_approved_is_told(complete, monkeypatch):
    monkeypatch.setattr(going_live, "has_approved_plan", lambda unit: False)

    assert len(told(complete)) == 1


def test_rule_that_is_not_acknowledged_is_told(complete, monkeypatch):
    monkeypatch.setattr(going_live, "unacknowledged", lambda unit: ["Rules of the city v2"])

    assert told(complete) == ["Rules of the city v2"]


def test_empty_required_columns_are_told_by_title(complete):
    required = ColumnPage.objects.filter(is_required=True, url_path__contains="/alpha/")
    column = required.first()
    column.body = []
    column.save()

    assert told(complete) == empty_required_columns(complete) == [column.title]


def test_refusal_names_everything_and_opens_nothing(complete, leading):
    Unit.objects.filter(pk=complete.pk).update(icp_number="", phone="")
    with pytest.raises(ValidationError) as refused:
        open_unit(complete, user=leading)

    assert len(refused.value.messages) == 2
    assert Unit.objects.get(pk=complete.pk).opened_on is None


def test_unit_without_pages_does_not_go_live(leading):
    with pytest.raises(ValidationError):
        open_unit(make_unit(), user=leading)


def test_bare_unit_lacks_people_and_plan(built):
    assert len(list(missing_for_going_live(built))) == 2


@pytest.mark.parametrize("role", sorted({*CENTRE_ROLES} - {Role.LEADING_GROUP}))
def test_nobody_but_the_leading_group_lets_a_site_go_live(complete, role):
    with pytest.raises(PermissionDenied):
        open_unit(complete, user=make_member(role))
