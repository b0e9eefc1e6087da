"""Contractors: only the qualified get work; contracts that are over are told of."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from console.models import Contract, Contractor
from console.money.contractors import require_qualified, save_contract, warn_of_expired
from tests.console.money.world import approved, filed, make_contractor
from workflows.models import Notice

DAY = datetime.timedelta(days=1)


def contract(world, contractor, **values):
    today = timezone.localdate()
    return Contract(
        **{
            "contractor": contractor,
            "unit": world.unit,
            "subject": "Redesign",
            "starts_on": today,
            "ends_on": today + 30 * DAY,
            "contact": "Wang",
            "phone": "1",
            **values,
        }
    )


def given(world, **values):
    return save_contract(contract(world, make_contractor(world), **values), user=world.office)


def test_a_qualified_contractor_gets_work(world):
    assert given(world).pk


def test_an_expired_qualification_is_refused(world):
    yesterday = timezone.localdate() - DAY
    contractor = make_contractor(world, qualified_until=yesterday)

    with pytest.raises(ValidationError):
        save_contract(contract(world, contractor), user=world.office)


def test_a_qualification_that_ends_before_the_work_starts_is_refused(world):
    today = timezone.localdate()
    contractor = make_contractor(world, qualified_until=today + DAY)
    late = contract(world, contractor, starts_on=today + 2 * DAY)

    with pytest.raises(ValidationError):
        save_contract(late, user=world.office)


def test_a_contractor_without_a_document_is_refused(world):
    with pytest.raises(ValidationError):
        require_qualified(make_contractor(world, document=""), timezone.localdate())


def test_a_contractor_out_of_use_is_refused(world):
    with pytest.raises(ValidationError):
        require_qualified(make_contractor(world, is_active=False), timezone.localdate())


def test_the_last_day_of_a_qualification_still_counts(world):
    contractor = make_contractor(world)

    assert contractor.is_qualified_on(contractor.qualified_until)


def test_those_found_qualified_are_those_who_are(world):
    today = timezone.localdate()
    good = make_contractor(world)
    make_contractor(world, document="")
    make_contractor(world, is_active=False)
    make_contractor(world, qualified_until=today - DAY)

    assert list(Contractor.objects.qualified_on(today)) == [good]


def test_a_bad_credit_code_is_refused(world):
    with pytest.raises(ValidationError):
        make_contractor(world, credit_code="123")


def test_an_operator_registers_no_contract(world):
    with pytest.raises(PermissionDenied):
        save_contract(contract(world, make_contractor(world)), user=world.operator)


def test_a_contract_under_a_project_without_a_certificate_is_refused(world):
    with pytest.raises(ValidationError):
        given(world, project=filed(world))


def test_a_contract_under_a_certificate_is_stored(world):
    assert given(world, project=approved(world)).project


def test_a_project_of_another_unit_is_refused(world):
    with pytest.raises(ValidationError):
        given(world, unit=world.far, project=approved(world))


def expired(world):
    row = given(world)
    today = timezone.localdate()
    Contract.objects.filter(pk=row.pk).update(starts_on=today - 30 * DAY, ends_on=today - DAY)
    return Contract.objects.get(pk=row.pk)


def test_the_it_office_is_told_of_an_expired_contract(world):
    expired(world)
    warn_of_expired(timezone.localdate())

    assert set(Notice.objects.values_list("recipient", flat=True)) >= {world.office.pk}


def test_it_is_told_once(world):
    expired(world)
    warn_of_expired(timezone.localdate())

    assert warn_of_expired(timezone.localdate()) == []


def test_a_contract_on_its_last_day_is_not_expired(world):
    row = expired(world)

    assert warn_of_expired(row.ends_on) == []


def test_a_contract_that_was_dealt_with_is_not_told_of(world):
    row = expired(world)
    row.ended_on = row.ends_on
    save_contract(row, user=world.office)

    assert warn_of_expired(timezone.localdate()) == []


def test_a_prolonged_contract_can_expire_anew(world):
    row = expired(world)
    warn_of_expired(timezone.localdate())
    row = Contract.objects.get(pk=row.pk)
    row.ends_on = timezone.localdate() + DAY
    save_contract(row, user=world.office)

    assert warn_of_expired(timezone.localdate() + 2 * DAY) == [row]
