"""The trail of what the office keeps."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from console.enums import StepKind
from console.models import LedgerRow, Step
from console.querysets import LedgerError
from console.steps import add_step, steps_of
from tests.factories import make_person, make_unit
from workflows.gate.triggers import parts
from workflows.gate.triggers.guarded import insert_only_tables
from workflows.ledger.verify import verify
from workflows.models import LedgerEntry

pytestmark = pytest.mark.django_db

KEPT = [
    model for model in apps.get_app_config("console").get_models() if issubclass(model, LedgerRow)
]


@pytest.fixture
def step():
    unit = make_unit()
    return add_step(unit, StepKind.FILED, user=make_person(), unit=unit, reason="As agreed", days=3)


def test_step_says_who_and_why(step):
    assert (step.person.username != "", step.reason, step.facts) == (True, "As agreed", {"days": 3})


def test_step_tells_its_sums():
    unit = make_unit()
    step = add_step(unit, StepKind.RECORDED, user=None, amount=Decimal("680000.00"), line=7)

    assert [amount for _label, amount in step.amounts] == [Decimal("680000.00")]


def test_step_without_sums_tells_none(step):
    assert step.amounts == []


def test_steps_are_those_of_the_object_alone(step):
    other = make_unit()
    add_step(other, StepKind.FILED, user=None, unit=other)

    assert list(steps_of(step.unit)) == [step]


def test_step_stands_in_the_ledger_too(step):
    assert LedgerEntry.objects.order_by("-number").first().details["step_id"] == step.pk


def test_ledger_with_steps_is_sound(step):
    assert not list(verify())


def test_step_is_not_saved_again(step):
    with pytest.raises(LedgerError):
        step.save()


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_database_is_to_keep_the_rows(model):
    assert model._meta.db_table in insert_only_tables()


def test_database_has_the_guards_that_it_should():
    assert parts.differences(connection) == []


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = ''", "DELETE FROM {}"])
def test_step_is_changed_by_nobody(step, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(Step._meta.db_table))
