"""What the database itself refuses of units, hosts and memberships."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests.factories import make_home, make_person, make_unit
from units.enums import Role
from units.models import Membership, Unit, UnitHost, UnitRoot

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 1)


def refused(create):
    with pytest.raises(IntegrityError), transaction.atomic():
        create()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.OPERATOR])
def test_role_of_a_unit_is_not_the_centre_s(role):
    person = make_person()

    refused(lambda: Membership.objects.create(person=person, role=role, started_on=TODAY))


@pytest.mark.parametrize("role", [Role.SECRECY, Role.IT_OFFICE, Role.PARTY_OFFICE])
def test_role_of_the_centre_is_not_a_unit_s(role):
    values = {"person": make_person(), "unit": make_unit(), "role": role, "started_on": TODAY}

    refused(lambda: Membership.objects.create(**values))


def test_only_a_leader_is_principal():
    values = {"person": make_person(), "unit": make_unit(), "role": Role.EDITOR}

    refused(lambda: Membership.objects.create(**values, is_principal=True, started_on=TODAY))


def test_unit_has_one_principal_leader():
    values = {"unit": make_unit(), "role": Role.LEADER, "is_principal": True, "started_on": TODAY}
    Membership.objects.create(person=make_person(), **values)
    second = make_person()

    refused(lambda: Membership.objects.create(person=second, **values))


@pytest.mark.parametrize("is_central", [False, True])
def test_role_is_held_once_at_a_time(is_central):
    unit, role = (None, Role.SECRECY) if is_central else (make_unit(), Role.EDITOR)
    values = {"person": make_person(), "unit": unit, "role": role, "started_on": TODAY}
    Membership.objects.create(**values)

    refused(lambda: Membership.objects.create(**values))


def test_membership_does_not_end_before_it_starts():
    values = {"person": make_person(), "unit": make_unit(), "role": Role.EDITOR}
    ended = TODAY - datetime.timedelta(days=1)

    refused(lambda: Membership.objects.create(**values, started_on=TODAY, ended_on=ended))


def test_unit_that_never_opened_does_not_close():
    unit = make_unit()

    refused(lambda: Unit.objects.filter(pk=unit.pk).update(closed_on=TODAY))


def test_fee_is_not_negative():
    unit = make_unit()

    refused(lambda: Unit.objects.filter(pk=unit.pk).update(annual_fee=-1))


def test_unit_has_one_current_host():
    unit = make_unit()
    UnitHost.objects.create(unit=unit, host="one.localhost")

    refused(lambda: UnitHost.objects.create(unit=unit, host="two.localhost"))


def test_host_is_one_unit_s_only():
    UnitHost.objects.create(unit=make_unit(), host="one.localhost", is_current=False)
    other = make_unit()

    refused(lambda: UnitHost.objects.create(unit=other, host="one.localhost", is_current=False))


def test_unit_has_one_root_a_language():
    home, other = make_home(), make_home()
    root = UnitRoot.objects.get(page_id=other.pk)
    unit_id = home.unit.id

    refused(lambda: UnitRoot.objects.filter(pk=root.pk).update(unit_id=unit_id))


def test_two_roots_do_not_share_a_prefix():
    home, other = make_home(), make_home()

    refused(lambda: UnitRoot.objects.filter(page_id=other.pk).update(prefix=home.path))


def test_unit_with_pages_is_not_deleted():
    unit = Unit.objects.get(pk=make_home().unit.id)

    with pytest.raises(ProtectedError):
        unit.delete()


def test_person_is_called_by_the_full_name():
    assert make_person(full_name="王示范").get_full_name() == "王示范"


def test_person_without_full_name_is_called_by_the_account():
    assert make_person("wang").get_full_name() == "wang"
