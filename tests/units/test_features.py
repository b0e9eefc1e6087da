"""Features that are on for some units first, and for all later."""

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import transaction
from wagtail.models import ModelLogEntry

from tests.factories import make_member, make_superuser, make_unit
from units import features
from units.checks import check_feature_switches
from units.enums import CENTRE_ROLES, UNIT_ROLES, FeatureScope, Role
from units.features import (
    Feature,
    UnknownFeature,
    feature_is_on,
    register_feature,
    switch_feature,
    units_with_feature,
)
from units.models import FeatureSwitch, Unit

pytestmark = pytest.mark.django_db

PILOT = FeatureScope.PILOT


@pytest.fixture(autouse=True)
def survey(monkeypatch):
    """A feature that is on nowhere until it is switched."""
    monkeypatch.setattr(features, "_features", dict(features._features))
    register_feature(Feature("survey", "Surveys", "Ask readers."))


def logged():
    return ModelLogEntry.objects.filter(action=features.FEATURE_SWITCHED)


@pytest.mark.parametrize(
    ("scope", "is_on"), [(FeatureScope.NOWHERE, False), (FeatureScope.EVERYWHERE, True)]
)
def test_before_it_is_switched_the_default_holds(scope, is_on):
    register_feature(Feature("mailbox", "Mailbox", "Write to us.", scope))
    assert feature_is_on("mailbox", make_unit()) is is_on


def test_a_pilot_is_on_in_the_named_units_only():
    unit, other = make_unit(), make_unit()
    switch_feature("survey", PILOT, [unit])
    assert [feature_is_on("survey", found) for found in (unit, other)] == [True, False]


def test_widening_turns_it_on_everywhere():
    unit, other = make_unit(), make_unit()
    switch_feature("survey", PILOT, [unit])
    switch_feature("survey", FeatureScope.EVERYWHERE)
    assert feature_is_on("survey", other)


def test_going_back_to_the_pilot_finds_its_units_again():
    unit, _other = make_unit(), make_unit()
    switch_feature("survey", PILOT, [unit])
    switch_feature("survey", FeatureScope.EVERYWHERE)
    switch_feature("survey", PILOT)
    assert list(units_with_feature("survey")) == [unit]


@pytest.mark.parametrize(
    ("scope", "counted"), [(FeatureScope.NOWHERE, 0), (PILOT, 1), (FeatureScope.EVERYWHERE, None)]
)
def test_units_with_a_feature(scope, counted):
    unit, _other = make_unit(), make_unit()
    switch_feature("survey", scope, [unit])
    expected = Unit.objects.count() if counted is None else counted
    assert units_with_feature("survey").count() == expected


def test_a_pilot_in_no_unit_is_refused():
    with pytest.raises(ValidationError):
        switch_feature("survey", PILOT, [])


@pytest.mark.parametrize("call", [switch_feature, feature_is_on])
def test_an_unknown_feature_is_named_in_the_error(call):
    with pytest.raises(UnknownFeature, match="telepathy"):
        call("telepathy", make_unit())


def test_asking_costs_no_query_once_read(django_assert_num_queries):
    unit = make_unit()
    switch_feature("survey", PILOT, [unit])
    feature_is_on("survey", unit)
    with django_assert_num_queries(0):
        assert feature_is_on("survey", unit)


def test_a_switch_that_is_rolled_back_never_was():
    unit = make_unit()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        switch_feature("survey", PILOT, [unit])
        assert feature_is_on("survey", unit)
        raise ZeroDivisionError
    assert not feature_is_on("survey", unit)


def test_switching_is_logged_with_the_units():
    unit = make_unit()
    officer = make_member(Role.IT_OFFICE)
    switch_feature("survey", PILOT, [unit], user=officer)
    entry = logged().get()
    assert (entry.user, entry.data["added"]) == (officer, [unit.code])


def test_switching_to_what_is_so_is_not_logged():
    unit = make_unit()
    switch_feature("survey", PILOT, [unit])
    switch_feature("survey", PILOT, [unit])
    assert logged().count() == 1


@pytest.mark.parametrize("role", sorted({*CENTRE_ROLES} - {Role.IT_OFFICE}))
def test_no_other_central_role_switches(role):
    with pytest.raises(PermissionDenied):
        switch_feature("survey", FeatureScope.EVERYWHERE, user=make_member(role))


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_no_role_of_a_unit_switches(role):
    with pytest.raises(PermissionDenied):
        switch_feature("survey", FeatureScope.EVERYWHERE, user=make_member(role, make_unit()))


def test_the_emergency_account_switches():
    assert switch_feature("survey", FeatureScope.EVERYWHERE, user=make_superuser())


def test_a_pilot_is_no_default():
    with pytest.raises(ImproperlyConfigured):
        register_feature(Feature("other", "Other", "", PILOT))


def test_a_key_is_taken_once():
    with pytest.raises(ImproperlyConfigured):
        register_feature(Feature("survey", "Polls", ""))


def test_a_switch_of_a_feature_nobody_registers_is_reported():
    FeatureSwitch.objects.create(key="gone")
    (warning,) = check_feature_switches(databases=["default"])
    assert (warning.id, warning.obj.key) == ("units.W001", "gone")


def test_switches_of_registered_features_are_not_reported():
    switch_feature("survey", FeatureScope.EVERYWHERE)
    assert check_feature_switches(databases=["default"]) == []


def test_the_database_is_not_read_by_checks_without_one(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check_feature_switches() == []
